import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./attendance.module.css";
import { DeskRowItem } from "./DeskRowItem.tsx";
import { type DeskRow, deskRows, fits } from "./desk-rows.ts";
import { messages } from "./messages.ts";
import { TypeHoursForm } from "./TypeHoursForm.tsx";
import { WalkInGuestForm } from "./WalkInGuestForm.tsx";
import { WalkInMemberForm } from "./WalkInMemberForm.tsx";

const HostDesk_Signup = graphql(`
  fragment HostDesk_Signup on Signup {
    id
    version
    state
    arrival
    person { id name }
    guestId
    guestName
    phone
  }
`);

const HostDesk_Attendance = graphql(`
  fragment HostDesk_Attendance on Attendance {
    id
    version
    person { id name }
    guestId
    guestName
    organization { name shortName }
    method
    walkIn
    startsAt
    endsAt
    leftEarly
    minutes
    typedReason
    onBehalf
    overlaps
    enteredBy { id name }
    secondedBy { id name }
  }
`);

/** So long before the beginning and after the end, in minutes, the list may be kept. */
const AROUND_MINUTES = 60;

interface HostDeskProps {
  session: {
    id: string;
    startsAt: string;
    endsAt: string;
    state: string;
    signed: number;
    publicPath?: string | null;
  };
  hosts: readonly { id: string; name: string }[];
  signups: readonly FragmentType<typeof HostDesk_Signup>[];
  attendances: readonly FragmentType<typeof HostDesk_Attendance>[];
  /** Whether the person may tick the list. */
  atTheDoor: boolean;
  /** Whether the person may type hours, and second them. */
  mayType: boolean;
  /** Whether the person reads who signed up. */
  mayList: boolean;
  /** A part of a name or phone. */
  search: string;
  /** Above the list, in its place when nobody fits, and below it. */
  head: ReactNode;
  nobody: ReactNode;
  foot: ReactNode;
  presentTotal: number;
}

type Form = "guest" | "member" | "typed";

/** The host's list: who signed up with their phones, a big button for each who came, and those who join on the spot. */
export function HostDesk({ session, hosts, atTheDoor, mayType, mayList, ...props }: HostDeskProps) {
  const t = useMessages(messages);
  const [form, setForm] = useState<Form | null>(null);
  const signups = props.signups.map((it) => readFragment(HostDesk_Signup, it));
  const attendances = props.attendances.map((it) => readFragment(HostDesk_Attendance, it));
  const { search, head, nobody, foot, presentTotal } = props;
  const rows: DeskRow[] = deskRows(signups, attendances).filter((row) => fits(row, search));
  const now = Date.now();
  const mayTypeNow = mayType && session.state !== "CANCELLED" && Date.parse(session.endsAt) <= now;
  const around = AROUND_MINUTES * 60_000;
  const isOver = Date.parse(session.endsAt) <= now;
  const isOpen =
    atTheDoor &&
    session.state !== "CANCELLED" &&
    Date.parse(session.startsAt) - around <= now &&
    now <= Date.parse(session.endsAt) + around;
  const close = () => show(null);
  // Who works with keys goes on where the form opened, and where it closed.
  const desk = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const show = (next: Form | null) => {
    moved.current = true;
    setForm(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when another form is shown.
  useEffect(() => {
    if (moved.current) desk.current?.querySelector<HTMLElement>("input, select, button")?.focus();
  }, [form]);
  const counts = {
    signed: session.signed,
    present: presentTotal,
  };
  return (
    <Panel
      title={t("list.title")}
      actions={
        <div className={classes.acts}>
          {atTheDoor && session.state !== "CANCELLED" && !isOver && (
            <LinkButton
              variant={isOpen ? "filled" : "default"}
              to="/sessions/$id/code"
              params={{ id: session.id }}
            >
              {t("list.code")}
            </LinkButton>
          )}
          {session.publicPath && !isOver && (
            <LinkButton variant="default" to="/sessions/$id/poster" params={{ id: session.id }}>
              {t("list.poster")}
            </LinkButton>
          )}
        </div>
      }
    >
      <p className={classes.quiet}>
        {mayList ? t("list.count", counts) : t("herePeople", { count: presentTotal })}
      </p>
      {head}
      {rows.length === 0 &&
        (nobody || (mayList && <EmptyState title={t("list.empty")} next={t("list.emptyNext")} />))}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <DeskRowItem
            key={row.key}
            row={row}
            session={session}
            mayTick={isOpen}
            mayChange={atTheDoor && session.state !== "CANCELLED"}
            maySecond={mayType}
            started={Date.parse(session.startsAt) <= now}
          />
        ))}
      </ul>
      {foot}
      {form === null && (isOpen || mayTypeNow) && (
        <div className={classes.acts} ref={desk}>
          {isOpen && (
            <>
              <Button variant="default" onClick={() => show("member")}>
                {t("list.addMember")}
              </Button>
              <Button variant="default" onClick={() => show("guest")}>
                {t("list.addGuest")}
              </Button>
            </>
          )}
          {mayTypeNow && (
            <Button variant="default" onClick={() => show("typed")}>
              {t("list.addTyped")}
            </Button>
          )}
        </div>
      )}
      {form && (
        <div className={classes.form} ref={desk}>
          {form === "guest" && <WalkInGuestForm session={session} onClose={close} />}
          {form === "member" && <WalkInMemberForm session={session} hosts={hosts} onClose={close} />}
          {form === "typed" && (
            <TypeHoursForm
              session={session}
              hosts={hosts}
              signed={signups.flatMap(({ person }) => (person ? [person] : []))}
              onClose={close}
            />
          )}
        </div>
      )}
    </Panel>
  );
}
