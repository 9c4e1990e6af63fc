import { Select, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { type ChosenOrganization, OrganizationField } from "./OrganizationField.tsx";
import { TermFields } from "./TermFields.tsx";
import { missingTerm, usualTerms } from "./terms.ts";

const AssignPartnership = graphql(`
  mutation AssignPartnership($input: AssignPartnershipInput!) {
    assignPartnership(input: $input) {
      __typename
      ... on Partnership { id }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const Leaders = graphql(`
  query Leaders($organizationId: ID!) {
    node(id: $organizationId) {
      ... on Organization { id memberships { id role title person { id name } } }
    }
  }
`);

const KINDS = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;

/** An office pairs one unit with one community by its document. */
export function AssignOneForm() {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const navigate = useNavigate();
  const [, assign] = useMutation(AssignPartnership);
  const [giver, setGiver] = useState<ChosenOrganization | null>(null);
  const [receiver, setReceiver] = useState<ChosenOrganization | null>(null);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("CO_BUILDING");
  const [leaderId, setLeaderId] = useState<string | null>(null);
  const [section, setSection] = useState({ name: "", from: "", to: "" });
  const [terms, setTerms] = useState(usualTerms);
  const made = useRef<string | null>(null);
  const [{ data: leaders }] = useQuery({
    query: Leaders,
    variables: { organizationId: giver?.id ?? "" },
    pause: kind !== "LEADER_CONTACT" || !giver,
  });
  const memberships = leaders?.node && "memberships" in leaders.node ? leaders.node.memberships : [];
  const missing = missingTerm(terms);
  const noSection = kind === "ROAD_SECTION" && Object.values(section).some((it) => it.trim() === "");
  const blocked = !giver
    ? t("assign.blockedGiver")
    : !receiver
      ? t("assign.blockedReceiver")
      : kind === "LEADER_CONTACT" && !leaderId
        ? t("assign.blockedLeader")
        : noSection
          ? t("assign.blockedSection")
          : missing
            ? t(`assign.missing.${missing}`)
            : null;
  return (
    <ActionForm
      submitLabel={
        giver && receiver
          ? t("assign.submit", { giver: giver.name, receiver: receiver.name })
          : t("assign.submitOne")
      }
      blocked={blocked}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await assign({
            input: {
              idempotencyKey,
              giverId: giver?.id ?? "",
              receiverId: receiver?.id ?? "",
              kind,
              leaderMembershipId: kind === "LEADER_CONTACT" ? leaderId : null,
              sectionName: kind === "ROAD_SECTION" ? section.name : null,
              sectionFrom: kind === "ROAD_SECTION" ? section.from : null,
              sectionTo: kind === "ROAD_SECTION" ? section.to : null,
              ...terms,
            },
          }),
          (data) => data.assignPartnership,
          undefined,
          (member) => {
            made.current = member.__typename === "Partnership" ? member.id : null;
          },
        )
      }
      onDone={() => {
        toast(t("assign.done"));
        if (made.current) void navigate({ to: "/partnerships/$id", params: { id: made.current } });
      }}
    >
      <OrganizationField
        required
        label={t("column.giver")}
        kind="PARTNER_UNIT"
        value={giver}
        onChange={(next) => {
          setGiver(next);
          setLeaderId(null);
        }}
      />
      <OrganizationField
        required
        label={t("column.receiver")}
        kind="COMMUNITY"
        value={receiver}
        onChange={setReceiver}
      />
      <Select
        label={t("column.kind")}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => value && setKind(value)}
      />
      {kind === "LEADER_CONTACT" && (
        <Select
          required
          label={t("assign.leader")}
          description={giver ? undefined : t("assign.blockedGiver")}
          data={memberships
            .filter(({ role }) => role === "LEADER")
            .map(({ id, title, person }) => ({
              value: id,
              label: [person.name, title].filter(Boolean).join(" · "),
            }))}
          value={leaderId}
          onChange={setLeaderId}
        />
      )}
      {kind === "ROAD_SECTION" &&
        (["name", "from", "to"] as const).map((field) => (
          <TextInput
            key={field}
            required
            label={t(`assign.section.${field}`)}
            maxLength={120}
            value={section[field]}
            onChange={({ currentTarget }) => setSection({ ...section, [field]: currentTarget.value })}
          />
        ))}
      <TermFields terms={terms} onChange={setTerms} />
    </ActionForm>
  );
}
