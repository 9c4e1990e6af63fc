import { Anchor } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import classes from "./appeals.module.css";
import { messages } from "./messages.ts";

const ContactFact_Appeal = graphql(`
  fragment ContactFact_Appeal on Appeal { id contactState }
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

/** How the resident can be reached: shown to the desk on request, which is recorded; gone when the page is left. */
export function ContactFact(props: { appeal: FragmentType<typeof ContactFact_Appeal> }) {
  const { id, contactState } = readFragment(ContactFact_Appeal, props.appeal);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, reveal] = useMutation(RevealAppealContact);
  const [shown, setShown] = useState<Shown | null>(null);
  if (shown)
    return (
      <>
        {shown.name}{" "}
        {shown.phone && <Anchor href={`tel:${shown.phone.replace(/[^+\d]/g, "")}`}>{shown.phone}</Anchor>}
      </>
    );
  if (contactState !== "KEPT") return t(contactState === "DELETED" ? "contact.deleted" : "contact.none");
  return (
    <div className={classes.stack}>
      {t("contact.hidden")}
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
    </div>
  );
}
