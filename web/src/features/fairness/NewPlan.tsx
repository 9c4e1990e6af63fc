import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import { PlanContents } from "./PlanContents.tsx";
import { optionsOf, PlanOptions, USUAL_OPTIONS } from "./PlanOptions.tsx";
import { PlanContents as Contents, pairKey } from "./plan-query.ts";
import { SavePlanForm } from "./SavePlanForm.tsx";

const PairingProposals = graphql(`
  query PairingProposals($options: PairingPlanOptionsInput!) {
    pairingProposals(options: $options) { ...PlanContents_PairingPlanContents }
  }
`);

interface NewPlanProps {
  officeId: string;
  onSaved: (id: string) => void;
}

/** A plan is computed anew with each option; all of it is ticked until something is taken out. */
export function NewPlan({ officeId, onSaved }: NewPlanProps) {
  const t = useMessages(messages);
  const rights = useRights();
  const [typed, setTyped] = useState(USUAL_OPTIONS);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const options = optionsOf(typed);
  const [{ data, error }, refetch] = useQuery({
    query: PairingProposals,
    variables: { options: options ?? { ...USUAL_OPTIONS, maxPerUnit: 1, unitIds: null } },
    pause: options === null,
  });
  const contents = data?.pairingProposals;
  const proposals = useMemo(() => (contents ? readFragment(Contents, contents).proposals : []), [contents]);
  const selected = new Set(proposals.map(pairKey).filter((key) => !left.has(key)));
  const chosen = proposals
    .filter((pair) => selected.has(pairKey(pair)))
    .map(({ giverId, receiverId }) => ({ giverId, receiverId }));
  return (
    <>
      <Panel title={t("plan.options")}>
        <PlanOptions options={typed} onChange={setTyped} />
      </Panel>
      {!contents &&
        (error ? (
          <ErrorNotice
            code={errorCode(error)}
            id={errorId(error)}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
          />
        ) : (
          <RowsSkeleton />
        ))}
      {contents && (
        <PlanContents
          contents={contents}
          selected={selected}
          onSelect={(next) => setLeft(new Set(proposals.map(pairKey).filter((key) => !next.has(key))))}
        />
      )}
      {options && chosen.length > 0 && rights.in(officeId, ["MANAGER", "COORDINATOR"]) && (
        <Panel>
          <SavePlanForm officeId={officeId} options={options} chosen={chosen} onSaved={onSaved} />
        </Panel>
      )}
    </>
  );
}
