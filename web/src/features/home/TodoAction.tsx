import { useMutation } from "urql";
import type { TodoItem_TodoFragment } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./home.module.css";
import { messages } from "./messages.ts";

const AcceptFromHome = graphql(`
  mutation AcceptFromHome($input: AcceptDeliveryInput!) {
    acceptDelivery(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);

const AcknowledgeFromHome = graphql(`
  mutation AcknowledgeFromHome($input: AcknowledgePartnershipInput!) {
    acknowledgePartnership(input: $input) { __typename ... on Failure { code } ... on Partnership { id } }
  }
`);

const ConfirmSessionFromHome = graphql(`
  mutation ConfirmSessionFromHome($input: ConfirmSessionInput!) {
    confirmSession(input: $input) { __typename ... on Failure { code } ... on SessionReport { id } }
  }
`);

type Words = { giver: string; kind: string; quantity: string; people: number; time: string };

/** What can be done about a thing: confirm and acknowledge in place, everything else where its facts are. */
export function TodoAction({ todo, words }: { todo: TodoItem_TodoFragment; words: Words }) {
  const t = useMessages(messages);
  const partnership = todo.partnershipId ? uuidOf(todo.partnershipId) : null;
  const subject = uuidOf(todo.subject);
  switch (todo.kind) {
    case "DELIVERY_TO_CONFIRM":
      return <ConfirmDelivery todo={todo} words={words} />;
    case "PARTNERSHIP_TO_ACKNOWLEDGE":
      return <Acknowledge todo={todo} />;
    case "OBLIGATION_DUE":
      return (
        <div className={classes.acts}>
          <LinkButton to="/log" search={{ obligationId: subject }}>
            {t("act.OBLIGATION_DUE")}
          </LinkButton>
          {partnership && todo.lateWorkdays > 0 && (
            <LinkButton
              variant="default"
              to="/partnerships/$id"
              params={{ id: partnership }}
              search={{ why: todo.subject }}
            >
              {t("explain")}
            </LinkButton>
          )}
        </div>
      );
    case "DISPUTE_TO_SETTLE":
      return (
        <div className={classes.acts}>
          <LinkButton to="/deliveries/$id" params={{ id: subject }}>
            {t("act.DISPUTE_TO_SETTLE")}
          </LinkButton>
        </div>
      );
    case "SESSION_TO_CONFIRM":
      return <ConfirmSession todo={todo} words={words} />;
    case "SESSION_TODAY":
    case "SESSION_TO_REPORT":
      return (
        <div className={classes.acts}>
          <LinkButton to="/sessions/$id" params={{ id: subject }}>
            {t(`act.${todo.kind}`)}
          </LinkButton>
        </div>
      );
    case "HELP_OFFERED":
    case "HELP_TO_CLOSE":
      return (
        <div className={classes.acts}>
          <LinkButton to="/requests/$id" params={{ id: subject }}>
            {t(`act.${todo.kind}`)}
          </LinkButton>
        </div>
      );
    case "EXPENSE_TO_ATTEST":
    case "EXPENSE_QUERY_TO_ANSWER":
      return (
        <div className={classes.acts}>
          <LinkButton to="/expenses">{t(`act.${todo.kind}`)}</LinkButton>
        </div>
      );
    default:
      return (
        <div className={classes.acts}>
          {partnership ? (
            <LinkButton to="/partnerships/$id" params={{ id: partnership }}>
              {t(`act.${todo.kind}`)}
            </LinkButton>
          ) : (
            // What was taken on in the hall belongs to no partnership; the list of promises has the same acts.
            <LinkButton to="/obligations" search={{ state: "LATE" }}>
              {t(`act.${todo.kind}`)}
            </LinkButton>
          )}
        </div>
      );
  }
}

function ConfirmDelivery({ todo, words }: { todo: TodoItem_TodoFragment; words: Words }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, accept] = useMutation(AcceptFromHome);
  const arrives = todo.kindOfSupport?.measure === "MONEY" || todo.kindOfSupport?.measure === "GOODS";
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t("confirm")}
        question={t(arrives ? "confirmQuestion" : "confirmPlainQuestion", words)}
        confirmLabel={arrives ? t("confirmAmount", words) : t("confirmPlain")}
        onConfirm={async (idempotencyKey) =>
          outcome(
            await accept({ input: { idempotencyKey, deliveryId: todo.subject, version: todo.version } }),
            (data) => data.acceptDelivery,
          )
        }
        onDone={() => toast(t("confirmed", words))}
      />
      <LinkButton variant="default" to="/deliveries/$id" params={{ id: uuidOf(todo.subject) }}>
        {t("mismatch")}
      </LinkButton>
    </div>
  );
}

function ConfirmSession({ todo, words }: { todo: TodoItem_TodoFragment; words: Words }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, confirm] = useMutation(ConfirmSessionFromHome);
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t("confirmSession")}
        question={t("confirmSessionQuestion", words)}
        confirmLabel={t("confirmSessionNow", words)}
        onConfirm={async (idempotencyKey) =>
          outcome(
            await confirm({ input: { idempotencyKey, sessionId: todo.subject, version: todo.version } }),
            (data) => data.confirmSession,
          )
        }
        onDone={() => toast(t("confirmedSession", words))}
      />
      <LinkButton variant="default" to="/sessions/$id" params={{ id: uuidOf(todo.subject) }}>
        {t("look")}
      </LinkButton>
    </div>
  );
}

function Acknowledge({ todo }: { todo: TodoItem_TodoFragment }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, acknowledge] = useMutation(AcknowledgeFromHome);
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t("acknowledge")}
        question={t("acknowledgeQuestion")}
        confirmLabel={t("acknowledgeNow")}
        onConfirm={async (idempotencyKey) =>
          outcome(
            await acknowledge({
              input: { idempotencyKey, partnershipId: todo.subject, version: todo.version },
            }),
            (data) => data.acknowledgePartnership,
          )
        }
        onDone={() => toast(t("acknowledged"))}
      />
      <LinkButton variant="default" to="/partnerships/$id" params={{ id: uuidOf(todo.subject) }}>
        {t("details")}
      </LinkButton>
    </div>
  );
}
