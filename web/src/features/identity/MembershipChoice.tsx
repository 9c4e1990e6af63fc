import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { chooseMembership, useViewer } from "../../lib/viewer.ts";
import { StateMark } from "../../ui/StateWord.tsx";
import classes from "./identity.module.css";
import { messages } from "./messages.ts";

const MembershipChoice_Membership = graphql(`
  fragment MembershipChoice_Membership on Membership {
    id
    role
    title
    startsOn
    endsOn
    organization { id name }
  }
`);

/** One role of the person, whether the pages are seen through it, and the button that changes to it. */
export function MembershipChoice(props: { membership: FragmentType<typeof MembershipChoice_Membership> }) {
  const { id, role, title, startsOn, endsOn, organization } = readFragment(
    MembershipChoice_Membership,
    props.membership,
  );
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useRoleWords();
  const state = useViewer();
  const inUse = state.kind === "signedIn" && state.membership?.id === id;
  return (
    <li className={classes.row}>
      <div>
        <b>{organization.name}</b> · {words.role(role)}
        {title && <span className={classes.quiet}> · {title}</span>}
        <div className={classes.quiet}>
          {endsOn
            ? t("me.termTo", { from: date(startsOn), to: date(endsOn) })
            : t("me.termFrom", { from: date(startsOn) })}
        </div>
      </div>
      {inUse ? (
        <StateMark icon={IconCheck} tone="accent">
          {t("me.inUse")}
        </StateMark>
      ) : (
        <Button variant="default" onClick={() => chooseMembership(id)}>
          {t("me.use")}
        </Button>
      )}
    </li>
  );
}
