import type { PartnershipWhy_PartnershipSnapshotFragment } from "../../gql/graphql.ts";

/** The facts of a partnership, as the parts of its drawer read them. */
export type WhyData = PartnershipWhy_PartnershipSnapshotFragment;
export type WhyObligation = WhyData["obligations"][number];
export type WhyDelivery = WhyData["deliveries"][number];
export type WhyExpense = WhyData["expenses"][number];
export type WhyAgreement = WhyData["agreements"][number];
export type WhyLine = WhyData["pledges"][number]["lines"][number];
export type WhyStuck = WhyData["money"]["stuck"][number];

/** Only money is in the river. */
export function moneyLines(p: WhyData) {
  return p.pledges.flatMap((pledge) =>
    pledge.lines.filter(({ kind }) => kind.measure === "MONEY").map((line) => ({ ...line, pledge })),
  );
}
