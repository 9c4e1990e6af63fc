import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useRights } from "../../lib/rights.ts";
import { LinkButton } from "../../ui/links.tsx";
import { RemindForm } from "../obligations/RemindForm.tsx";
import classes from "./board.module.css";
import { nameOf } from "./board-row.ts";
import { messages } from "./messages.ts";

const PreviewActs_PartnershipSnapshot = graphql(`
  fragment PreviewActs_PartnershipSnapshot on PartnershipSnapshot {
    id
    state
    giver { organization { id name shortName } }
    receiver { organization { id name shortName } }
  }
`);

/** The roles in an office that remind. */
export const REMINDERS = ["LEADER", "MANAGER", "COORDINATOR"] as const;

/** What can be done about the row at once: open its page, remind a side. */
export function PreviewActs(props: { snapshot: FragmentType<typeof PreviewActs_PartnershipSnapshot> }) {
  const { id, state, giver, receiver } = readFragment(PreviewActs_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  const rights = useRights();
  const [reminding, setReminding] = useState(false);
  const stands = state === "ACTIVE" || state === "SUSPENDED";
  if (reminding)
    return (
      <RemindForm
        partnershipId={id}
        giverName={nameOf(giver.organization)}
        receiverName={nameOf(receiver.organization)}
        proposal={t("remind.proposal")}
        eitherSide
        onClose={() => setReminding(false)}
      />
    );
  return (
    <div className={classes.tools}>
      <LinkButton to="/partnerships/$id" params={{ id: uuidOf(id) }}>
        {t("preview.open")}
      </LinkButton>
      {stands && rights.inOffice(REMINDERS) && (
        <Button variant="default" onClick={() => setReminding(true)}>
          {t("preview.remind")}
        </Button>
      )}
    </div>
  );
}
