import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import { DeclineProposalButton } from "./DeclineProposalForm.tsx";
import { messages } from "./messages.ts";
import { AcknowledgePartnership, AnswerProposal } from "./mutations.ts";
import { OfficeActs } from "./OfficeActs.tsx";
import classes from "./partnership.module.css";

const PartnershipNext_PartnershipSnapshot = graphql(`
  fragment PartnershipNext_PartnershipSnapshot on PartnershipSnapshot {
    id
    version
    basis
    state
    startsOn
    endsOn
    proposedBy
    endReason
    suspendedSince
    isLead
    giver { organization { id name shortName } acknowledgedAt }
    receiver { organization { id name shortName } acknowledgedAt }
  }
`);

interface PartnershipNextProps {
  snapshot: FragmentType<typeof PartnershipNext_PartnershipSnapshot>;
  live: boolean;
}

const ANSWERERS = ["LEADER", "MANAGER", "LIAISON"] as const;

/** What comes next for the partnership as a whole, and who can do it. */
export function PartnershipNext({ snapshot, live }: PartnershipNextProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const p = readFragment(PartnershipNext_PartnershipSnapshot, snapshot);
  const nameOf = (side: "GIVER" | "RECEIVER") => {
    const { organization } = side === "GIVER" ? p.giver : p.receiver;
    return organization.shortName ?? organization.name;
  };
  const answers = (side: "GIVER" | "RECEIVER") =>
    rights.in((side === "GIVER" ? p.giver : p.receiver).organization.id, ANSWERERS);
  const other = p.proposedBy === "GIVER" ? "RECEIVER" : "GIVER";
  const stands = p.state === "ACTIVE" || p.state === "SUSPENDED";
  const silent = (["GIVER", "RECEIVER"] as const).filter(
    (side) => p.basis === "ASSIGNED" && stands && !(side === "GIVER" ? p.giver : p.receiver).acknowledgedAt,
  );
  const mine = silent.find(answers);
  const office = rights.inOffice(["MANAGER", "COORDINATOR"]);
  const said =
    p.state === "PROPOSED"
      ? t("next.proposed", { by: nameOf(p.proposedBy ?? "GIVER"), other: nameOf(other) })
      : p.state === "SUSPENDED"
        ? t("next.suspended", { since: p.suspendedSince ? date(p.suspendedSince) : "" })
        : p.state === "DECLINED"
          ? t("next.declined", { reason: p.endReason ?? t("noReason") })
          : p.state === "ENDED"
            ? p.endReason
              ? t("next.endedEarly", { day: p.endsOn ? date(p.endsOn) : "", reason: p.endReason })
              : t("next.ended", { day: p.endsOn ? date(p.endsOn) : "" })
            : silent.length > 0
              ? t("next.unacknowledged", { names: silent.map(nameOf).join(t("and")) })
              : null;
  const answersProposal = live && p.state === "PROPOSED" && answers(other);
  const acts = live && office && stands;
  if (!said && !acts) return null;
  return (
    <section className={classes.next} aria-label={t("next.label")}>
      {said && <p>{said}</p>}
      <div className={classes.buttons}>
        {answersProposal && <AcceptButton id={p.id} version={p.version} by={nameOf(other)} />}
        {answersProposal && <DeclineProposalButton partnershipId={p.id} version={p.version} />}
        {live && mine && <AcknowledgeButton id={p.id} version={p.version} side={mine} name={nameOf(mine)} />}
      </div>
      {acts && (
        <OfficeActs
          partnershipId={p.id}
          version={p.version}
          state={p.state}
          startsOn={p.startsOn ?? ""}
          endsOn={p.endsOn ?? ""}
          isLead={p.isLead}
          giverName={nameOf("GIVER")}
          receiverName={nameOf("RECEIVER")}
        />
      )}
    </section>
  );
}

function AcceptButton({ id, version, by }: { id: string; version: number; by: string }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, answer] = useMutation(AnswerProposal);
  return (
    <ConfirmButton
      label={t("accept.label")}
      question={t("accept.question", { by })}
      confirmLabel={t("accept.label")}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await answer({ input: { idempotencyKey, partnershipId: id, version, accept: true } }),
          (data) => data.answerProposal,
        )
      }
      onDone={() => toast(t("accept.done"))}
    />
  );
}

interface AcknowledgeButtonProps {
  id: string;
  version: number;
  side: "GIVER" | "RECEIVER";
  name: string;
}

function AcknowledgeButton({ id, version, side, name }: AcknowledgeButtonProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, acknowledge] = useMutation(AcknowledgePartnership);
  return (
    <ConfirmButton
      label={t("acknowledge.label")}
      question={t("acknowledge.question")}
      confirmLabel={t("acknowledge.confirm", { name })}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await acknowledge({ input: { idempotencyKey, partnershipId: id, version, side } }),
          (data) => data.acknowledgePartnership,
        )
      }
      onDone={() => toast(t("acknowledge.done"))}
    />
  );
}
