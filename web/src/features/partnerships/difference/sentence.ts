import type { ThingChangeItem_ThingChangeFragment } from "../../../gql/graphql.ts";
import { formatQuantity, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { ACTS, CALLED_BY_KIND, CODES, FIELDS, type FieldName } from "./change-words.ts";
import { messages } from "./messages.ts";

type Change = ThingChangeItem_ThingChangeFragment;
type Field = Change["fields"][number];

/** Fields by which a thing is named: not said again of one that came. */
const NAMING: ReadonlySet<string> = new Set([
  ...["quantity", "total", "amount", "pledged", "dueOn", "occurredOn", "pledgedOn", "promisedOn", "sentOn"],
  ...["person", "fileName", "description", "title", "purpose", "versionNumber"],
]);
/** What somebody wrote in own words: it is quoted. */
const SAID: ReadonlySet<string> = new Set([
  ...["text", "note", "reason", "purpose", "question", "answer", "description"],
  ...["endReason", "reverseReason", "decisionNote", "settlementNote"],
]);
/** Fields whose value says by itself what it is. */
const PLAIN: ReadonlySet<string> = new Set(["state", "kind", "basis", "side", "list", "text"]);
/** Happenings that some field tells more closely; `state` is told by the others. */
const TOLD_BY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  STATE_CHANGED: ["state"],
  CLOSED: ["state"],
  PROGRESSED: ["claimed", "accepted"],
};
const TELLS_STATE = new Set<Change["happened"][number]>([
  ...(["BECAME_LATE", "ACCEPTED", "DISPUTED", "SETTLED", "WITHDRAWN", "DRAFTED"] as const),
]);

/** What a decision moved stands in two fields: they are one, from the one to the other. */
function joined(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => {
    const name = /^(.+)Before$/.exec(field.field)?.[1];
    if (name === undefined) return /^.+After$/.test(field.field) ? [] : [field];
    const after = fields.find((one) => one.field === `${name}After`);
    const moved = { field: name, type: field.type, before: field.after, after: after?.after ?? null };
    return moved.before === moved.after ? [] : [moved];
  });
}

/** A change as a name and what is told of it: `义务 联合活动 4 场`, `延期；到期 9月30日 → 10月15日`. */
export function useSentence(change: Change, part: boolean): { name: string; told: string } {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { locale } = useLocale();
  const kinds = useKindWords();
  const value = useFieldValue(change);
  const { thing, kind, good, measure, quantity, on, words } = change;
  const fields = joined(change.fields);
  const changed = (...names: string[]) =>
    change.change === "CHANGED" && fields.some(({ field }) => names.includes(field));

  const amount =
    quantity === null || changed("quantity", "total", "amount", "pledged")
      ? null
      : kind
        ? kinds.quantity(kind, quantity, good)
        : measure && formatQuantity({ measure, value: quantity, unit: good }, locale);
  const own = CALLED_BY_KIND.has(thing) ? fields.find(({ field }) => field === "kind")?.after : undefined;
  const called = CODES.find((code) => code === own);
  const about = kind && !(part && ACTS.has(thing)) ? kinds.title(kind, amount === null ? good : null) : null;
  const text =
    words !== null && !changed("person", "description", "title", "purpose")
      ? thing === "AGREEMENT"
        ? t("version", { number: words })
        : thing === "LIAISON" || thing === "EVIDENCE"
          ? words
          : t("quoted", { text: words })
      : null;
  const named = t("thingOf", {
    thing: called ? t(`code.${called}`) : t(`thing.${thing}`),
    of: [about !== null && amount !== null ? t("muchOf", { about, amount }) : (about ?? amount), text]
      .filter((one) => one !== null)
      .join(" "),
  }).trim();
  const day =
    on !== null && !changed("dueOn", "occurredOn")
      ? t("inBrackets", { text: t(thing === "OBLIGATION" ? "day.due" : "day.on", { day: date(on) }) })
      : "";

  const clauses = FIELDS[thing].flatMap((name: FieldName) => {
    const field = fields.find((one) => one.field === name);
    if (!field) return [];
    if (change.change === "ADDED" && NAMING.has(name)) return [];
    if (called && name === "kind") return [];
    if (name === "state" && change.happened.some((one) => TELLS_STATE.has(one))) return [];
    const said = value(name, field, change.change === "ADDED");
    return said === null ? [] : [said];
  });
  const told = new Set(fields.map(({ field }) => field));
  const happened = change.happened.filter((one) => {
    if (one === "CHANGED" || one === "STATE_CHANGED") return clauses.length === 0;
    if (one === "ADDED") return !ACTS.has(thing);
    return !TOLD_BY_FIELDS[one]?.some((name) => told.has(name));
  });
  return {
    name: named.charAt(0).toUpperCase() + named.slice(1) + day,
    told: [...happened.map((one) => t(`happened.${one}`)), ...clauses].join(t("between")),
  };
}

/** What one field says; null for what says nothing. */
function useFieldValue({ kind, good, measure }: Change) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date, instant } = useFormat();
  const kinds = useKindWords();
  const show = ({ type, field }: Field, value: string | null): string | null => {
    if (value === null || value === "") return null;
    switch (type) {
      case "AMOUNT":
        if (kind) return kinds.quantity(kind, value, good);
        return measure ? formatQuantity({ measure, value, unit: good }, locale) : value;
      case "DATE":
        return date(value);
      case "INSTANT":
        return instant(value);
      case "CODE": {
        const code = CODES.find((one) => one === value);
        return code ? t(`code.${code}`) : value;
      }
      case "REFERENCE":
        return null;
      default:
        return SAID.has(field) ? t("quoted", { text: value }) : value;
    }
  };
  return (name: FieldName, field: Field, added: boolean): string | null => {
    const label = t(`field.${name}`);
    if (field.type === "FLAG") return field.after === "true" ? label : null;
    // That nothing has come yet goes without saying of what is new.
    if (added && field.type === "AMOUNT" && field.after === "0") return null;
    if (name === "urgency" && field.after === "NORMAL" && field.before === null) return null;
    const [before, after] = [show(field, field.before), show(field, field.after)];
    if (before !== null && after !== null) {
      if (name === "state") return t("became", { before, after });
      return t("fieldIs", { field: label, value: t("moved", { before, after }) });
    }
    if (after !== null) return PLAIN.has(name) ? after : t("fieldIs", { field: label, value: after });
    return before === null ? null : t("removed", { before: t("fieldIs", { field: label, value: before }) });
  };
}
