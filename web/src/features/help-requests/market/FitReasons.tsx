import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const FitReasons_HallEntry = graphql(`
  fragment FitReasons_HallEntry on HallEntry {
    reasons { code what count }
  }
`);

/** Why a request is suggested, the weightiest first. */
export function FitReasons(props: { entry: FragmentType<typeof FitReasons_HallEntry> }) {
  const { reasons } = readFragment(FitReasons_HallEntry, props.entry);
  const t = useMessages(messages);
  // The list marks what is urgent by itself.
  const shown = reasons.filter(({ code }) => code !== "URGENT");
  if (shown.length === 0) return null;
  return (
    <ul className={classes.reasons} aria-label={t("hall.why")}>
      {shown.map(({ code, what, count }) => (
        <li key={code}>{t(`fit.${code}`, { what: what ?? "", count: count ?? 0 })}</li>
      ))}
    </ul>
  );
}
