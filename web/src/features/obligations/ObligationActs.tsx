import { Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { isClosed } from "../../ui/closed-states.ts";
import { LinkButton } from "../../ui/links.tsx";
import { toast } from "../../ui/toast.ts";
import { AmendObligationForm } from "./AmendObligationForm.tsx";
import { AskExtensionForm } from "./AskExtensionForm.tsx";
import { DecideExtensionForm } from "./DecideExtensionForm.tsx";
import { ExplainLatenessForm } from "./ExplainLatenessForm.tsx";
import { ExtendObligationForm } from "./ExtendObligationForm.tsx";
import { messages } from "./messages.ts";
import classes from "./ObligationActs.module.css";
import { isExplainable, type PromiseInHand } from "./promise.ts";
import { RemindForm } from "./RemindForm.tsx";
import { WaiveObligationForm } from "./WaiveObligationForm.tsx";

const WithdrawExtension = graphql(`
  mutation WithdrawExtension($input: WithdrawExtensionInput!) {
    withdrawExtension(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

type Act = "explain" | "ask" | "decide" | "extend" | "waive" | "amend" | "remind";

/** What the person may do about one obligation: the likely act as a button, the others in a menu, forms in place. */
export function ObligationActs({ promise }: { promise: PromiseInHand }) {
  const t = useMessages(messages);
  const acts = useActs(promise);
  const [open, setOpen] = useState<Act | null>(null);
  const close = () => setOpen(null);
  const { log, withdraw, buttons, menu } = acts;
  if (!log && !withdraw && buttons.length === 0 && menu.length === 0) return null;
  return (
    <div>
      <div className={classes.buttons}>
        {log && (
          <LinkButton to="/log" search={{ obligationId: promise.id }} variant="light">
            {t("act.log")}
          </LinkButton>
        )}
        {buttons.map((act) => (
          <Button
            key={act}
            variant={act === "decide" ? "light" : "default"}
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? null : act)}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
        {withdraw && <WithdrawExtensionButton promise={promise} />}
        {menu.length > 0 && (
          <Menu position="bottom-start" withinPortal>
            <Menu.Target>
              <Button variant="subtle" leftSection={<IconDots size={18} aria-hidden />}>
                {t("act.more")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {menu.map((act) => (
                <Menu.Item key={act} mih={44} onClick={() => setOpen(act)}>
                  {t(`act.${act}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {open && (
        <div className={classes.form}>
          <OpenForm act={open} promise={promise} onClose={close} eitherSide={acts.office} />
        </div>
      )}
    </div>
  );
}

/** Which acts make sense now for this person. */
function useActs(promise: PromiseInHand) {
  const rights = useRights();
  const { state, asked, source, giver, receiver, partnershipId } = promise;
  const open = !isClosed(state);
  const missing = open && BigInt(promise.unclaimed) > 0n;
  const givesHere = rights.in(giver.id, ["LIAISON", "MANAGER"]);
  const decides = rights.inOffice(["MANAGER"]);
  const office = rights.inOffice(["LEADER", "MANAGER", "COORDINATOR"]);
  const reminds = open && partnershipId !== null && (office || rights.in(receiver.id, ["MANAGER"]));
  const buttons: Act[] = [];
  const menu: Act[] = [];
  if (givesHere && isExplainable(state)) buttons.push("explain");
  if (givesHere && missing && !asked) menu.push("ask");
  if (decides && asked) buttons.push("decide");
  if (reminds) buttons.push("remind");
  if (decides && open) menu.push("extend");
  if (decides && missing) menu.push("waive");
  if (decides && open && source !== "PLEDGE") menu.push("amend");
  return {
    office,
    log: missing && (givesHere || rights.inOffice(["COORDINATOR"])),
    withdraw: givesHere && asked !== null,
    buttons,
    menu,
  };
}

interface OpenFormProps {
  act: Act;
  promise: PromiseInHand;
  onClose: () => void;
  eitherSide: boolean;
}

function OpenForm({ act, promise, onClose, eitherSide }: OpenFormProps): ReactNode {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const form = { promise, onClose };
  switch (act) {
    case "explain":
      return <ExplainLatenessForm {...form} />;
    case "ask":
      return <AskExtensionForm {...form} />;
    case "decide":
      return promise.asked && <DecideExtensionForm {...form} asked={promise.asked} />;
    case "extend":
      return <ExtendObligationForm {...form} />;
    case "waive":
      return <WaiveObligationForm {...form} />;
    case "amend":
      return <AmendObligationForm {...form} />;
    case "remind":
      return (
        promise.partnershipId && (
          <RemindForm
            partnershipId={promise.partnershipId}
            obligationId={promise.id}
            giverName={promise.giver.name}
            receiverName={promise.receiver.name}
            eitherSide={eitherSide}
            onClose={onClose}
            proposal={t("remind.proposal", {
              kind: kinds.title(promise.kind, promise.good),
              quantity: kinds.quantity(promise.kind, promise.unclaimed, promise.good),
              due: date(promise.dueOn),
            })}
          />
        )
      );
  }
}

function WithdrawExtensionButton({ promise }: { promise: PromiseInHand }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, withdraw] = useMutation(WithdrawExtension);
  const { asked } = promise;
  if (!asked) return null;
  return (
    <ConfirmButton
      variant="default"
      label={t("act.withdrawAsk")}
      question={t("withdrawAsk.question")}
      confirmLabel={t("act.withdrawAsk")}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await withdraw({ input: { idempotencyKey, extensionId: asked.id, version: asked.version } }),
          (data) => data.withdrawExtension,
        )
      }
      onDone={() => toast(t("withdrawAsk.done"))}
    />
  );
}
