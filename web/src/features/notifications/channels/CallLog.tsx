import { graphql } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { usePages } from "../../../lib/pages.ts";
import { LoadMore } from "../../../ui/LoadMore.tsx";
import { useEventWords } from "../event-words.ts";
import classes from "./channels.module.css";
import { messages } from "./messages.ts";

const WebhookCalls = graphql(`
  query WebhookCalls($first: Int!, $after: String, $webhookId: ID) {
    webhookCalls(first: $first, after: $after, webhookId: $webhookId) {
      edges {
        node {
          id
          event
          state
          createdAt
          nextAttemptAt
          log { attempt at ms status error }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const RESULTS = [
  "STATUS",
  "TIMEOUT",
  "CONNECTION",
  "HOST_NOT_ALLOWED",
  "REFUSED_BY_ROBOT",
  "UNREADABLE",
] as const;

/** What was sent to a work chat and what came of each try, the latest first. */
export function CallLog({ webhookId }: { webhookId: string }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const say = useEventWords([]);
  const pages = usePages(WebhookCalls, { first: 5, webhookId }, (data) => data.webhookCalls);
  const rows = pages.rows ?? [];
  const result = (status: number | null | undefined, error: string | null | undefined) => {
    if (!error) return t("hooks.result.ok");
    const known = RESULTS.find((one) => one === error) ?? "other";
    return t(`hooks.result.${known}`, { status: String(status ?? "") });
  };
  return (
    <details>
      <summary className={classes.summary}>{t("hooks.log")}</summary>
      {pages.rows && rows.length === 0 && <p className={classes.quiet}>{t("hooks.logEmpty")}</p>}
      <ul className={classes.log}>
        {rows.map(({ id, event, state, createdAt, nextAttemptAt, log }) => (
          <li key={id}>
            {instant(createdAt)}{" "}
            {t("hooks.call", {
              event: event === "webhook.test" ? t("hooks.isTest") : say({ event, params: [] }),
              state,
            })}
            {nextAttemptAt && log.length > 0 && ` · ${t("hooks.next", { at: instant(nextAttemptAt) })}`}
            <ul>
              {log.map(({ attempt, at, ms, status, error }) => (
                <li key={attempt} className={classes.quiet}>
                  {t("hooks.attempt", {
                    n: String(attempt),
                    at: instant(at),
                    ms: String(ms),
                    result: result(status, error),
                  })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {rows.length > 0 && <LoadMore pages={pages} />}
    </details>
  );
}
