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

const SetCitySetting = graphql(`
  mutation SetCitySetting($input: SetCitySettingInput!) {
    setCitySetting(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface SetSettingFormProps {
  settingKey: string;
  name: string;
  value: string;
  /** Null for a switch and for a time of the day. */
  bounds: { min: number; max: number } | null;
  onClose: () => void;
}

/** A value from a day on; what held before that day stays true for then. */
export function SetSettingForm({ settingKey, name, value, bounds, onClose }: SetSettingFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, set] = useMutation(SetCitySetting);
  const [next, setNext] = useState(value);
  const [validFrom, setValidFrom] = useState(todayInChina());
  const typed = next.normalize("NFKC").trim();
  const inside =
    !bounds || (/^\d+$/.test(typed) && Number(typed) >= bounds.min && Number(typed) <= bounds.max);
  const isTime = /^\d\d:\d\d$/.test(value);
  const said = typed === "true" ? t("settings.on") : typed === "false" ? t("settings.off") : typed;
  return (
    <ActionForm
      submitLabel={t("settings.submit", { value: said, day: validFrom ? date(validFrom) : "" })}
      blocked={
        bounds && !inside
          ? t("settings.outside", { min: String(bounds.min), max: String(bounds.max) })
          : validFrom === ""
            ? t("settings.dayMissing")
            : isTime && typed === ""
              ? t("settings.timeMissing")
              : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({ input: { idempotencyKey, key: settingKey, value: typed, validFrom } }),
          (data) => data.setCitySetting,
        )
      }
      onDone={() => {
        toast(t("settings.done", { name, day: date(validFrom) }));
        onClose();
      }}
    >
      {bounds ? (
        <TextInput
          label={name}
          description={t("settings.outside", { min: String(bounds.min), max: String(bounds.max) })}
          inputMode="numeric"
          maxLength={6}
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
        />
      ) : isTime ? (
        <TextInput
          label={name}
          type="time"
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
        />
      ) : (
        <Radio.Group label={name} value={next} onChange={setNext}>
          <Radio value="true" label={t("settings.on")} style={{ paddingBlock: 6 }} />
          <Radio value="false" label={t("settings.off")} style={{ paddingBlock: 6 }} />
        </Radio.Group>
      )}
      <DateField required label={t("settings.from")} value={validFrom} onChange={setValidFrom} />
    </ActionForm>
  );
}
