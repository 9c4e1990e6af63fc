import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import classes from "./help-requests.module.css";
import { messages } from "./messages.ts";
import { RequestState } from "./request-words.tsx";

const HelpRequestItem_HelpRequest = graphql(`
  fragment HelpRequestItem_HelpRequest on HelpRequest {
    id
    title
    state
    urgency
    wishedOn
    createdAt
    openedAt
    receiver { name }
    needs { id good quantity claimed accepted kind { nameZh nameEn measure unitZh unitEn } }
  }
`);

interface HelpRequestItemProps {
  request: FragmentType<typeof HelpRequestItem_HelpRequest>;
  /** In the hall where it stands goes without saying. */
  inHall?: boolean;
  /** What else is to be said of it here. */
  children?: ReactNode;
}

/** One request of a list: what, whose, and what nobody has taken on yet. */
export function HelpRequestItem({ inHall, children, ...props }: HelpRequestItemProps) {
  const request = readFragment(HelpRequestItem_HelpRequest, props.request);
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const { needs, state, urgency, wishedOn } = request;
  const open = state === "OPEN" || state === "DRAFT";
  const free = needs.filter(({ quantity, claimed }) => BigInt(quantity) > BigInt(claimed));
  const received = needs.every(({ quantity, accepted }) => quantity === accepted);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <TextLink to="/requests/$id" params={{ id: uuidOf(request.id) }} className={classes.title}>
          {request.title}
        </TextLink>
        <span className={classes.marks}>
          {open && urgency === "URGENT" && (
            <StateMark icon={IconAlertTriangle} tone="warn">
              {t("urgency.URGENT")}
            </StateMark>
          )}
          {!inHall && <RequestState state={state} />}
        </span>
      </div>
      <div className={classes.quiet}>
        <span>{request.receiver.name}</span>
        <span>{date(dateOf(request.openedAt ?? request.createdAt))}</span>
        {open && wishedOn && <span>{t("wished", { day: date(wishedOn) })}</span>}
        {state === "OPEN" && free.length === 0 && (
          <span>{received ? t("allReceived") : t("allClaimed")}</span>
        )}
      </div>
      {open &&
        free.map((need) => (
          <div key={need.id}>
            {t("free", {
              // The quantity names the good.
              what: kinds.name(need.kind),
              quantity: kinds.quantity(need.kind, BigInt(need.quantity) - BigInt(need.claimed), need.good),
            })}
          </div>
        ))}
      {children}
    </li>
  );
}
