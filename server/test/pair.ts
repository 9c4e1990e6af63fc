import { expect } from "vitest";
import { localDate, toDbDate } from "../src/kernel/clock.ts";
import { newId } from "../src/kernel/ids.ts";
import type { TestCity, TestOrganization, TestPerson, World } from "./world.ts";

/** A unit paired with a community over 2026, with the people who act in the stories of deliveries and money. */
export type Pair = {
  world: World;
  city: TestCity;
  unit: TestOrganization;
  community: TestOrganization;
  partnershipId: string;
  liaison: TestPerson;
  manager: TestPerson;
  worker: TestPerson;
  head: TestPerson;
  coordinator: TestPerson;
  officeManager: TestPerson;
  kindId(code: keyof TestCity["kinds"]): string;
  /** A promise that a rule asks for, written by the owner's hand; its id as clients know it. */
  duty(
    code: keyof TestCity["kinds"],
    quantity: bigint,
    opensOn: string,
    dueOn: string,
    good?: string,
  ): Promise<string>;
  /** Seals a period that ends on that day. */
  seal(opensOn: string, closesOn: string): Promise<void>;
};

/** Makes a pair in a city of its own. */
export async function openPair(world: World, name = "Test City"): Promise<Pair> {
  const city = await world.city(name);
  const { prisma } = world.database;
  const unit = await city.unit();
  const community = await city.community();
  const office = await city.office();
  const partnership = await city.partnership(unit, community);
  const officeManager = await city.person(office, "MANAGER");
  return {
    world,
    city,
    unit,
    community,
    partnershipId: `Partnership:${partnership}`,
    liaison: await city.person(unit, "LIAISON"),
    manager: await city.person(unit, "MANAGER"),
    worker: await city.person(community, "LIAISON"),
    head: await city.person(community, "MANAGER"),
    coordinator: await city.person(office, "COORDINATOR"),
    officeManager,
    kindId: (code) => `Kind:${city.kinds[code]}`,
    async duty(code, quantity, opensOn, dueOn, good) {
      const days = { opensOn: toDbDate(localDate(opensOn)), dueOn: toDbDate(localDate(dueOn)) };
      const ids = { cityId: city.id, kindId: city.kinds[code] };
      const rule = await prisma.dutyRule.create({
        data: {
          id: newId(),
          ...ids,
          name: "Rule",
          quantity,
          good: good ?? null,
          periodKind: "QUARTER",
          appliesTo: "EACH",
          proRating: "FULL",
          validFrom: toDbDate(localDate("2020-01-01")),
        },
      });
      const closesOn = days.dueOn;
      const period =
        (await prisma.period.findFirst({ where: { cityId: city.id, closesOn } })) ??
        (await prisma.period.create({
          data: { id: newId(), cityId: city.id, code: dueOn, kind: "QUARTER", opensOn: closesOn, closesOn },
        }));
      const obligation = await prisma.obligation.create({
        data: {
          id: newId(),
          ...ids,
          ...days,
          originalDueOn: days.dueOn,
          giverId: unit.id,
          receiverId: community.id,
          partnershipId: partnership,
          source: "RULE",
          quantity,
          good: good ?? null,
          dutyRuleId: rule.id,
          periodId: period.id,
        },
      });
      return `Obligation:${obligation.id}`;
    },
    async seal(opensOn, closesOn) {
      const days = { opensOn: toDbDate(localDate(opensOn)), closesOn: toDbDate(localDate(closesOn)) };
      const seal = { sealedAt: world.clock.now(), sealedById: officeManager.actor.personId };
      const known = await prisma.period.updateMany({
        where: { cityId: city.id, closesOn: days.closesOn },
        data: seal,
      });
      if (known.count > 0) return;
      await prisma.period.create({
        data: { id: newId(), cityId: city.id, code: closesOn, kind: "QUARTER", ...days, ...seal },
      });
    },
  };
}

/** Instalments, deliveries and ledger say the same, after every command. */
export async function expectBooksAgree(world: World): Promise<void> {
  expect(
    await world.sql(`
      with balance as (
        select "pledgeLineId" as line, sum("balance") filter (where type = 'PROMISED') as promised,
          sum("balance") filter (where type = 'IN_TRANSIT') as transit, sum("balance") as total,
          -sum("balance") filter (where type = 'GIVER')
            - sum("balance") filter (where type in ('WAIVED', 'CANCELLED')) as standing,
          sum("balance") filter (where type in ('AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED')) as arrived
        from "LedgerAccount" group by 1),
      plan as (
        select "pledgeLineId" as line, sum("quantity") as quantity, sum("claimed") as claimed, sum("accepted") as accepted
        from "Obligation" where "pledgeLineId" is not null and "closure" is distinct from 'WAIVED'
          and "closure" is distinct from 'CANCELLED' group by 1)
      select b.*, p.* from balance b left join plan p using (line)
      where b.total <> 0 or coalesce(p.quantity, 0) <> b.standing or coalesce(p.quantity - p.claimed, 0) <> b.promised
        or coalesce(p.claimed - p.accepted, 0) <> b.transit or coalesce(p.accepted, 0) <> b.arrived`),
  ).toEqual([]);
  expect(
    await world.sql(`
      select o.id from "Obligation" o
      left join (select "obligationId", sum("claimed") as claimed, sum("accepted") as accepted from "Allocation" group by 1) a
        on a."obligationId" = o.id
      where o."claimed" <> coalesce(a.claimed, 0) or o."accepted" <> coalesce(a.accepted, 0)`),
  ).toEqual([]);
  expect(
    await world.sql(`
      select a.id from "LedgerAccount" a
      left join (select "accountId", sum("amount") as amount from "Posting" group by 1) p on p."accountId" = a.id
      where a."balance" <> coalesce(p.amount, 0)`),
  ).toEqual([]);
}

/** Selects fields of one type in the answer of a mutation, which may be a failure. */
export function on(type: string, fields: string): string {
  return `id ... on ${type} { ${fields} }`;
}
