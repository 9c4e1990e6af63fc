import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";

const DeliveryHistory_Delivery = graphql(`
  fragment DeliveryHistory_Delivery on Delivery {
    good
    kind { measure unitZh unitEn }
    acceptances { kind quantity note recordedAt by { name } byOrganization { name } }
    disputes { quantity reason state openedAt openedBy { name } arrived notArrived writtenOff settlementNote settledAt settledBy { name } }
  }
`);

/** Every attestation and dispute of a delivery, in the order they happened. */
export function DeliveryHistory(props: { delivery: FragmentType<typeof DeliveryHistory_Delivery> }) {
  const delivery = readFragment(DeliveryHistory_Delivery, props.delivery);
  const t = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const amount = (value: string | null | undefined) =>
    format.quantity({
      measure: delivery.kind.measure,
      value: (value ?? "0").replace("-", ""),
      unit: delivery.good ?? (locale === "zh" ? delivery.kind.unitZh : delivery.kind.unitEn),
    });
  const facts = [
    ...delivery.acceptances.map((acceptance) => ({
      at: acceptance.recordedAt,
      label: `${format.instant(acceptance.recordedAt)} · ${acceptance.byOrganization?.name ?? ""} ${acceptance.by.name}`,
      value: `${t(`attested.${acceptance.kind}`, { quantity: amount(acceptance.quantity) })}${acceptance.note ? ` · ${acceptance.note}` : ""}`,
    })),
    ...delivery.disputes.flatMap((dispute) => [
      {
        at: dispute.openedAt,
        label: `${format.instant(dispute.openedAt)} · ${dispute.openedBy.name}`,
        value: t("disputed", { quantity: amount(dispute.quantity), reason: dispute.reason }),
      },
      ...(dispute.settledAt
        ? [
            {
              at: dispute.settledAt,
              label: `${format.instant(dispute.settledAt)} · ${dispute.settledBy?.name ?? ""}`,
              value: t("settled", {
                arrived: amount(dispute.arrived),
                notArrived: amount(dispute.notArrived),
                writtenOff: amount(dispute.writtenOff),
                note: dispute.settlementNote ?? "",
              }),
            },
          ]
        : []),
    ]),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  if (facts.length === 0) return null;
  return (
    <Panel title={t("delivery.history")}>
      <Facts facts={facts} />
    </Panel>
  );
}
