import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./activities.module.css";
import { CancelSessionForm } from "./CancelSessionForm.tsx";
import { CapacityForm } from "./CapacityForm.tsx";
import { ChangeSeriesForm } from "./ChangeSeriesForm.tsx";
import { MoveSessionForm } from "./MoveSessionForm.tsx";
import { messages } from "./messages.ts";
import type { SessionInHand } from "./session-in-hand.ts";

const SessionHostActs_ActivitySession = graphql(`
  fragment SessionHostActs_ActivitySession on ActivitySession {
    id
    version
    startsAt
    endsAt
    place
    room { id }
    capacity
    state
    activity {
      version recurrence holidays state
      hosts { organization { id } }
      partnerships { id receiver { id } }
    }
  }
`);

const FORMS = ["move", "cancel", "capacity", "series"] as const;
type Form = (typeof FORMS)[number];

/** What a host does with one session that is not over: another time, no session, more places, another series from here on. */
export function SessionHostActs(props: {
  session: FragmentType<typeof SessionHostActs_ActivitySession>;
  /** In a list of many: one button that opens the others. */
  folded?: boolean;
}) {
  const session = readFragment(SessionHostActs_ActivitySession, props.session);
  const t = useMessages(messages);
  const [form, setForm] = useState<Form | null>(null);
  const [open, setOpen] = useState(!props.folded);
  const { instant } = useFormat();
  const close = () => setForm(null);
  if (session.state !== "PLANNED" || Date.parse(session.endsAt) <= Date.now()) return null;
  const hand: SessionInHand = {
    id: session.id,
    version: session.version,
    on: dateOf(session.startsAt),
    from: clockOf(session.startsAt),
    to: clockOf(session.endsAt),
    place: session.place,
    roomId: session.room?.id ?? null,
    communityIds: [
      ...new Set([
        ...session.activity.hosts.map(({ organization }) => organization.id),
        ...session.activity.partnerships.map(({ receiver }) => receiver.id),
      ]),
    ],
    capacity: session.capacity ?? null,
  };
  const { recurrence, holidays, version, state } = session.activity;
  const forms = FORMS.filter((it) => it !== "series" || (recurrence && state === "PLANNED"));
  if (!open)
    return (
      <Button
        variant="subtle"
        aria-label={t("acts.changeWhat", { what: instant(session.startsAt) })}
        onClick={() => setOpen(true)}
      >
        {t("acts.change")}
      </Button>
    );
  if (form === null)
    return (
      <div className={classes.acts}>
        {forms.map((it) => (
          <Button key={it} variant="default" onClick={() => setForm(it)}>
            {t(`acts.${it}`)}
          </Button>
        ))}
      </div>
    );
  return (
    <div className={classes.form}>
      {form === "move" && <MoveSessionForm session={hand} onClose={close} />}
      {form === "cancel" && <CancelSessionForm session={hand} onClose={close} />}
      {form === "capacity" && <CapacityForm session={hand} onClose={close} />}
      {form === "series" && recurrence && (
        <ChangeSeriesForm session={hand} series={{ version, recurrence, holidays }} onClose={close} />
      )}
    </div>
  );
}
