import { Anchor } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Facts } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";

const ContactFact_Appeal = graphql(`
  fragment ContactFact_Appeal on Appeal { id contactState receiver { id } }
`);
const RevealAppealContact = graphql(`
  mutation RevealAppealContact($input: RevealAppealContactInput!) {
    revealAppealContact(input: $input) {
      __typename
      ... on RevealedContact { name phone }
      ... on Failure { code }
    }
  }
`);

type Shown = { name?: string | null; phone?: string | null };

/** How the resident can be reached: shown to the desk on request, which is recorded; gone when the page is left. Nothing for others. */
export function ContactFact(props: { appeal: FragmentType<typeof ContactFact_Appeal> }) {
  const { id, contactState } = readFragment(ContactFact_Appeal, props.appeal);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, reveal] = useMutation(RevealAppealContact);
  const [shown, setShown] = useState<Shown | null>(null);
  if (!contactState) return null;
  if (shown)
    return (
      <Facts
        facts={[
          ...(shown.name ? [{ label: t("contact.name"), value: shown.name }] : []),
          ...(shown.phone
            ? [
                {
                  label: t("contact.phone"),
                  value: <Anchor href={`tel:${shown.phone.replace(/[^+\d]/g, "")}`}>{shown.phone}</Anchor>,
                },
              ]
            : []),
        ]}
      />
    );
  const state =
    contactState === "KEPT" ? (
      <>
        {t("contact.hidden")}{" "}
        <ConfirmButton
          variant="default"
          label={t("contact.reveal")}
          question={t("contact.question")}
          confirmLabel={t("contact.confirm")}
          onConfirm={async (idempotencyKey) =>
            outcome(
              await reveal({ input: { idempotencyKey, appealId: id } }),
              (data) => data.revealAppealContact,
              undefined,
              (member) => {
                if (member.__typename === "RevealedContact") setShown(member);
              },
            )
          }
        />
      </>
    ) : (
      t(contactState === "NONE" ? "contact.none" : "contact.deleted")
    );
  return <Facts facts={[{ label: t("contact.label"), value: state }]} />;
}
