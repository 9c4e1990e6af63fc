import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useViewer } from "../../lib/viewer.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { type ChosenOrganization, OrganizationField } from "./OrganizationField.tsx";
import { usualTerms } from "./terms.ts";

const ProposePartnership = graphql(`
  mutation ProposePartnership($input: ProposePartnershipInput!) {
    proposePartnership(input: $input) {
      __typename
      ... on Partnership { id }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

/** A unit or a community proposes to pair by agreement; it begins when the other side accepts. */
export function ProposePartnershipPage() {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const navigate = useNavigate();
  const viewer = useViewer();
  const [, propose] = useMutation(ProposePartnership);
  const [other, setOther] = useState<ChosenOrganization | null>(null);
  const [terms, setTerms] = useState(() => {
    const { startsOn, endsOn } = usualTerms();
    return { startsOn, endsOn };
  });
  const made = useRef<string | null>(null);
  const own = viewer.kind === "signedIn" ? viewer.membership?.organization : undefined;
  const givesSelf = own?.kind === "PARTNER_UNIT";
  const ends = terms.endsOn !== "" && terms.endsOn >= terms.startsOn;
  return (
    <Page>
      <PageHeader title={t("propose.title")} subtitle={t("propose.subtitle")} />
      <Panel>
        <ActionForm
          submitLabel={other ? t("propose.submit", { name: other.name }) : t("propose.submitPlain")}
          blocked={!other ? t("propose.blocked") : !ends ? t("assign.missing.endsOn") : null}
          onSubmit={async (idempotencyKey) =>
            outcome(
              await propose({
                input: {
                  idempotencyKey,
                  giverId: (givesSelf ? own?.id : other?.id) ?? "",
                  receiverId: (givesSelf ? other?.id : own?.id) ?? "",
                  kind: "CO_BUILDING",
                  ...terms,
                },
              }),
              (data) => data.proposePartnership,
              undefined,
              (member) => {
                made.current = member.__typename === "Partnership" ? member.id : null;
              },
            )
          }
          onDone={() => {
            toast(t("propose.done"));
            if (made.current)
              void navigate({
                to: "/partnerships/$id",
                params: { id: made.current.slice("Partnership:".length) },
              });
          }}
        >
          <OrganizationField
            required
            label={givesSelf ? t("column.receiver") : t("column.giver")}
            kind={givesSelf ? "COMMUNITY" : "PARTNER_UNIT"}
            value={other}
            onChange={setOther}
          />
          <DateField
            required
            label={t("field.startsOn")}
            value={terms.startsOn}
            onChange={(startsOn) => setTerms({ ...terms, startsOn })}
          />
          <DateField
            required
            label={t("field.endsOn")}
            value={terms.endsOn}
            min={terms.startsOn}
            onChange={(endsOn) => setTerms({ ...terms, endsOn })}
          />
        </ActionForm>
      </Panel>
    </Page>
  );
}
