import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useRights } from "../../../lib/rights.ts";
import { ActionButton } from "../../../ui/ActionButton.tsx";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { toast } from "../../../ui/toast.ts";
import shared from "../help-requests.module.css";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const JointItem_JointClaimPart = graphql(`
  fragment JointItem_JointClaimPart on JointClaimPart {
    id
    version
    quantity
    promisedOn
    state
    giver { id name }
    jointClaim { id lead { id name } }
  }
`);
const AnswerJointPart = graphql(`
  mutation AnswerJointPart($input: AnswerJointPartInput!) {
    answerJointPart(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);
const CancelJointPart = graphql(`
  mutation CancelJointPart($input: CancelJointPartInput!) {
    cancelJointPart(input: $input) { __typename ... on Failure { code } }
  }
`);

/** The parts of one joint claim. */
export type JointParts = readonly FragmentType<typeof JointItem_JointClaimPart>[];

interface JointItemProps {
  parts: JointParts;
  say: (quantity: string | bigint) => string;
}

/** Units that take a need on together: who leads, each part with where it stands, and answering an invitation. */
export function JointItem({ say, ...props }: JointItemProps) {
  const parts = props.parts.map((part) => readFragment(JointItem_JointClaimPart, part));
  const lead = parts[0]?.jointClaim.lead ?? { id: "", name: "" };
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const outcome = useOutcome(say);
  const [, answer] = useMutation(AnswerJointPart);
  const [, cancel] = useMutation(CancelJointPart);
  const desk = ["LIAISON", "MANAGER"] as const;
  const leads = rights.in(lead.id, desk);
  return (
    <div className={classes.joint}>
      <strong>{t("joint.title", { lead: lead.name })}</strong>
      <ul>
        {parts.map(({ id, version, giver, quantity, promisedOn, state }) => {
          const part = { quantity: say(quantity), day: date(promisedOn) };
          const invited = state === "INVITED";
          const mine = invited && rights.in(giver.id, desk);
          const reply = async (idempotencyKey: string, agree: boolean) =>
            outcome(
              await answer({ input: { idempotencyKey, partId: id, version, agree } }),
              (data) => data.answerJointPart,
            );
          return (
            <li key={id} className={classes.row}>
              <span>
                {mine
                  ? t("joint.invited", { lead: lead.name, ...part })
                  : t("joint.part", { giver: giver.name, ...part })}{" "}
                <span className={classes.quiet}>
                  {giver.id === lead.id ? t("joint.leads") : t(`joint.state.${state}`)}
                </span>
              </span>
              {mine && (
                <div className={shared.acts}>
                  <ActionButton
                    label={t("joint.agree", { quantity: part.quantity })}
                    onAct={(key) => reply(key, true)}
                    onDone={() => toast(t("joint.agreed"))}
                  />
                  <ConfirmButton
                    variant="default"
                    label={t("joint.decline")}
                    question={t("joint.declineQuestion")}
                    confirmLabel={t("joint.decline")}
                    onConfirm={(key) => reply(key, false)}
                    onDone={() => toast(t("joint.declined"))}
                  />
                </div>
              )}
              {invited && leads && !mine && (
                <ActionButton
                  variant="default"
                  label={t("joint.cancel")}
                  name={`${t("joint.cancel")} ${giver.name}`}
                  onAct={async (idempotencyKey) =>
                    outcome(
                      await cancel({ input: { idempotencyKey, partId: id, version } }),
                      (data) => data.cancelJointPart,
                    )
                  }
                  onDone={() => toast(t("joint.cancelled"))}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
