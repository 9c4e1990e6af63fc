import { TextInput } from "@mantine/core";
import { IconMapPinCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const CheckInPanel_Attendance = graphql(`
  fragment CheckInPanel_Attendance on Attendance {
    id
    version
    startsAt
    endsAt
    leftEarly
    minutes
    method
  }
`);

const CheckIn = graphql(`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Attendance { id }
    }
  }
`);

const CheckOut = graphql(`
  mutation CheckOut($input: CheckOutInput!) {
    checkOut(input: $input) { __typename ... on Failure { code } ... on Attendance { id } }
  }
`);

/** So long before its beginning, in minutes, people may come and check in. */
const EARLY_MINUTES = 60;

interface CheckInPanelProps {
  session: { id: string; startsAt: string; endsAt: string; state: string };
  attendance: FragmentType<typeof CheckInPanel_Attendance> | null;
  /** What was scanned. */
  code: string | undefined;
}

/** One's own coming and leaving: one tap with a scanned code, or the six digits of the host's screen. */
export function CheckInPanel({ session, code, ...props }: CheckInPanelProps) {
  const t = useMessages(messages);
  const { quantity } = useFormat();
  const outcome = useOutcome();
  const [typed, setTyped] = useState("");
  const [, checkIn] = useMutation(CheckIn);
  const [, checkOut] = useMutation(CheckOut);
  const attendance = props.attendance && readFragment(CheckInPanel_Attendance, props.attendance);
  const now = Date.now();
  const ends = Date.parse(session.endsAt);
  const isOn = Date.parse(session.startsAt) - EARLY_MINUTES * 60_000 <= now && now < ends;
  const send = async (idempotencyKey: string, given: string) =>
    outcome(
      await checkIn({ input: { idempotencyKey, sessionId: session.id, code: given } }),
      (data) => data.checkIn,
      undefined,
      () => toast(t("own.checkedIn")),
    );
  if (attendance)
    return (
      <Panel title={t("own.title")}>
        <StateMark icon={IconMapPinCheck} tone="accent">
          {t("own.present", {
            from: clockOf(attendance.startsAt),
            to: clockOf(attendance.endsAt),
            time: quantity({ measure: "MINUTES", value: attendance.minutes }),
          })}
        </StateMark>
        {!attendance.leftEarly &&
          Date.parse(attendance.endsAt) > now &&
          Date.parse(attendance.startsAt) < now && (
            <ConfirmButton
              variant="default"
              label={t("own.leave")}
              question={t("own.leaveQuestion")}
              confirmLabel={t("own.leaveNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(
                  await checkOut({
                    input: { idempotencyKey, attendanceId: attendance.id, version: attendance.version },
                  }),
                  (data) => data.checkOut,
                )
              }
              onDone={() => toast(t("own.left"))}
            />
          )}
      </Panel>
    );
  if (session.state === "CANCELLED" || (!isOn && !code)) return null;
  return (
    <Panel title={t("own.title")}>
      {code ? (
        <ActionButton size="lg" label={t("own.checkIn")} onAct={(key) => send(key, code)} />
      ) : (
        <ActionForm
          submitLabel={t("own.checkIn")}
          blocked={typed.length === 6 ? null : t("own.sixDigits")}
          onSubmit={(key) => send(key, typed)}
        >
          <TextInput
            label={t("own.code")}
            description={t("own.codeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value.replace(/\D/g, "").slice(0, 6))}
          />
        </ActionForm>
      )}
    </Panel>
  );
}
