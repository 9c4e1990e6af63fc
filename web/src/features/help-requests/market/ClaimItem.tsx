import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck, IconProgress, type TablerIcon } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import type { ClaimState } from "../../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { type Measure, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useRights } from "../../../lib/rights.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { LinkButton } from "../../../ui/links.tsx";
import { StateMark, type Tone } from "../../../ui/StateWord.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import { messages as market } from "./messages.ts";
import { OnTheWayForm } from "./OnTheWayForm.tsx";

const ClaimItem_Claim = graphql(`
  fragment ClaimItem_Claim on Claim {
    id
    version
    quantity
    promisedOn
    state
    sent
    delivered
    expectedOn
    leadsJointly
    giver { id name }
    obligation { id unclaimed }
  }
`);

const WithdrawClaim = graphql(`
  mutation WithdrawClaim($input: WithdrawClaimInput!) {
    withdrawClaim(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const STATES: Record<ClaimState, readonly [TablerIcon, Tone]> = {
  OPEN: [IconProgress, "accent"],
  FULFILLED: [IconCircleCheck, "accent"],
  WITHDRAWN: [IconArrowBackUp, "quiet"],
};

interface ClaimItemProps {
  claim: FragmentType<typeof ClaimItem_Claim>;
  measure: Measure;
  unit: string | null;
  say: (quantity: string | bigint) => string;
}

/** Who has taken on how much until when; its own unit logs it or gives it back. */
export function ClaimItem({ measure, unit, say, ...props }: ClaimItemProps) {
  const claim = readFragment(ClaimItem_Claim, props.claim);
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const m = useMessages(market);
  const [form, setForm] = useState<"give" | "way" | null>(null);
  const [icon, tone] = STATES[claim.state];
  const mine = claim.state === "OPEN" && rights.in(claim.giver.id, ["LIAISON", "MANAGER"]);
  const { obligation, expectedOn } = claim;
  const onTheWay = BigInt(claim.sent) - BigInt(claim.delivered);
  const left = BigInt(claim.quantity) - BigInt(claim.delivered);
  return (
    <li className={classes.claim}>
      <div className={classes.head}>
        <span>
          {t("need.claimedBy", {
            giver: claim.giver.name,
            quantity: say(claim.quantity),
            day: date(claim.promisedOn),
          })}
          {claim.leadsJointly && ` · ${m("joint.leads")}`}
        </span>
        <StateMark icon={icon} tone={tone}>
          {t(`need.claimState.${claim.state}`)}
        </StateMark>
      </div>
      {claim.state === "OPEN" && onTheWay > 0n && expectedOn && (
        <span className={classes.quiet}>
          {m("way.said", { quantity: say(onTheWay), day: date(expectedOn) })}
        </span>
      )}
      {mine && form === null && (
        <div className={classes.acts}>
          {obligation && BigInt(obligation.unclaimed) > 0n && (
            <LinkButton to="/log" search={{ obligationId: uuidOf(obligation.id) }}>
              {t("need.log")}
            </LinkButton>
          )}
          {left > 0n && (
            <Button variant="default" onClick={() => setForm("way")}>
              {m("way.act")}
            </Button>
          )}
          <Button variant="default" onClick={() => setForm("give")}>
            {t("unclaim.act")}
          </Button>
        </div>
      )}
      {form === "give" && (
        <GiveBackForm claim={claim} quantity={say(claim.quantity)} onClose={() => setForm(null)} />
      )}
      {form === "way" && (
        <div className={classes.form}>
          <OnTheWayForm
            claim={{
              id: claim.id,
              version: claim.version,
              left,
              marked: onTheWay > 0n,
              promisedOn: claim.promisedOn,
            }}
            measure={measure}
            unit={unit}
            say={say}
            onClose={() => setForm(null)}
          />
        </div>
      )}
    </li>
  );
}

interface GiveBackFormProps {
  claim: { id: string; version: number };
  quantity: string;
  onClose: () => void;
}

function GiveBackForm({ claim, quantity, onClose }: GiveBackFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, withdraw] = useMutation(WithdrawClaim);
  const [reason, setReason] = useState("");
  return (
    <div className={classes.form}>
      <ActionForm
        submitLabel={t("unclaim.submit", { quantity })}
        blocked={reason.trim() === "" ? t("reasonMissing") : null}
        onCancel={onClose}
        onSubmit={async (idempotencyKey) =>
          outcome(
            await withdraw({ input: { idempotencyKey, claimId: claim.id, version: claim.version, reason } }),
            (data) => data.withdrawClaim,
          )
        }
        onDone={() => {
          toast(t("unclaim.done"));
          onClose();
        }}
      >
        <Textarea
          label={t("unclaim.reason")}
          value={reason}
          required
          autosize
          minRows={2}
          maxLength={500}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </ActionForm>
    </div>
  );
}
