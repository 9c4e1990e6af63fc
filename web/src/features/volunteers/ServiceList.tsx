import { IconCircleCheck, IconHourglass, IconMessageExclamation } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const ServiceList_AttendanceShare = graphql(`
  fragment ServiceList_AttendanceShare on AttendanceShare {
    id
    minutes
    typed
    activity
    sessionId
    startsAt
    state
    host
    confirmedBy { name }
    confirmedByOrganization
  }
`);

const MARKS = {
  WAITING: [IconHourglass, "quiet"],
  CONFIRMED: [IconCircleCheck, "accent"],
  DISPUTED: [IconMessageExclamation, "late"],
  DROPPED: [IconHourglass, "quiet"],
} as const;

/** Service, newest first: when, what, how long, who held it and who confirmed it. */
export function ServiceList(props: { service: readonly FragmentType<typeof ServiceList_AttendanceShare>[] }) {
  const t = useMessages(messages);
  const { date, quantity } = useFormat();
  return (
    <ul className={classes.rows}>
      {props.service.map((masked) => {
        const line = readFragment(ServiceList_AttendanceShare, masked);
        const [icon, tone] = MARKS[line.state];
        return (
          <li key={line.id} className={classes.row}>
            <div className={classes.what}>
              <TextLink to="/sessions/$id" params={{ id: line.sessionId }}>
                {date(dateOf(line.startsAt))} {line.activity}
              </TextLink>
              <span className={classes.quiet}>
                {[
                  t("service.host", { host: line.host }),
                  ...(line.confirmedByOrganization
                    ? [
                        t("service.confirmedBy", {
                          organization: line.confirmedByOrganization,
                          person: line.confirmedBy?.name ?? "",
                        }),
                      ]
                    : []),
                ].join(" · ")}
              </span>
            </div>
            <div className={classes.marks}>
              <b>{quantity({ measure: "MINUTES", value: line.minutes })}</b>
              {line.typed && <span className={classes.tag}>{t("service.typed")}</span>}
              <StateMark icon={icon} tone={tone}>
                {t(`service.state.${line.state}`)}
              </StateMark>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
