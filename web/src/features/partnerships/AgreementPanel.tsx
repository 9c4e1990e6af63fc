import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { AgreementForm } from "./AgreementForm.tsx";
import { AgreementLines } from "./AgreementLines.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const AgreementPanel_PartnershipSnapshot = graphql(`
  fragment AgreementPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    state
    startsOn
    endsOn
    giver { organization { id } }
    receiver { organization { id } }
    agreements {
      id
      version
      versionNumber
      state
      draftedBySide
      signatures { side at by { name } }
      note
      inForceAt
      lines { id list text kind { id nameZh nameEn measure unitZh unitEn } quantity good dueOn }
    }
  }
`);

const SignAgreement = graphql(`
  mutation SignAgreement($input: SignAgreementInput!) {
    signAgreement(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const WithdrawAgreement = graphql(`
  mutation WithdrawAgreement($input: WithdrawAgreementInput!) {
    withdrawAgreement(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface AgreementPanelProps {
  snapshot: FragmentType<typeof AgreementPanel_PartnershipSnapshot>;
  live: boolean;
}

/** The agreement: the version in force, the draft that waits, and drafting, revising, signing and withdrawing. */
export function AgreementPanel({ snapshot, live }: AgreementPanelProps) {
  const t = useMessages(messages);
  const rights = useRights();
  const p = readFragment(AgreementPanel_PartnershipSnapshot, snapshot);
  const [editing, setEditing] = useState(false);
  const inForce = p.agreements.find(({ state }) => state === "IN_FORCE");
  const draft = p.agreements.find(({ state }) => state === "DRAFT");
  const past = p.agreements.filter(({ state }) => state === "SUPERSEDED" || state === "WITHDRAWN").length;
  const sides = (["GIVER", "RECEIVER"] as const).map((side) => {
    const { id } = (side === "GIVER" ? p.giver : p.receiver).organization;
    return {
      side,
      drafts: rights.in(id, ["LEADER", "MANAGER", "LIAISON"]),
      signs: rights.in(id, ["LEADER", "MANAGER"]),
    };
  });
  const over = p.state === "ENDED" || p.state === "DECLINED";
  const mayDraft = live && !over && sides.some(({ drafts }) => drafts);
  const signer = sides.find(
    ({ side, signs }) => signs && draft && !draft.signatures.some((signature) => signature.side === side),
  );
  const mayWithdraw = sides.some(({ side, drafts }) => drafts && draft?.draftedBySide === side);
  const editable = draft && draft.signatures.length === 0;
  const form = (
    <AgreementForm
      partnershipId={p.id}
      startsOn={p.startsOn ?? ""}
      endsOn={p.endsOn ?? ""}
      draft={draft ?? null}
      model={draft ?? inForce ?? null}
      onClose={() => setEditing(false)}
    />
  );
  return (
    <Panel title={t("agreement.title")}>
      {!inForce && !draft && !editing && <p className={classes.quiet}>{t("agreement.none")}</p>}
      {inForce && <AgreementLines agreement={inForce} />}
      {draft && !editing && (
        <>
          <AgreementLines agreement={draft} />
          {live && (
            <div className={classes.buttons}>
              {signer && p.state !== "PROPOSED" && (
                <SignButton
                  id={draft.id}
                  version={draft.version}
                  number={draft.versionNumber}
                  side={signer.side}
                />
              )}
              {mayDraft && editable && (
                <Button variant="default" onClick={() => setEditing(true)}>
                  {t("agreement.revise")}
                </Button>
              )}
              {mayWithdraw && <WithdrawButton id={draft.id} version={draft.version} />}
            </div>
          )}
        </>
      )}
      {mayDraft && !draft && !editing && (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t(inForce ? "agreement.next" : "agreement.draft")}
        </Button>
      )}
      {editing && form}
      {past > 0 && <p className={classes.quiet}>{t("agreement.past", { count: past })}</p>}
    </Panel>
  );
}

interface SignButtonProps {
  id: string;
  version: number;
  number: number;
  side: "GIVER" | "RECEIVER";
}

function SignButton({ id, version, number, side }: SignButtonProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, sign] = useMutation(SignAgreement);
  return (
    <ConfirmButton
      label={t("sign.label", { number })}
      question={t("sign.question")}
      confirmLabel={t(`sign.confirm.${side}`)}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await sign({ input: { idempotencyKey, agreementId: id, version, side } }),
          (data) => data.signAgreement,
        )
      }
      onDone={() => toast(t("sign.done"))}
    />
  );
}

function WithdrawButton({ id, version }: { id: string; version: number }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, withdraw] = useMutation(WithdrawAgreement);
  return (
    <ConfirmButton
      variant="default"
      label={t("withdrawDraft.label")}
      question={t("withdrawDraft.question")}
      confirmLabel={t("withdrawDraft.label")}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await withdraw({ input: { idempotencyKey, agreementId: id, version } }),
          (data) => data.withdrawAgreement,
        )
      }
      onDone={() => toast(t("withdrawDraft.done"))}
    />
  );
}
