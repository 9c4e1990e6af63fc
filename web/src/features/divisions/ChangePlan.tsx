import { Button } from "@mantine/core";
import { useMutation, useQuery } from "urql";
import type { DivisionChangeFields } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { readRefusal, useOutcome } from "../../lib/outcome.ts";
import { refusalWords } from "../../lib/refusal-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const DivisionPlan = graphql(`
  query DivisionPlan($change: DivisionChangeFields!) {
    divisionChangePlan(change: $change) {
      refusal { __typename code ... on ValidationError { problems { code path params { name value } } } }
      effects { kind divisionId name code before under }
      pathsChanged
      organizationsAffected
      organizationsReseated
    }
  }
`);

const ChangeDivisions = graphql(`
  mutation ChangeDivisions($input: ChangeDivisionsInput!) {
    changeDivisions(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const EFFECTS = ["CREATED", "RELABELLED", "MOVED", "ENDED"] as const;

interface ChangePlanProps {
  change: DivisionChangeFields;
  /** What is done, as its button said. */
  words: string;
  onBack: () => void;
  onDone: () => void;
}

/** The dry run in words, and the button that does it; nothing is written before. */
export function ChangePlan({ change, words, onBack, onDone }: ChangePlanProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date } = useFormat();
  const outcome = useOutcome();
  const [{ data, error }] = useQuery({
    query: DivisionPlan,
    variables: { change },
    requestPolicy: "network-only",
  });
  const [, write] = useMutation(ChangeDivisions);
  const back = (
    <Button variant="default" onClick={onBack}>
      {t("form.back")}
    </Button>
  );
  if (!data)
    return error ? (
      <>
        <ErrorNotice code={errorCode(error)} id={errorId(error)} />
        {back}
      </>
    ) : (
      <PageSkeleton />
    );
  const { refusal, effects, pathsChanged, organizationsAffected, organizationsReseated } =
    data.divisionChangePlan;
  if (refusal) {
    const read = readRefusal(refusal);
    return (
      <div className={classes.form}>
        <ErrorNotice
          text={(read && refusalWords(read, locale)) ?? `${t("plan.refused")} (${refusal.code})`}
        />
        <div>{back}</div>
      </div>
    );
  }
  const day = date(change.effectiveOn);
  return (
    <ActionForm
      submitLabel={t("plan.confirm", { day, act: words })}
      onCancel={onBack}
      onSubmit={async (idempotencyKey) =>
        outcome(await write({ input: { idempotencyKey, change } }), (result) => result.changeDivisions)
      }
      onDone={() => {
        toast(t("changed", { day }));
        onDone();
      }}
    >
      <div className={classes.plan}>
        <b>{t("plan.title")}</b>
        <ul>
          {effects.map((effect, index) => {
            const kind = EFFECTS.find((it) => it === effect.kind);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer never change their order.
              <li key={index}>
                {kind
                  ? t(`plan.effect.${kind}`, {
                      name: effect.name,
                      code: effect.code ?? t("noCode"),
                      before: effect.before ?? "",
                      under: effect.under ?? "",
                    })
                  : effect.name}
              </li>
            );
          })}
        </ul>
        <p>
          {t("plan.paths", { count: pathsChanged })} ·{" "}
          {t("plan.organizations", { count: organizationsAffected })}
          {organizationsAffected > 0 && ` · ${t("plan.reseated", { count: organizationsReseated })}`}
        </p>
        <p className={classes.quiet}>{t("plan.stays")}</p>
      </div>
    </ActionForm>
  );
}
