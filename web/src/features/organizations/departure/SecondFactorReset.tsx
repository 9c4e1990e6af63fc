import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "../organizations.module.css";
import { messages } from "./messages.ts";

const SecondFactorReset_Person = graphql(`
  fragment SecondFactorReset_Person on Person { id name hasSecondFactor }
`);

const ResetSecondFactor = graphql(`
  mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
    resetSecondFactor(input: $input) {
      __typename
      ... on Failure { code }
      ... on Person { id hasSecondFactor }
    }
  }
`);

/** For whom lost the phone and the recovery codes: an office takes the second factor away. Nothing where there is none. */
export function SecondFactorReset(props: { person: FragmentType<typeof SecondFactorReset_Person> }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, reset] = useMutation(ResetSecondFactor);
  const { id, name, hasSecondFactor } = readFragment(SecondFactorReset_Person, props.person);
  if (!hasSecondFactor) return null;
  return (
    <div className={classes.stack}>
      <p className={classes.quiet}>{t("factor.on")}</p>
      <ConfirmButton
        variant="default"
        label={t("factor.reset")}
        question={t("factor.question", { name })}
        confirmLabel={t("factor.resetNow")}
        onConfirm={async (idempotencyKey) =>
          outcome(await reset({ input: { idempotencyKey, personId: id } }), (data) => data.resetSecondFactor)
        }
        onDone={() => toast(t("factor.done"))}
      />
    </div>
  );
}
