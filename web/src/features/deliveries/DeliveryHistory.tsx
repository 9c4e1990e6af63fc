import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Timeline } from "../../ui/Timeline.tsx";
import { messages } from "./messages.ts";

const DeliveryHistory_Delivery = graphql(`
  fragment DeliveryHistory_Delivery on Delivery {
    good
    kind { measure unitZh unitEn }
    acceptances { kind quantity note recordedAt by { name } byOrganization { name } }
    disputes { quantity reason state openedAt openedBy { name } arrived notArrived writtenOff settlementNote settledAt settledBy { name } endedAt }
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
  const time = (instant: string) => format.instant(instant).split(" ").at(-1) ?? "";
  const who = (at: string, ...names: (string | null | undefined)[]) =>
    [names.filter(Boolean).join(" "), time(at)].filter(Boolean).join(" · ");
  const entries = [
    // What a settlement let arrive is said by the settlement itself.
    ...delivery.acceptances
      .filter(({ kind }) => kind !== "SETTLEMENT" || delivery.disputes.length === 0)
      .map((acceptance) => ({
        at: acceptance.recordedAt,
        title: `${t(`attested.${acceptance.kind}`, { quantity: amount(acceptance.quantity) })}${acceptance.note ? ` · ${acceptance.note}` : ""}`,
        detail: who(acceptance.recordedAt, acceptance.byOrganization?.name, acceptance.by.name),
      })),
    ...delivery.disputes.flatMap((dispute) => [
      {
        at: dispute.openedAt,
        title: t("disputed", { quantity: amount(dispute.quantity), reason: dispute.reason }),
        detail: who(dispute.openedAt, dispute.openedBy.name),
      },
      ...(dispute.settledAt
        ? [
            {
              at: dispute.settledAt,
              title: t("settled", {
                arrived: amount(dispute.arrived),
                notArrived: amount(dispute.notArrived),
                writtenOff: amount(dispute.writtenOff),
                note: dispute.settlementNote ?? "",
              }),
              detail: who(dispute.settledAt, dispute.settledBy?.name),
            },
          ]
        : []),
      ...(dispute.endedAt
        ? [{ at: dispute.endedAt, title: t("disputeEnded"), detail: who(dispute.endedAt) }]
        : []),
    ]),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  if (entries.length === 0) return null;
  return (
    <Panel title={t("delivery.history")}>
      <Timeline
        label={t("delivery.history")}
        entries={entries.map(({ at, ...entry }) => ({
          id: `${at} ${entry.title}`,
          on: dateOf(at),
          ...entry,
        }))}
      />
    </Panel>
  );
}
