import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { prefilled } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { LineFormProps } from "./LineActs.tsx";
import { messages } from "./messages.ts";
import { PlanFields } from "./PlanFields.tsx";
import { checkPlan, emptyInstalment, type InstalmentDraft } from "./plan.ts";
import { ReasonField } from "./ReasonField.tsx";

const ReschedulePledge = graphql(`
  mutation ReschedulePledge($input: ReschedulePledgeInput!) {
    reschedulePledge(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** Another plan for what is not sent; the sum stays. */
export function ReschedulePledgeForm({ line, say, onDone, onCancel }: LineFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, reschedule] = useMutation(ReschedulePledge);
  const [plan, setPlan] = useState<InstalmentDraft[]>(
    line.instalments.map(({ id, unsent, dueOn }) => ({
      key: id,
      obligationId: id,
      amount: prefilled(line.measure, unsent),
      dueOn,
    })),
  );
  const [reason, setReason] = useState("");
  const total = BigInt(line.unsent);
  return (
    <ActionForm
      submitLabel={t("reschedule.submit")}
      blocked={
        !checkPlan(plan, total).fits ? t("make.plan") : reason.trim() === "" ? t("reasonMissing") : null
      }
      onCancel={onCancel}
      onDone={() => onDone(t("reschedule.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await reschedule({
            input: {
              idempotencyKey,
              pledgeLineId: line.id,
              version: line.version,
              instalments: plan.map(({ obligationId, amount, dueOn }) => ({
                obligationId: obligationId ?? null,
                quantity: amount.quantity ?? "0",
                dueOn,
              })),
              reason: reason.trim(),
            },
          }),
          (data) => data.reschedulePledge,
        )
      }
    >
      <p>{t("reschedule.about", { amount: say(line.unsent) })}</p>
      <PlanFields
        measure={line.measure}
        good={line.good}
        total={total}
        plan={plan}
        onChange={setPlan}
        say={say}
        removable
      />
      <Button
        variant="subtle"
        leftSection={<IconPlus size={18} aria-hidden />}
        style={{ justifySelf: "start" }}
        onClick={() => setPlan((all) => [...all, emptyInstalment(`added${all.length} ${Date.now()}`)])}
      >
        {t("reschedule.add")}
      </Button>
      <ReasonField label={t("reason")} value={reason} onChange={setReason} required />
    </ActionForm>
  );
}
