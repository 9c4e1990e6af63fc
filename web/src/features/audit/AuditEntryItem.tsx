import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import classes from "./audit.module.css";
import { useCommandWords } from "./command-words.ts";
import { messages } from "./messages.ts";

const AuditEntryItem_AuditEntry = graphql(`
  fragment AuditEntryItem_AuditEntry on AuditEntry {
    id
    seq
    at
    command
    personName
    organization { id name }
    onBehalfOf { id name }
    partnership { id giver { id name } receiver { id name } }
    payload { name value }
    digest
    hash
  }
`);

/** One act: what, by whom, for whom, when; its content and hashes on demand. */
export function AuditEntryItem(props: { entry: FragmentType<typeof AuditEntryItem_AuditEntry> }) {
  const entry = readFragment(AuditEntryItem_AuditEntry, props.entry);
  const t = useMessages(messages);
  const { instant } = useFormat();
  const words = useCommandWords();
  const say = usePayloadWords();
  const { partnership } = entry;
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <b>{words(entry.command)}</b>
        <span>
          {entry.personName ?? t("system")}
          {entry.organization && ` · ${entry.organization.name}`}
          {entry.onBehalfOf && ` · ${t("onBehalf", { organization: entry.onBehalfOf.name })}`}
        </span>
        {partnership && (
          <TextLink to="/partnerships/$id" params={{ id: uuidOf(partnership.id) }}>
            {partnership.giver.name} × {partnership.receiver.name}
          </TextLink>
        )}
      </div>
      <details>
        <summary>
          <span>{instant(entry.at)}</span>
          <span>{t("seq", { seq: entry.seq })}</span>
          <span className={classes.open}>{t("details")}</span>
        </summary>
        {entry.payload === null || entry.payload === undefined ? (
          <p>{t("erased")}</p>
        ) : (
          <dl className={classes.payload}>
            {entry.payload.length === 0 && <dd>{t("noPayload")}</dd>}
            {entry.payload.map(({ name, value }) => (
              <div key={name}>
                <dt>{say.label(name)}</dt>
                <dd>{say.value(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        <dl className={classes.payload}>
          <div>
            <dt>{t("digest")}</dt>
            <dd className={classes.hash}>{entry.digest}</dd>
          </div>
          <div>
            <dt>{t("hash")}</dt>
            <dd className={classes.hash}>{entry.hash}</dd>
          </div>
        </dl>
      </details>
    </li>
  );
}

/** Names and values of a payload as people read them. Amounts stay as the chain holds them. */
function usePayloadWords() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const labels: Record<string, string> = messages.zh.payload;
  return {
    label: (name: string) => (Object.hasOwn(labels, name) ? t(`payload.${name as "amount"}`) : name),
    value: (value: string) => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
      if (/^[0-9a-f]{64}$/.test(value)) return t("digestOf", { digest: value.slice(0, 16) });
      if (value === "true") return t("yes");
      return value === "false" ? t("no") : value;
    },
  };
}
