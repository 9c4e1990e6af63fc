import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const SignUpActs_ActivitySession = graphql(`
  fragment SignUpActs_ActivitySession on ActivitySession {
    id
    startsAt
    state
    capacity
    signed
    waiting
    activity { title }
    mySignup { id state version }
  }
`);

const SignUp = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      __typename
      ... on Failure { code }
      ... on Signup { id state }
    }
  }
`);

const CancelSignup = graphql(`
  mutation CancelSignup($input: CancelSignupInput!) {
    cancelSignup(input: $input) { __typename ... on Failure { code } ... on Signup { id state } }
  }
`);

/** Signing up by one tap, or taking one's sign-up back; nothing once the session has begun. */
export function SignUpActs(props: {
  session: FragmentType<typeof SignUpActs_ActivitySession>;
  /** On a page of its own the main thing, on a card one of several. */
  main?: boolean;
}) {
  const session = readFragment(SignUpActs_ActivitySession, props.session);
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, signUp] = useMutation(SignUp);
  const [, cancel] = useMutation(CancelSignup);
  const { mySignup: mine } = session;
  const waiting = mine?.state === "WAITING";
  const what = `${instant(session.startsAt)} ${session.activity.title}`;
  if (session.state !== "PLANNED" || Date.parse(session.startsAt) <= Date.now()) return null;
  if (mine)
    return (
      <ConfirmButton
        variant={props.main ? "default" : "subtle"}
        label={t(waiting ? "signUp.stopWaiting" : "signUp.cancel")}
        question={t(waiting ? "signUp.stopWaitingQuestion" : "signUp.cancelQuestion")}
        confirmLabel={t(waiting ? "signUp.stopWaitingNow" : "signUp.cancelNow")}
        onConfirm={async (idempotencyKey) =>
          outcome(
            await cancel({ input: { idempotencyKey, signupId: mine.id, version: mine.version } }),
            (data) => data.cancelSignup,
          )
        }
        onDone={() => toast(t(waiting ? "signUp.stoppedWaiting" : "signUp.cancelled"))}
      />
    );
  const full =
    session.capacity !== null && session.capacity !== undefined && session.signed >= session.capacity;
  const act = t(full || session.waiting > 0 ? "signUp.wait" : "signUp.act");
  return (
    <ActionButton
      label={act}
      name={t("signUp.name", { act, what })}
      onAct={async (idempotencyKey) =>
        outcome(
          await signUp({ input: { idempotencyKey, sessionId: session.id } }),
          (data) => data.signUp,
          undefined,
          (member) => {
            if (member.__typename === "Signup")
              toast(t(member.state === "WAITING" ? "signUp.waiting" : "signUp.done", { what }));
          },
        )
      }
    />
  );
}
