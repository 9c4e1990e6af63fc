import type { ActorMembership, PersonActor } from "../../server/src/kernel/actor.ts";
import { toDbDate } from "../../server/src/kernel/clock.ts";
import type { CommandContext } from "../../server/src/kernel/command.ts";
import type { Database } from "../../server/src/kernel/db.ts";
import { type SecretOf, secretsFrom } from "../../server/src/kernel/secret.ts";
import type { FileStorage } from "../../server/src/modules/evidence/storage.ts";
import type { Key, KindCode, Plan, PlannedPair, PromiseRef } from "./plan.ts";

/** Where the plan becomes true: what has which id by now, and who may act. */
export class Stage {
  readonly database: Database;
  readonly storage: FileStorage;
  readonly cityId: string;
  readonly cityPath: string;
  readonly ids = new Map<Key, string>();
  readonly kinds = new Map<KindCode, string>();
  readonly pairs: ReadonlyMap<Key, PlannedPair>;
  readonly plan: Plan;
  /** The keys of the server that will run the city: contacts of residents open with them alone. */
  readonly secretOf: SecretOf;
  readonly #actors = new Map<Key, PersonActor>();
  readonly #organizations = new Map<Key, Omit<ActorMembership, "id" | "role">>();

  constructor(at: {
    database: Database;
    storage: FileStorage;
    cityId: string;
    cityPath: string;
    plan: Plan;
    secretOf?: SecretOf;
  }) {
    this.database = at.database;
    this.storage = at.storage;
    this.cityId = at.cityId;
    this.cityPath = at.cityPath;
    this.plan = at.plan;
    this.secretOf = at.secretOf ?? secretsFrom("a city without a server");
    this.pairs = new Map(at.plan.pairs.map((pair) => [pair.key, pair]));
  }

  /** The id of what a key names. */
  id(key: Key): string {
    const id = this.ids.get(key);
    if (id === undefined) throw new Missing(`nothing is called ${key} yet`);
    return id;
  }

  kind(code: KindCode): string {
    const id = this.kinds.get(code);
    if (id === undefined) throw new Error(`no kind ${code}`);
    return id;
  }

  pair(key: Key): PlannedPair {
    const pair = this.pairs.get(key);
    if (!pair) throw new Error(`no pair ${key}`);
    return pair;
  }

  knowOrganization(key: Key, organization: Omit<ActorMembership, "id" | "role">): void {
    this.ids.set(key, organization.organizationId);
    this.#organizations.set(key, organization);
  }

  /** Lets a person act with the role that it has. */
  knowPerson(key: Key, personId: string, membershipId: string): void {
    const planned = this.plan.people.find((person) => person.key === key);
    const organization = planned && this.#organizations.get(planned.organization);
    if (!planned || !organization) throw new Error(`no person ${key}`);
    this.ids.set(key, personId);
    this.ids.set(`${key}/membership`, membershipId);
    this.#actors.set(key, {
      kind: "PERSON",
      userId: personId,
      personId,
      cityId: this.cityId,
      cityPath: this.cityPath,
      memberships: [{ ...organization, id: membershipId, role: planned.role }],
    });
  }

  /** What a command of this person at this instant runs in. */
  as(key: Key, at: number): CommandContext {
    const actor = this.#actors.get(key);
    if (!actor) throw new Missing(`${key} cannot act yet`);
    const now = new Date(at);
    return { database: this.database, actor, clock: { now: () => now } };
  }

  /** The obligation that a promise became. */
  async obligation(promise: PromiseRef): Promise<string> {
    const { prisma } = this.database;
    const { cityId } = this;
    const found = await prisma.obligation.findFirst({
      select: { id: true },
      where:
        promise.of === "pledge"
          ? { cityId, pledgeLineId: this.id(`${promise.pledge}/line`), instalment: promise.instalment }
          : promise.of === "claim"
            ? { cityId, claimId: this.id(promise.claim) }
            : {
                cityId,
                partnershipId: this.id(promise.partnership),
                kindId: this.kind(promise.kind),
                source: "RULE",
                period: { code: promise.period },
              },
    });
    if (!found) throw new Missing(`no obligation for ${JSON.stringify(promise)}`);
    return found.id;
  }

  async period(code: string): Promise<string> {
    const { cityId } = this;
    const period = await this.database.prisma.period.findUniqueOrThrow({
      where: { cityId_code: { cityId, code } },
      select: { id: true },
    });
    return period.id;
  }

  /** The partnership that a pair has from a year on, once it stands. */
  async learnPartnerships(keys: readonly Key[], year: number): Promise<void> {
    const { cityId } = this;
    const rows = await this.database.prisma.partnership.findMany({
      where: {
        cityId,
        startsOn: { gte: toDbDate(`${year}-01-01` as never), lte: toDbDate(`${year}-12-31` as never) },
      },
      select: { id: true, giverId: true, receiverId: true, kind: true },
    });
    for (const key of keys) {
      const pair = this.pair(key);
      const row = rows.find(
        (one) =>
          one.giverId === this.id(pair.giver) &&
          one.receiverId === this.id(pair.receiver) &&
          one.kind === pair.kind,
      );
      if (row) this.ids.set(`${key}@${year}`, row.id);
    }
  }
}

/** What the plan counted on is not there: an office waived it, a duty was not asked, an earlier act was refused. */
export class Missing extends Error {}
