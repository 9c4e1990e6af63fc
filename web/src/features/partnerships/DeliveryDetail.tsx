import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { Seals } from "../../ui/Seals.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { EvidenceThumbs } from "./EvidenceThumbs.tsx";
import { messages } from "./messages.ts";
import type { WhyDelivery } from "./why-data.ts";

/** The seals, state, words and files of a delivery, with the way to its page. */
export function DeliveryDetail({ delivery }: { delivery: WhyDelivery }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { giver, receiver, onBehalf } = delivery.seals;
  return (
    <>
      <Seals
        giver={giver ? { by: giver.by.name, at: giver.at } : null}
        receiver={receiver ? { by: receiver.by.name, at: receiver.at } : null}
        onBehalfBy={onBehalf ? (giver?.by.name ?? t("office.name")) : null}
      />{" "}
      <StateWord state={delivery.state} />
      {giver && <div>{t("why.signedGiver", { by: giver.by.name, at: instant(giver.at) })}</div>}
      {receiver && (
        <div>
          {t(delivery.state === "SETTLED" ? "why.signedOffice" : "why.signedReceiver", {
            by: receiver.by.name,
            at: instant(receiver.at),
          })}
        </div>
      )}
      {delivery.note && <div>{delivery.note}</div>}
      <EvidenceThumbs evidence={delivery.evidence} />
      <TextLink to="/deliveries/$id" params={{ id: delivery.id }}>
        {t("why.openDelivery")}
      </TextLink>
    </>
  );
}
