import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { DeliveryActs_DeliveryFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { AcceptPartForm } from "./AcceptPartForm.tsx";
import { DisputeForm } from "./DisputeForm.tsx";
import classes from "./deliveries.module.css";
import { messages } from "./messages.ts";
import { ReverseForm } from "./ReverseForm.tsx";
import { SettleForm } from "./SettleForm.tsx";

const DeliveryActs_Delivery = graphql(`
  fragment DeliveryActs_Delivery on Delivery {
    id
    version
    quantity
    acceptedQuantity
    good
    allowed
    giver { name }
    kind { measure unitZh unitEn }
    disputes { quantity state }
  }
`);

const AcceptDelivery = graphql(`
  mutation AcceptDelivery($input: AcceptDeliveryInput!) {
    acceptDelivery(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);
const WithdrawDelivery = graphql(`
  mutation WithdrawDelivery($input: WithdrawDeliveryInput!) {
    withdrawDelivery(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);
const SubmitDelivery = graphql(`
  mutation SubmitDelivery($input: SubmitDeliveryInput!) {
    submitDelivery(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);

type Open = "part" | "dispute" | "settle" | "reverse" | null;

/** What a form about a delivery needs: the delivery, its unit, and what to do when it is done. */
export interface DeliveryFormProps {
  delivery: DeliveryActs_DeliveryFragment;
  unit: string;
  onDone: (said: string) => void;
  onCancel: () => void;
}

/** The acts that are possible now for the person signed in; none, no panel. */
export function DeliveryActs(props: { delivery: FragmentType<typeof DeliveryActs_Delivery> }) {
  const delivery = readFragment(DeliveryActs_Delivery, props.delivery);
  const t = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const outcome = useOutcome();
  const [open, setOpen] = useState<Open>(null);
  const [, accept] = useMutation(AcceptDelivery);
  const [, withdraw] = useMutation(WithdrawDelivery);
  const [, submit] = useMutation(SubmitDelivery);
  const { allowed, kind } = delivery;
  if (allowed.length === 0) return null;
  const unit = delivery.good ?? (locale === "zh" ? kind.unitZh : kind.unitEn);
  const quantity = format.quantity({ measure: kind.measure, value: delivery.quantity, unit });
  const arrives = kind.measure === "MONEY" || kind.measure === "GOODS";
  const which = (idempotencyKey: string) => ({
    input: { idempotencyKey, deliveryId: delivery.id, version: delivery.version },
  });
  const form: DeliveryFormProps = {
    delivery,
    unit,
    onDone: (said) => {
      setOpen(null);
      toast(said);
    },
    onCancel: () => setOpen(null),
  };
  return (
    <Panel title={t("acts.title")}>
      <div className={classes.acts}>
        {allowed.includes("submit") && (
          <ConfirmButton
            label={t("acts.submit")}
            question={t("acts.submitQuestion")}
            confirmLabel={t("acts.submitNow", { quantity })}
            onConfirm={async (key) => outcome(await submit(which(key)), (data) => data.submitDelivery)}
            onDone={() => toast(t("acts.submitted"))}
          />
        )}
        {allowed.includes("accept") && (
          <>
            <ConfirmButton
              label={arrives ? t("acts.accept") : t("acts.acceptPlain")}
              question={t("acts.acceptQuestion", { giver: delivery.giver.name, quantity })}
              confirmLabel={
                arrives ? t("acts.acceptAmount", { quantity }) : t("acts.acceptPlainNow", { quantity })
              }
              onConfirm={async (key) => outcome(await accept(which(key)), (data) => data.acceptDelivery)}
              onDone={() => toast(t("acts.accepted", { quantity }))}
            />
            <Button variant="default" onClick={() => setOpen("part")}>
              {t("acts.part")}
            </Button>
          </>
        )}
        {allowed.includes("dispute") && (
          <Button variant="default" onClick={() => setOpen("dispute")}>
            {t("acts.dispute")}
          </Button>
        )}
        {allowed.includes("settle") && <Button onClick={() => setOpen("settle")}>{t("acts.settle")}</Button>}
        {allowed.includes("withdraw") && (
          <ConfirmButton
            variant="default"
            label={t("acts.withdraw")}
            question={t("acts.withdrawQuestion")}
            confirmLabel={t("acts.withdrawNow", { quantity })}
            danger
            onConfirm={async (key) => outcome(await withdraw(which(key)), (data) => data.withdrawDelivery)}
            onDone={() => toast(t("acts.withdrawn"))}
          />
        )}
        {allowed.includes("reverse") && (
          <Button variant="default" onClick={() => setOpen("reverse")}>
            {t("acts.reverse")}
          </Button>
        )}
      </div>
      {open && (
        <div className={classes.form}>
          {open === "part" && <AcceptPartForm {...form} />}
          {open === "dispute" && <DisputeForm {...form} />}
          {open === "settle" && <SettleForm {...form} />}
          {open === "reverse" && <ReverseForm {...form} />}
        </div>
      )}
    </Panel>
  );
}
