import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { toast } from "../../ui/toast.ts";
import { RoomField } from "../stations/RoomField.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { durationOf, endOf } from "./plan-draft.ts";
import type { SessionInHand } from "./session-in-hand.ts";

const MoveSession = graphql(`
  mutation MoveSession($input: MoveSessionInput!) {
    moveSession(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** Moves this session alone: another day, time or place. */
export function MoveSessionForm({ session, onClose }: { session: SessionInHand; onClose: () => void }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, move] = useMutation(MoveSession);
  const [on, setOn] = useState(session.on);
  const [from, setFrom] = useState(session.from);
  const [to, setTo] = useState(session.to);
  const [where, setWhere] = useState({ roomId: session.roomId, place: session.place });
  const lasts = durationOf({ from, to });
  const same =
    on === session.on &&
    from === session.from &&
    to === session.to &&
    where.roomId === session.roomId &&
    (where.roomId !== null || where.place === session.place);
  return (
    <ActionForm
      submitLabel={t("move.submit", { day: on ? date(on) : "", from })}
      blocked={
        !on || !from || (where.roomId === null && !where.place.trim())
          ? t("move.missing")
          : lasts === null
            ? t("plan.missing.time")
            : same
              ? t("move.same")
              : null
      }
      onSubmit={async (idempotencyKey) =>
        outcome(
          await move({
            input: {
              idempotencyKey,
              sessionId: session.id,
              version: session.version,
              on,
              startTime: from,
              durationMinutes: lasts,
              // A room says by itself where it is.
              ...(where.roomId === null ? { place: where.place.trim() } : {}),
              roomId: where.roomId,
            },
          }),
          (data) => data.moveSession,
        )
      }
      onDone={() => {
        toast(t("move.done"));
        onClose();
      }}
      onCancel={onClose}
    >
      <DateField label={t("plan.day")} required value={on} min={todayInChina()} onChange={setOn} />
      <div className={classes.pair}>
        <TimeField
          label={t("plan.from")}
          required
          value={from}
          onChange={(next) => {
            setFrom(next);
            if (next && lasts !== null) setTo(endOf(next, lasts));
          }}
        />
        <TimeField label={t("plan.to")} required value={to} onChange={setTo} />
      </div>
      <RoomField communityIds={session.communityIds} value={where} onChange={setWhere} />
    </ActionForm>
  );
}
