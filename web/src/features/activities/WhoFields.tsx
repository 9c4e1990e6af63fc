import { Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import { AUDIENCES, type PlanDraft } from "./plan-draft.ts";

type WhoDraft = Pick<PlanDraft, "audience" | "skills" | "body">;

interface WhoFieldsProps {
  draft: WhoDraft;
  onChange: (change: Partial<WhoDraft>) => void;
}

/** Who may come, what they should be able to do, and anything else. */
export function WhoFields({ draft, onChange }: WhoFieldsProps) {
  const t = useMessages(messages);
  return (
    <>
      <Radio.Group
        label={t("plan.audience")}
        value={draft.audience}
        onChange={(value) => onChange({ audience: AUDIENCES.find((it) => it === value) ?? "MEMBERS" })}
      >
        <Stack gap={4} mt={4}>
          {AUDIENCES.map((audience) => (
            <Radio
              key={audience}
              value={audience}
              label={t(`audience.${audience}`)}
              description={t(`audienceHint.${audience}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t("plan.skills")}
        placeholder={t("plan.skillsHint")}
        value={draft.skills}
        onChange={({ currentTarget }) => onChange({ skills: currentTarget.value })}
      />
      <Textarea
        label={t("plan.body")}
        placeholder={t("plan.bodyHint")}
        autosize
        minRows={2}
        maxLength={4000}
        value={draft.body}
        onChange={({ currentTarget }) => onChange({ body: currentTarget.value })}
      />
    </>
  );
}
