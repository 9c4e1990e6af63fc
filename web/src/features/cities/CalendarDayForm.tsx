import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const SetCalendarDays = graphql(`
  mutation SetCalendarDays($input: SetCalendarDaysInput!) {
    setCalendarDays(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const KINDS = ["HOLIDAY", "WORKING"] as const;

/** One day that differs from the plain week; a day that is there is replaced. */
export function CalendarDayForm({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useMessages(messages);
  const format = useFormat();
  const outcome = useOutcome();
  const [, set] = useMutation(SetCalendarDays);
  const today = todayInChina();
  const [date, setDate] = useState(today.startsWith(String(year)) ? today : `${year}-01-01`);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("HOLIDAY");
  const [name, setName] = useState("");
  return (
    <ActionForm
      submitLabel={t(`calendar.set.${kind}`, { day: date ? format.date(date) : "" })}
      blocked={date === "" ? t("settings.dayMissing") : name.trim() === "" ? t("calendar.nameMissing") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({ input: { idempotencyKey, days: [{ date, kind, name: name.trim() }] } }),
          (data) => data.setCalendarDays,
        )
      }
      onDone={() => {
        toast(t("calendar.saved", { day: format.date(date) }));
        onClose();
      }}
    >
      <DateField required label={t("calendar.day")} value={date} onChange={setDate} />
      <Radio.Group
        label={t("calendar.how")}
        value={kind}
        onChange={(value) => setKind(KINDS.find((it) => it === value) ?? "HOLIDAY")}
      >
        {KINDS.map((one) => (
          <Radio key={one} value={one} label={t(`calendar.kind.${one}`)} style={{ paddingBlock: 6 }} />
        ))}
      </Radio.Group>
      <TextInput
        required
        label={t("calendar.why")}
        value={name}
        maxLength={40}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    </ActionForm>
  );
}
