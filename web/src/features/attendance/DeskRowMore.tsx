import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./attendance.module.css";
import { SecondHours } from "./desk/SecondHours.tsx";
import type { DeskRow } from "./desk-rows.ts";
import { messages } from "./messages.ts";

const CheckOutOf = graphql(`
  mutation CheckOutOf($input: CheckOutInput!) {
    checkOut(input: $input) { __typename ... on Failure { code } ... on Attendance { id } }
  }
`);

const RemoveAttendance = graphql(`
  mutation RemoveAttendance($input: RemoveAttendanceInput!) {
    removeAttendance(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const RemoveSignup = graphql(`
  mutation RemoveSignup($input: RemoveSignupInput!) {
    removeSignup(input: $input) { __typename ... on Failure { code } ... on Signup { id } }
  }
`);

interface DeskRowMoreProps {
  row: DeskRow;
  name: string;
  onClose: () => void;
}

/** What is done about one person more seldom: left early, off the list, the second person of typed hours. */
export function DeskRowMore({ row, name, onClose }: DeskRowMoreProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, leave] = useMutation(CheckOutOf);
  const [, remove] = useMutation(RemoveAttendance);
  const [, takeOff] = useMutation(RemoveSignup);
  const [reason, setReason] = useState("");
  const { signup, attendance } = row;
  const now = Date.now();
  if (!attendance)
    return signup ? (
      <div className={classes.form}>
        <ConfirmButton
          variant="default"
          danger
          label={t("list.takeOff")}
          question={t("list.takeOffQuestion")}
          confirmLabel={t("list.takeOff")}
          onConfirm={async (idempotencyKey) =>
            outcome(
              await takeOff({ input: { idempotencyKey, signupId: signup.id, version: signup.version } }),
              (data) => data.removeSignup,
            )
          }
          onDone={() => toast(t("list.takenOff"))}
        />
      </div>
    ) : null;
  const which = { attendanceId: attendance.id, version: attendance.version };
  const typed = attendance.method === "TYPED";
  const isOn = Date.parse(attendance.startsAt) < now && now < Date.parse(attendance.endsAt);
  return (
    <div className={classes.form}>
      {attendance.typedReason && <p>{attendance.typedReason}</p>}
      {!typed && isOn && !attendance.leftEarly && (
        <ActionButton
          variant="default"
          label={t("list.left")}
          onAct={async (idempotencyKey) =>
            outcome(await leave({ input: { idempotencyKey, ...which } }), (data) => data.checkOut)
          }
          onDone={() => {
            toast(t("list.leftDone", { name }));
            onClose();
          }}
        />
      )}
      <SecondHours attendance={attendance} onDone={onClose} />
      <ActionForm
        danger
        submitLabel={t("list.remove")}
        blocked={reason.trim() ? null : t("confirm.reasonMissing")}
        onSubmit={async (idempotencyKey) =>
          outcome(
            await remove({ input: { idempotencyKey, ...which, reason: reason.trim() } }),
            (data) => data.removeAttendance,
          )
        }
        onDone={() => {
          toast(t("list.removed"));
          onClose();
        }}
        onCancel={onClose}
      >
        <TextInput
          label={t("list.removeReason")}
          required
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </ActionForm>
    </div>
  );
}
