import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import classes from "./board.module.css";
import { messages } from "./messages.ts";

const PreviewTalk_PartnershipSnapshot = graphql(`
  fragment PreviewTalk_PartnershipSnapshot on PartnershipSnapshot {
    giver { organization { id } }
    deliveries {
      id
      good
      kind { nameZh nameEn measure unitZh unitEn }
      disputes { id state quantity reason openedAt }
    }
    reminders { id text sentAt seenAt answeredAt answer toOrganizationId sentBy { name } }
  }
`);

const SHOWN = 3;

/** What is said between the sides and the office: disputes to settle, the last reminders and what was answered. */
export function PreviewTalk(props: { snapshot: FragmentType<typeof PreviewTalk_PartnershipSnapshot> }) {
  const { giver, deliveries, reminders } = readFragment(PreviewTalk_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  const { instant } = useFormat();
  const kinds = useKindWords();
  const disputes = deliveries.flatMap((delivery) =>
    delivery.disputes.filter(({ state }) => state === "OPEN").map((dispute) => ({ ...dispute, delivery })),
  );
  const last = [...reminders].sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1)).slice(0, SHOWN);
  return (
    <>
      {disputes.length > 0 && (
        <section className={classes.section}>
          <h3>{t("preview.disputes")}</h3>
          <ul>
            {disputes.map(({ id, quantity, reason, delivery }) => (
              <li key={id}>
                <span className={classes.late}>
                  {t("preview.dispute", {
                    kind: kinds.title(delivery.kind, delivery.good),
                    quantity: kinds.quantity(delivery.kind, quantity, delivery.good),
                    reason,
                  })}
                </span>{" "}
                <TextLink to="/deliveries/$id" params={{ id: uuidOf(delivery.id) }}>
                  {t("preview.settle")}
                </TextLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.section}>
        <h3>{t("preview.reminders")}</h3>
        {last.length === 0 && <p className={classes.quiet}>{t("preview.noReminders")}</p>}
        <ul>
          {last.map(({ id, text, sentAt, seenAt, answeredAt, answer, toOrganizationId, sentBy }) => (
            <li key={id}>
              {t("preview.reminder", {
                at: instant(sentAt),
                by: sentBy.name,
                side: t(
                  toOrganizationId === giver.organization.id ? "preview.sideGIVER" : "preview.sideRECEIVER",
                ),
                text,
              })}
              <div className={classes.quiet}>
                {answeredAt && answer
                  ? t("preview.answered", { text: answer })
                  : t(seenAt ? "preview.seen" : "preview.unseen")}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
