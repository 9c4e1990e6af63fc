import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";

const ActivityHosts_Activity = graphql(`
  fragment ActivityHosts_Activity on Activity {
    id
    hosts { organization { id name } }
  }
`);

const LeaveActivity = graphql(`
  mutation LeaveActivity($input: LeaveActivityInput!) {
    leaveActivity(input: $input) { __typename ... on Failure { code } ... on Activity { id } }
  }
`);

/** A co-host goes; the others go on. The only one ends the activity instead. */
export function ActivityHosts(props: { activity: FragmentType<typeof ActivityHosts_Activity> }) {
  const { id, hosts } = readFragment(ActivityHosts_Activity, props.activity);
  const t = useMessages(messages);
  const rights = useRights();
  const outcome = useOutcome();
  const [, leave] = useMutation(LeaveActivity);
  const own = hosts.filter(({ organization }) => rights.in(organization.id, ["MANAGER", "LIAISON"]));
  if (hosts.length < 2 || own.length === 0) return null;
  return (
    <Panel title={t("hosts.title")}>
      <ul className={classes.rows}>
        {own.map(({ organization }) => (
          <li key={organization.id} className={classes.row}>
            <span className={classes.what}>{organization.name}</span>
            <ConfirmButton
              variant="default"
              label={t("hosts.leave")}
              question={t("hosts.leaveQuestion")}
              confirmLabel={t("hosts.leaveNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(
                  await leave({ input: { idempotencyKey, activityId: id, organizationId: organization.id } }),
                  (data) => data.leaveActivity,
                )
              }
              onDone={() => toast(t("hosts.left"))}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
