import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import { AnswerQueryForm, AskAboutExpenseForm, ReverseExpenseForm } from "./ExpenseForms.tsx";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";

const ExpenseActs_Expense = graphql(`
  fragment ExpenseActs_Expense on Expense {
    id
    version
    total
    allowed
    queries { id question answer }
  }
`);
const AttestExpense = graphql(`
  mutation AttestExpense($input: AttestExpenseInput!) {
    attestExpense(input: $input) { __typename ... on Failure { code } }
  }
`);

const FORMS = ["answer", "query", "reverse"] as const;
type Form = (typeof FORMS)[number];

interface ExpenseActsProps {
  expense: FragmentType<typeof ExpenseActs_Expense>;
  say: (value: string | bigint) => string;
}

/** Attest by another person, ask and answer, reverse: what the server allows now; none, nothing. */
export function ExpenseActs({ say, ...props }: ExpenseActsProps) {
  const { id, version, total, allowed, queries } = readFragment(ExpenseActs_Expense, props.expense);
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [form, setForm] = useState<Form | null>(null);
  const [, attest] = useMutation(AttestExpense);
  const forms = FORMS.filter((act) => allowed.includes(act));
  const open = queries.find(({ answer }) => !answer);
  if (!allowed.includes("attest") && forms.length === 0) return null;
  const amount = say(total);
  const close = {
    onCancel: () => setForm(null),
    onDone: (said: string) => {
      setForm(null);
      toast(said);
    },
  };
  return (
    <>
      <div className={classes.acts}>
        {allowed.includes("attest") && (
          <ConfirmButton
            label={t("expense.attest")}
            question={t("expense.attestQuestion")}
            confirmLabel={t("expense.attestNow", { amount })}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await attest({ input: { idempotencyKey, expenseId: id, version } }),
                (data) => data.attestExpense,
              )
            }
            onDone={() => toast(t("expense.attestDone"))}
          />
        )}
        {forms.map((act) => (
          <Button
            key={act}
            variant={act === "answer" ? "filled" : "default"}
            aria-expanded={form === act}
            onClick={() => setForm(form === act ? null : act)}
          >
            {t(`expense.${act}`)}
          </Button>
        ))}
      </div>
      {form && (
        <div className={classes.form}>
          {form === "answer" && open && <AnswerQueryForm {...close} query={open} />}
          {form === "query" && <AskAboutExpenseForm {...close} expenseId={id} />}
          {form === "reverse" && <ReverseExpenseForm {...close} expense={{ id, version }} amount={amount} />}
        </div>
      )}
    </>
  );
}
