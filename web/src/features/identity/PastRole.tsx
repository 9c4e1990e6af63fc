import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import classes from "./identity.module.css";
import { messages } from "./messages.ts";

const PastRole_Membership = graphql(`
  fragment PastRole_Membership on Membership {
    role
    title
    startsOn
    endsOn
    organization { id name }
  }
`);

/** A role that has ended or begins later, with its days. */
export function PastRole(props: { membership: FragmentType<typeof PastRole_Membership> }) {
  const { role, title, startsOn, endsOn, organization } = readFragment(PastRole_Membership, props.membership);
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useRoleWords();
  return (
    <li className={classes.row}>
      <div className={classes.quiet}>
        {organization.name} · {words.role(role)}
        {title && ` · ${title}`}
        <div>
          {endsOn
            ? t("me.termTo", { from: date(startsOn), to: date(endsOn) })
            : t("me.termFrom", { from: date(startsOn) })}
        </div>
      </div>
    </li>
  );
}
