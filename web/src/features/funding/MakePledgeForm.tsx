import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";
import { PledgeLineFields } from "./PledgeLineFields.tsx";
import { checkPlan } from "./plan.ts";
import type { PledgeLineDraft } from "./pledge-draft.ts";

const MakePledgeForm_Kind = graphql(`
  fragment MakePledgeForm_Kind on Kind { id measure nameZh nameEn unitZh unitEn }
`);
const PledgeDuties = graphql(`
  query PledgeDuties($partnershipId: ID!) {
    obligations(first: 100, filter: { partnershipId: $partnershipId, state: OPEN }) {
      edges {
        node {
          id
          source
          unclaimed
          good
          dueOn
          kind { id nameZh nameEn measure unitZh unitEn }
          dutyRule { name }
          period { code }
        }
      }
    }
  }
`);
const MakePledge = graphql(`
  mutation MakePledge($input: MakePledgeInput!) {
    makePledge(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
      ... on Pledge { id }
    }
  }
`);

const MOST_LINES = 20;

interface MakePledgeFormProps {
  partnershipId: string;
  kinds: readonly FragmentType<typeof MakePledgeForm_Kind>[];
}

/** What for, how much, in which instalments; the duty it answers is said. */
export function MakePledgeForm({ partnershipId, ...props }: MakePledgeFormProps) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const outcome = useOutcome();
  const sayOf = useSayOf();
  const [, make] = useMutation(MakePledge);
  const [{ data }] = useQuery({ query: PledgeDuties, variables: { partnershipId } });
  const kinds = props.kinds
    .map((kind) => readFragment(MakePledgeForm_Kind, kind))
    .filter(({ measure }) => measure === "MONEY" || measure === "GOODS");
  const emptyLine = (key: number): PledgeLineDraft => ({
    key,
    kindId: kinds[0]?.id ?? "",
    good: "",
    total: NOTHING_TYPED,
    parts: 1,
    plan: [],
    answersId: "",
  });
  const [purpose, setPurpose] = useState("");
  const [lines, setLines] = useState([emptyLine(1)]);
  // An instalment answers a duty, never another instalment.
  const duties = (data?.obligations.edges ?? [])
    .map(({ node }) => node)
    .filter(({ source, unclaimed }) => source !== "PLEDGE" && unclaimed !== "0");
  const measureOf = (line: PledgeLineDraft) => {
    const measure = kinds.find(({ id }) => id === line.kindId)?.measure ?? "MONEY";
    return { measure, good: measure === "GOODS" ? line.good.trim() : null };
  };

  function blocked(): string | null {
    if (purpose.trim() === "") return t("make.enterPurpose");
    for (const line of lines) {
      if (measureOf(line).good === "") return t("make.enterGood");
      if (line.total.quantity === null) return t("make.enterTotal");
      if (!checkPlan(line.plan, BigInt(line.total.quantity)).fits) return t("make.plan");
    }
    return null;
  }

  const totals = lines
    .flatMap((line) => (line.total.quantity ? [sayOf(measureOf(line))(line.total.quantity)] : []))
    .join(" + ");
  return (
    <ActionForm
      submitLabel={totals === "" ? t("make.submitPlain") : t("make.submit", { amount: totals })}
      blocked={blocked()}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await make({
            input: {
              idempotencyKey,
              partnershipId,
              purpose: purpose.trim(),
              lines: lines.map((line) => ({
                kindId: line.kindId,
                good: measureOf(line).good,
                answersObligationId: line.answersId || null,
                instalments: line.plan.map(({ amount, dueOn }) => ({
                  quantity: amount.quantity ?? "0",
                  dueOn,
                })),
              })),
            },
          }),
          (result) => result.makePledge,
          undefined,
          (member) => {
            if (member.__typename !== "Pledge") return;
            toast(t("make.done"));
            void navigate({ to: "/pledges/$id", params: { id: uuidOf(member.id) } });
          },
        )
      }
    >
      <TextInput
        label={t("make.purpose")}
        placeholder={t("make.purposeHint")}
        value={purpose}
        required
        maxLength={200}
        onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
      />
      {lines.map((line, at) => (
        <PledgeLineFields
          key={line.key}
          line={line}
          kinds={kinds}
          duties={duties}
          {...(lines.length > 1
            ? {
                number: at + 1,
                onRemove: () => setLines((all) => all.filter(({ key }) => key !== line.key)),
              }
            : {})}
          onChange={(next) => setLines((all) => all.map((one) => (one.key === next.key ? next : one)))}
        />
      ))}
      {lines.length < MOST_LINES && lines[0]?.total.quantity && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ justifySelf: "start" }}
          onClick={() =>
            setLines((all) => [...all, emptyLine(Math.max(0, ...all.map(({ key }) => key)) + 1)])
          }
        >
          {t("make.addLine")}
        </Button>
      )}
    </ActionForm>
  );
}
