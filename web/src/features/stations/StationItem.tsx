import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import { DoorWords, StaleWords, StandingMark } from "./station-words.tsx";
import classes from "./stations.module.css";

const StationItem_Station = graphql(`
  fragment StationItem_Station on Station {
    id
    name
    communityName
    rooms { id }
    state {
      standing
      nextSessionAt
      ...DoorWords_StationState
      ...StaleWords_StationState
    }
  }
`);

/** One station of a list: whose, how its timetable is and why, whether it is open. */
export function StationItem(props: { station: FragmentType<typeof StationItem_Station> }) {
  const { id, name, communityName, rooms, state } = readFragment(StationItem_Station, props.station);
  const t = useMessages(messages);
  const { instant } = useFormat();
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <TextLink to="/stations/$id" params={{ id: uuidOf(id) }} className={classes.title}>
          {name}
        </TextLink>
        <StandingMark standing={state.standing} />
      </div>
      {state.standing === "STALE" && (
        <div>
          <StaleWords state={state} />
        </div>
      )}
      <div className={classes.quiet}>
        {!name.includes(communityName) && <span>{communityName}</span>}
        <span>{t("list.rooms", { count: rooms.length })}</span>
        <DoorWords state={state} />
        {state.nextSessionAt && <span>{t("next", { when: instant(state.nextSessionAt) })}</span>}
      </div>
    </li>
  );
}
