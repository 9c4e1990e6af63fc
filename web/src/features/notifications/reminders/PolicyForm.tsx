import { Checkbox, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";
import {
  AUDIENCES,
  type Audience,
  CHANNELS,
  type Channel,
  type Rung,
  SUBJECTS,
  type Subject,
  usePolicyWords,
} from "./policy-words.ts";

const CreateReminderPolicy = graphql(`
  mutation CreateReminderPolicy($input: CreateReminderPolicyInput!) {
    createReminderPolicy(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ChangeReminderPolicy = graphql(`
  mutation ChangeReminderPolicy($input: ChangeReminderPolicyInput!) {
    changeReminderPolicy(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const WAYS = ["BEFORE", "ON", "AFTER"] as const;
type Way = (typeof WAYS)[number];

interface PolicyFormProps {
  /** The rule that changes; null for a new one. */
  former: (Rung & { id: string; version: number; active: boolean }) | null;
  onClose: () => void;
}

/** One rule of the ladder: about what, when, whom, how. What waits has no day before. */
export function PolicyForm({ former, onClose }: PolicyFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const { who, sentence } = usePolicyWords();
  const [, create] = useMutation(CreateReminderPolicy);
  const [, change] = useMutation(ChangeReminderPolicy);
  const [subject, setSubject] = useState<Subject>(former?.subject ?? "OBLIGATION");
  const [way, setWay] = useState<Way>(
    !former ? "BEFORE" : former.days < 0 ? "BEFORE" : former.days === 0 ? "ON" : "AFTER",
  );
  const [typed, setTyped] = useState(former ? String(Math.abs(former.days)) : "10");
  const [workdays, setWorkdays] = useState(former?.workdays ?? true);
  const [audience, setAudience] = useState<Audience[]>([...(former?.audience ?? ["LIAISON" as const])]);
  const [channels, setChannels] = useState<Channel[]>([...(former?.channels ?? ["IN_APP" as const])]);
  const ahead = subject === "OBLIGATION" || subject === "SESSION";
  const chosen: Way = !ahead && way === "BEFORE" ? "AFTER" : way;
  const number = Number(typed.normalize("NFKC").trim());
  const right = chosen === "ON" || (Number.isInteger(number) && number >= 1 && number <= 120);
  const days = chosen === "ON" ? 0 : chosen === "BEFORE" ? -number : number;
  const rung = { subject, days, workdays, audience, channels };
  return (
    <ActionForm
      submitLabel={t(former ? "save" : "addNow")}
      blocked={
        !right
          ? t("missingDays")
          : audience.length === 0
            ? t("missingWhom")
            : channels.length === 0
              ? t("missingHow")
              : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        former
          ? outcome(
              await change({
                input: {
                  ...{ idempotencyKey, policyId: former.id, version: former.version },
                  ...{ ...rung, active: former.active },
                },
              }),
              (data) => data.changeReminderPolicy,
            )
          : outcome(await create({ input: { idempotencyKey, ...rung } }), (data) => data.createReminderPolicy)
      }
      onDone={() => {
        toast(t("saved"));
        onClose();
      }}
    >
      {!former && (
        <Radio.Group
          label={t("about")}
          value={subject}
          onChange={(value) => setSubject(SUBJECTS.find((one) => one === value) ?? "OBLIGATION")}
        >
          {SUBJECTS.map((one) => (
            <Radio key={one} value={one} label={t(`subject.${one}`)} style={{ paddingBlock: 6 }} />
          ))}
        </Radio.Group>
      )}
      <Radio.Group
        label={t("way")}
        value={chosen}
        onChange={(value) => setWay(WAYS.find((one) => one === value) ?? "ON")}
      >
        {WAYS.filter((one) => ahead || one !== "BEFORE").map((one) => (
          <Radio key={one} value={one} label={t(`ways.${one}`)} style={{ paddingBlock: 6 }} />
        ))}
      </Radio.Group>
      {chosen !== "ON" && (
        <>
          <TextInput
            label={t("days")}
            description={t("daysHint")}
            inputMode="numeric"
            maxLength={3}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Radio.Group
            label={t("count")}
            value={String(workdays)}
            onChange={(value) => setWorkdays(value === "true")}
          >
            {(["true", "false"] as const).map((one) => (
              <Radio key={one} value={one} label={t(`counts.${one}`)} style={{ paddingBlock: 6 }} />
            ))}
          </Radio.Group>
        </>
      )}
      <Checkbox.Group
        label={t("whom")}
        value={audience}
        onChange={(values) => setAudience(AUDIENCES.filter((one) => values.includes(one)))}
      >
        <Stack gap={12} mt={6}>
          {AUDIENCES.map((one) => (
            <Checkbox key={one} value={one} label={who(subject, one)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group
        label={t("how")}
        value={channels}
        onChange={(values) => setChannels(CHANNELS.filter((one) => values.includes(one)))}
      >
        <Stack gap={12} mt={6}>
          {CHANNELS.map((one) => (
            <Checkbox key={one} value={one} label={t(`channel.${one}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {right && audience.length > 0 && channels.length > 0 && <p>{sentence(rung)}</p>}
    </ActionForm>
  );
}
