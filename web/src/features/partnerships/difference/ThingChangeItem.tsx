import type { ThingChangeItem_ThingChangeFragment } from "../../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { formatQuantity, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { CODES, FIELDS } from "./change-words.ts";
import classes from "./difference.module.css";
import { messages } from "./messages.ts";

const ThingChangeItem_ThingChange = graphql(`
  fragment ThingChangeItem_ThingChange on ThingChange {
    thing
    change
    happened
    kind { nameZh nameEn measure unitZh unitEn }
    good
    measure
    fields { field type before after }
  }
`);

type Change = ThingChangeItem_ThingChangeFragment;
type Field = Change["fields"][number];

/** One thing and what happened to it; below, each field that differs, before and after. */
export function ThingChangeItem({
  change: masked,
}: {
  change: FragmentType<typeof ThingChangeItem_ThingChange>;
}) {
  const t = useMessages(messages);
  const change = readFragment(ThingChangeItem_ThingChange, masked);
  const say = useFieldValue(change);
  const kinds = useKindWords();
  const happened = change.happened.map((one) => t(`happened.${one}`)).join(t("and"));
  const of = change.kind ? kinds.title(change.kind, change.good) : null;
  return (
    <>
      <div>
        <b>
          {of ? t("thingOf", { thing: t(`thing.${change.thing}`), kind: of }) : t(`thing.${change.thing}`)}
        </b>
        {" · "}
        {happened}
      </div>
      <ul className={classes.details}>
        {change.fields.flatMap((field) => {
          const name = FIELDS.find((one) => one === field.field);
          if (!name) return [];
          const [before, after] = [say(field, field.before), say(field, field.after)];
          const words =
            before === null
              ? after === null
                ? null
                : after
              : t(after === null ? "removed" : "moved", { before, after: after ?? "" });
          return words === null
            ? []
            : [
                <li key={field.field}>
                  {t(`field.${name}`)} {words}
                </li>,
              ];
        })}
      </ul>
    </>
  );
}

/** A value in words, by how it is to be read; null for none and for what says nothing. */
function useFieldValue({
  kind,
  good,
  measure,
}: Change): (field: Field, value: string | null | undefined) => string | null {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date, instant } = useFormat();
  const kinds = useKindWords();
  return ({ type }, value) => {
    if (value === null || value === undefined || value === "") return null;
    switch (type) {
      case "AMOUNT":
        if (kind) return kinds.quantity(kind, value, good);
        return measure ? formatQuantity({ measure, value, unit: good ?? null }, locale) : value;
      case "DATE":
        return date(value);
      case "INSTANT":
        return instant(value);
      case "CODE": {
        const code = CODES.find((one) => one === value);
        return code ? t(`code.${code}`) : value;
      }
      case "FLAG":
        return value === "true" ? t("yes") : null;
      case "REFERENCE":
        return null;
      default:
        return value;
    }
  };
}
