import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { messages } from "./messages.ts";
import { PartnershipStateMark } from "./PartnershipStateMark.tsx";
import classes from "./partnership.module.css";

const PartnershipHead_PartnershipSnapshot = graphql(`
  fragment PartnershipHead_PartnershipSnapshot on PartnershipSnapshot {
    id
    kind
    basis
    state
    startsOn
    endsOn
    documentNumber
    documentDate
    sectionName
    sectionFrom
    sectionTo
    leader { name }
    isLead
    attestor { name shortName }
    giver { organization { id name shortName } }
    receiver { organization { id name shortName } }
  }
`);

interface PartProps {
  snapshot: FragmentType<typeof PartnershipHead_PartnershipSnapshot>;
  live: boolean;
}

/** Who with whom, how, for how long, by which document. */
export function PartnershipHead({ snapshot, live }: PartProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const p = readFragment(PartnershipHead_PartnershipSnapshot, snapshot);
  const giver = p.giver.organization;
  const receiver = p.receiver.organization;
  const gives = rights.in(giver.id, ["LIAISON", "MANAGER"]) || rights.inOffice(["COORDINATOR"]);
  const facts = [
    t(`kind.${p.kind}`),
    p.kind === "ROAD_SECTION" &&
      t("section", { name: p.sectionName ?? "", from: p.sectionFrom ?? "", to: p.sectionTo ?? "" }),
    p.leader && t("leader", { name: p.leader.name }),
    p.isLead && t("isLead"),
    p.startsOn && p.endsOn && t("term", { from: date(p.startsOn), to: date(p.endsOn) }),
    p.basis === "AGREED"
      ? t("basis.AGREED")
      : t("document", {
          number: p.documentNumber ?? "",
          day: p.documentDate ? date(p.documentDate) : "",
        }),
    p.attestor && t("attestor", { name: p.attestor.shortName ?? p.attestor.name }),
  ].filter((it) => typeof it === "string");
  return (
    <PageHeader
      title={t("title", {
        giver: giver.shortName ?? giver.name,
        receiver: receiver.shortName ?? receiver.name,
      })}
      mark={<PartnershipStateMark state={p.state} />}
      subtitle={<span className={classes.quiet}>{facts.join(" · ")}</span>}
      back={{ to: "/partnerships", label: t("list.title") }}
      actions={
        live && p.state === "ACTIVE" && gives ? (
          <LinkButton to="/log" search={{ partnershipId: p.id }}>
            {t("log")}
          </LinkButton>
        ) : undefined
      }
    />
  );
}
