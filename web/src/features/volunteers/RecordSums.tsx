import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const RecordSums_VolunteerSums = graphql(`
  fragment RecordSums_VolunteerSums on VolunteerSums {
    minutes
    typedMinutes
    waitingMinutes
    waitingTypedMinutes
    unsecondedMinutes
    sessions
  }
`);

/** What the record comes to, each kind of hours by itself: nothing adds what was measured to what was typed. */
export function RecordSums(props: { sums: FragmentType<typeof RecordSums_VolunteerSums> }) {
  const sums = readFragment(RecordSums_VolunteerSums, props.sums);
  const t = useMessages(messages);
  const { quantity } = useFormat();
  const time = (value: string) => quantity({ measure: "MINUTES", value });
  const rest = (
    ["typedMinutes", "waitingMinutes", "waitingTypedMinutes", "unsecondedMinutes"] as const
  ).filter((key) => BigInt(sums[key]) > 0n);
  return (
    <Panel>
      <dl className={classes.sums}>
        <div data-main>
          <dt>{t("sums.minutes")}</dt>
          <dd>{time(sums.minutes)}</dd>
        </div>
        <div>
          <dt>{t("sums.sessions")}</dt>
          <dd>{t("sums.count", { count: sums.sessions })}</dd>
        </div>
        {rest.map((key) => (
          <div key={key}>
            <dt>{t(`sums.${key}`)}</dt>
            <dd>{time(sums[key])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
