import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { HelpRequestState } from "../../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useRights } from "../../../lib/rights.ts";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { toast } from "../../../ui/toast.ts";
import { ChangeDraftForm } from "../ChangeDraftForm.tsx";
import { CloseRequestForm } from "../CloseRequestForm.tsx";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import type { AskableKind } from "../need-draft.ts";
import { ReopenRequestForm } from "../ReopenRequestForm.tsx";
import { KeepForm } from "./KeepForm.tsx";
import { messages as market } from "./messages.ts";

const RequestActs_HelpRequest = graphql(`
  fragment RequestActs_HelpRequest on HelpRequest {
    id
    version
    state
    hallSince
    keptReason
    saidUnsolved
    receiver { id }
    needs { id quantity claimed }
    ...ChangeDraftForm_HelpRequest
    ...ReopenRequestForm_HelpRequest
  }
`);
const OpenHelpRequest = graphql(`
  mutation OpenHelpRequest($input: OpenHelpRequestInput!) {
    openHelpRequest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const WithdrawHelpRequest = graphql(`
  mutation WithdrawHelpRequest($input: WithdrawHelpRequestInput!) {
    withdrawHelpRequest(input: $input) { __typename ... on Failure { code } }
  }
`);

const OpenRequestToHall = graphql(`
  mutation OpenRequestToHall($input: OpenRequestToHallInput!) {
    openRequestToHall(input: $input) { __typename ... on Failure { code } }
  }
`);

type Act = "change" | "close" | "unsolved" | "reopen" | "keep";

const FORMS: Record<HelpRequestState, readonly Act[]> = {
  DRAFT: ["change"],
  OPEN: ["unsolved"],
  DELIVERED: ["close", "reopen"],
  CLOSED: ["reopen"],
  CLOSED_UNSOLVED: ["reopen"],
  WITHDRAWN: [],
};

interface RequestActsProps {
  request: FragmentType<typeof RequestActs_HelpRequest>;
  kinds: readonly AskableKind[];
}

/** What the receiver's desk may do now: send, change, close, open again, withdraw; none, no panel. */
export function RequestActs({ kinds, ...props }: RequestActsProps) {
  const request = readFragment(RequestActs_HelpRequest, props.request);
  const t = useMessages(messages);
  const rights = useRights();
  const outcome = useOutcome();
  const [form, setForm] = useState<Act | null>(null);
  const [, open] = useMutation(OpenHelpRequest);
  const [, withdraw] = useMutation(WithdrawHelpRequest);
  const [, toHall] = useMutation(OpenRequestToHall);
  const m = useMessages(market);
  const { id, version, state, receiver, needs, hallSince, keptReason, saidUnsolved } = request;
  const desk = rights.in(receiver.id, ["LIAISON", "MANAGER"]);
  const writes = desk || rights.in(receiver.id, ["GRID_MEMBER"]);
  const free = needs.some(({ quantity, claimed }) => BigInt(quantity) > BigInt(claimed));
  const windowed = desk && state === "OPEN" && !hallSince && !saidUnsolved && free;
  const forms: Act[] = [
    ...FORMS[state],
    // Who asked says that it is not solved: the desk says what more is needed.
    ...(saidUnsolved ? (["reopen"] as const) : []),
    ...(windowed && !keptReason ? (["keep"] as const) : []),
  ].filter((act) => desk || (writes && act === "change"));
  const untaken = needs.every(({ claimed }) => claimed === "0");
  const withdrawable = desk && (state === "DRAFT" || (state === "OPEN" && untaken));
  if (forms.length === 0 && !withdrawable) return null;
  const done = (said: string) => {
    setForm(null);
    toast(said);
  };
  const which = { id, version };
  return (
    <Panel title={t("acts.title")}>
      <div className={classes.acts}>
        {desk && state === "DRAFT" && (
          <ConfirmButton
            label={t("acts.open")}
            question={t("acts.openQuestion")}
            confirmLabel={t("acts.open")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await open({ input: { idempotencyKey, helpRequestId: id, version } }),
                (data) => data.openHelpRequest,
              )
            }
            onDone={() => toast(t("acts.opened"))}
          />
        )}
        {windowed && (
          <ConfirmButton
            variant="default"
            label={m("window.toHall")}
            question={m("window.toHallQuestion")}
            confirmLabel={m("window.toHall")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await toHall({ input: { idempotencyKey, helpRequestId: id, version } }),
                (data) => data.openRequestToHall,
              )
            }
            onDone={() => toast(m("window.toHallDone"))}
          />
        )}
        {forms.map((act) => (
          <Button
            key={act}
            variant={act === "close" ? "filled" : "default"}
            aria-expanded={form === act}
            onClick={() => setForm(form === act ? null : act)}
          >
            {act === "keep" ? m("window.keep") : t(`acts.${act}`)}
          </Button>
        ))}
        {withdrawable && (
          <ConfirmButton
            variant="default"
            danger
            label={t("acts.withdraw")}
            question={t("acts.withdrawQuestion")}
            confirmLabel={t("acts.withdraw")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await withdraw({ input: { idempotencyKey, helpRequestId: id, version } }),
                (data) => data.withdrawHelpRequest,
              )
            }
            onDone={() => toast(t("acts.withdrawn"))}
          />
        )}
      </div>
      {form && (
        <div className={classes.form}>
          {form === "change" && (
            <ChangeDraftForm request={request} kinds={kinds} onDone={done} onCancel={() => setForm(null)} />
          )}
          {form === "keep" && (
            <KeepForm
              request={which}
              onDone={() => done(m("window.keepDone"))}
              onCancel={() => setForm(null)}
            />
          )}
          {form === "reopen" && (
            <ReopenRequestForm request={request} onDone={done} onCancel={() => setForm(null)} />
          )}
          {(form === "close" || form === "unsolved") && (
            <CloseRequestForm
              key={form}
              request={which}
              solved={form === "close"}
              onDone={done}
              onCancel={() => setForm(null)}
            />
          )}
        </div>
      )}
    </Panel>
  );
}
