import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useRights } from "../../../lib/rights.ts";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "../messages.ts";

const SecondAttendance = graphql(`
  mutation SecondAttendance($input: SecondAttendanceInput!) {
    secondAttendance(input: $input) { __typename ... on Failure { code } ... on Attendance { id } }
  }
`);

interface SecondHoursProps {
  attendance: {
    id: string;
    version: number;
    method: string;
    person?: { id: string } | null;
    enteredBy: { id: string };
    secondedBy?: { id: string } | null;
  };
  onDone?: () => void;
}

/** The second person says that typed hours are true: never who typed them, never whose they are. */
export function SecondHours({ attendance, onDone }: SecondHoursProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const { personId } = useRights();
  const [, second] = useMutation(SecondAttendance);
  const { id, version, method, person, enteredBy, secondedBy } = attendance;
  if (method !== "TYPED" || secondedBy || enteredBy.id === personId || person?.id === personId) return null;
  return (
    <ConfirmButton
      label={t("list.second")}
      question={t("list.secondQuestion")}
      confirmLabel={t("list.second")}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await second({ input: { idempotencyKey, attendanceId: id, version } }),
          (data) => data.secondAttendance,
        )
      }
      onDone={() => {
        toast(t("list.seconded"));
        onDone?.();
      }}
    />
  );
}
