import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { AppealAct } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import classes from "./appeals.module.css";
import { MergeForm } from "./MergeForm.tsx";
import { messages } from "./messages.ts";
import { PassUpForm } from "./PassUpForm.tsx";
import { SendBackForm } from "./SendBackForm.tsx";
import { TurnIntoRequestForm } from "./TurnIntoRequestForm.tsx";

const AppealActs_Appeal = graphql(`
  fragment AppealActs_Appeal on Appeal {
    id
    version
    text
    draftAnswer
    acts
    receiver { id }
  }
`);
const RefuseAppeal = graphql(`
  mutation RefuseAppeal($input: RefuseAppealInput!) {
    refuseAppeal(input: $input) { __typename ... on Failure { code } }
  }
`);
const RestoreAppeal = graphql(`
  mutation RestoreAppeal($input: RestoreAppealInput!) {
    restoreAppeal(input: $input) { __typename ... on Failure { code } }
  }
`);

/** The acts that open a form, the likely ones first; the first that is allowed is the filled button. */
const FORMS = ["answer", "answerAbove", "request", "passUp", "sendBack", "draft", "merge"] as const;
type Form = (typeof FORMS)[number];

/** What may be done with an appeal now; nothing, no panel. */
export function AppealActs(props: { appeal: FragmentType<typeof AppealActs_Appeal> }) {
  const { id, version, text, draftAnswer, acts, receiver } = readFragment(AppealActs_Appeal, props.appeal);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [form, setForm] = useState<Form | null>(null);
  const [, refuse] = useMutation(RefuseAppeal);
  const [, restore] = useMutation(RestoreAppeal);
  const may = (act: AppealAct) => acts.includes(act);
  // Who answers needs no draft for somebody else.
  const forms = FORMS.filter((act) => may(act) && !(act === "draft" && may("answer")));
  if (acts.length === 0) return null;
  const close = () => setForm(null);
  const done = (said: string) => {
    close();
    toast(said);
  };
  const shared = { appealId: id, version, onDone: done, onCancel: close };
  return (
    <Panel title={t("act.title")}>
      <div className={classes.acts}>
        {forms.map((act, n) => (
          <Button
            key={act}
            variant={n === 0 ? "filled" : "default"}
            aria-expanded={form === act}
            onClick={() => setForm(form === act ? null : act)}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
        {may("refuse") && (
          <ConfirmButton
            variant="subtle"
            danger
            label={t("act.refuse")}
            question={t("refuse.question")}
            confirmLabel={t("refuse.confirm")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await refuse({ input: { idempotencyKey, appealId: id, version } }),
                (data) => data.refuseAppeal,
              )
            }
            onDone={() => toast(t("refuse.done"))}
          />
        )}
        {may("restore") && (
          <ConfirmButton
            variant="default"
            label={t("act.restore")}
            question={t("act.restore")}
            confirmLabel={t("act.restore")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await restore({ input: { idempotencyKey, appealId: id, version } }),
                (data) => data.restoreAppeal,
              )
            }
            onDone={() => toast(t("refuse.restored"))}
          />
        )}
      </div>
      {form && (
        <div className={classes.form}>
          {(form === "answer" || form === "answerAbove" || form === "draft") && (
            <AnswerForm {...shared} key={form} draft={draftAnswer ?? ""} keepDraft={form === "draft"} />
          )}
          {form === "request" && <TurnIntoRequestForm {...shared} text={text} />}
          {form === "passUp" && <PassUpForm {...shared} receiverId={receiver.id} />}
          {form === "sendBack" && <SendBackForm {...shared} />}
          {form === "merge" && <MergeForm {...shared} receiverId={receiver.id} />}
        </div>
      )}
    </Panel>
  );
}
