import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { MembershipRole, OrganizationKind, PartnershipKind } from "@gongjian/prisma/client";
import { type DocumentNode, execute, parse, validate } from "graphql";
import pg from "pg";
import { downloads } from "../src/downloads.ts";
import type { Context } from "../src/graphql/context.ts";
import { schema } from "../src/graphql/schema.ts";
import type { PersonActor } from "../src/kernel/actor.ts";
import {
  addDays,
  type Clock,
  type LocalDate,
  localDate,
  startOfDay,
  toDbDate,
  today,
} from "../src/kernel/clock.ts";
import type { CommandContext } from "../src/kernel/command.ts";
import { createDatabase, type Database } from "../src/kernel/db.ts";
import type { Download } from "../src/kernel/download.ts";
import { newId } from "../src/kernel/ids.ts";
import type { Outside } from "../src/kernel/outside.ts";
import { secretsFrom } from "../src/kernel/secret.ts";
import { seededActivityKinds } from "../src/modules/activities/model.ts";
import { type AuthService, createAuthService } from "../src/modules/identity/accounts.ts";
import { auditSignIn } from "../src/modules/identity/audit-sign-in.ts";
import { databaseLockout } from "../src/modules/identity/lockout.ts";
import type { TestDatabase } from "./pg.ts";

/** A clock that tests move by hand. */
export type TestClock = Clock & {
  set(instant: Date): void;
  goTo(date: LocalDate): void;
  passDays(days: number): void;
};

/** Starts at nine in the morning, Shanghai time. */
export function testClock(date = "2026-03-02"): TestClock {
  let instant = new Date(startOfDay(localDate(date)).getTime() + 9 * 3_600_000);
  const clock: TestClock = {
    // Each reading is a millisecond later, so that two commands never share an instant.
    now: () => {
      instant = new Date(instant.getTime() + 1);
      return instant;
    },
    set: (next) => {
      instant = next;
    },
    goTo: (next) => {
      instant = new Date(startOfDay(next).getTime() + 9 * 3_600_000);
    },
    passDays: (days) => clock.goTo(addDays(today({ now: () => instant }), days)),
  };
  return clock;
}

/** The answer of a GraphQL operation in a test. */
export type Answer = { data: Record<string, unknown> | null; errors: { message: string; code: unknown }[] };

/** One city (or several) to tell a story in. Rows are written by the owner's hand; acts go through the API. */
export class World {
  readonly database: Database;
  readonly clock: TestClock;
  /** Stored files by their keys, for what reads an upload. */
  readonly files = new Map<string, Uint8Array>();
  /** What of the outside world is reached; letters go nowhere by default. */
  outside: Outside = { origin: "https://gongjian.example", allowedHosts: [], sendLetter: async () => {} };
  /** Where visitors come from; a test moves on when it has asked often enough. */
  clientAddress = "192.0.2.1";
  readonly #owner: pg.Client;
  #accounts: AuthService | undefined;

  private constructor(database: Database, owner: pg.Client, clock: TestClock) {
    this.database = database;
    this.#owner = owner;
    this.clock = clock;
  }

  static async open(test: TestDatabase, clock = testClock()): Promise<World> {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    // A database that a test crashes takes this connection with it.
    owner.on("error", () => {});
    await owner.connect();
    // What the makers below write by hand was there before the story begins, in the story's own time.
    const before = new Date(clock.now().getTime() - 86_400_000).toISOString();
    const url = `${test.appUrl}?options=${encodeURIComponent(`-c gongjian.now=${before}`)}`;
    return new World(createDatabase(url, { poolSize: 6 }), owner, clock);
  }

  /** The real accounts, in this database and in the story's time. */
  get accounts(): AuthService {
    this.#accounts ??= createAuthService({
      prisma: this.database.prisma,
      lockout: databaseLockout(this.database.pool),
      secret: "a secret of at least thirty-two characters",
      baseUrl: undefined,
      now: () => this.clock.now(),
      onAuthEvent: (event) => auditSignIn({ database: this.database, clock: this.clock }, event),
      signInsPerMinute: 1_000,
      log: { error: (message, cause) => console.error(message, cause) },
    });
    return this.#accounts;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.#owner.end();
  }

  /** Looks (or writes, at the story's time) behind the server's back, as the owner. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    await this.#owner.query("select set_config('gongjian.now', $1, false)", [this.clock.now().toISOString()]);
    return (await this.#owner.query<Row>(text, values)).rows;
  }

  /** A city of one district with one street in it, and the seeded kinds. */
  async city(name = "Test City"): Promise<TestCity> {
    const { prisma } = this.database;
    const startedOn = toDbDate(localDate("2020-01-01"));
    const division = async (
      parent: { id: number; path: string } | null,
      level: "CITY" | "COUNTY" | "STREET" | "COMMUNITY",
      label: string,
    ) => {
      const created = await prisma.division.create({
        data: { parentId: parent?.id ?? null, level, startedOn, path: `/new-${randomUUID()}/` },
      });
      const path = `${parent?.path ?? "/"}${created.id}/`;
      await prisma.division.update({ where: { id: created.id }, data: { path } });
      await prisma.divisionLabel.create({
        data: { id: newId(), divisionId: created.id, name: label, validFrom: startedOn },
      });
      return { id: created.id, path };
    };
    const root = await division(null, "CITY", name);
    const district = await division(root, "COUNTY", `${name} District`);
    const street = await division(district, "STREET", `${name} Street`);
    const city = await prisma.city.create({
      data: { id: newId(), divisionId: root.id, name, openedOn: startedOn },
    });
    const kinds = {} as TestCity["kinds"];
    const declared = [
      ["FUNDS", "MONEY", "经费", "Funds"],
      ["GOODS", "GOODS", "物资", "Goods"],
      ["JOINT_ACTIVITY", "COUNT", "联合活动", "Joint activity"],
      ["VOLUNTEER_HOURS", "MINUTES", "志愿时长", "Volunteer hours"],
      ["VISIT", "COUNT", "走访", "Visit"],
      ["PROBLEM_SOLVED", "COUNT", "解决问题", "Problem solved"],
    ] as const;
    for (const [sortOrder, [code, measure, nameZh, nameEn]] of declared.entries()) {
      const kind = await prisma.kind.create({
        data: {
          id: newId(),
          cityId: city.id,
          code,
          measure,
          nameZh,
          nameEn,
          sortOrder,
          validFrom: startedOn,
        },
      });
      kinds[code] = kind.id;
    }
    await prisma.activityKind.createMany({
      data: seededActivityKinds.map(({ code, nameZh, nameEn, counts, minutes }, sortOrder) => ({
        id: newId(),
        cityId: city.id,
        code,
        nameZh,
        nameEn,
        sortOrder,
        countKindId: kinds[counts as KindCode],
        minutesKindId: kinds[minutes as KindCode],
        validFrom: startedOn,
      })),
    });
    return new TestCity(this, city.id, root, district, street, kinds, division);
  }
}

type Place = { id: number; path: string };
type KindCode = "FUNDS" | "GOODS" | "JOINT_ACTIVITY" | "VOLUNTEER_HOURS" | "VISIT" | "PROBLEM_SOLVED";

/** An organization of a test city. */
export type TestOrganization = { id: string; kind: OrganizationKind; division: Place; name: string };

/** One city of a test, with makers for what stands in it. */
export class TestCity {
  readonly world: World;
  readonly id: string;
  readonly root: Place;
  readonly district: Place;
  readonly street: Place;
  readonly kinds: Record<KindCode, string>;
  readonly #division: (
    parent: Place,
    level: "STREET" | "COMMUNITY" | "COUNTY",
    label: string,
  ) => Promise<Place>;

  constructor(
    world: World,
    id: string,
    root: Place,
    district: Place,
    street: Place,
    kinds: Record<KindCode, string>,
    division: (parent: Place, level: "STREET" | "COMMUNITY" | "COUNTY", label: string) => Promise<Place>,
  ) {
    this.world = world;
    this.id = id;
    this.root = root;
    this.district = district;
    this.street = street;
    this.kinds = kinds;
    this.#division = division;
  }

  /** A second district, for territories that must not see each other. */
  async otherDistrict(label = "Other District"): Promise<Place> {
    return this.#division(this.root, "COUNTY", label);
  }

  async organization(kind: OrganizationKind, name: string, division: Place): Promise<TestOrganization> {
    const row = await this.world.database.prisma.organization.create({
      data: {
        id: newId(),
        cityId: this.id,
        kind,
        name,
        divisionId: division.id,
        startedOn: toDbDate(localDate("2020-01-01")),
      },
    });
    return { id: row.id, kind, division, name };
  }

  unit(name = `Unit ${randomUUID().slice(0, 6)}`): Promise<TestOrganization> {
    return this.organization("PARTNER_UNIT", name, this.root);
  }

  /** A community with a division of its own, by default in the city's street. */
  async community(
    name = `Community ${randomUUID().slice(0, 6)}`,
    parent = this.street,
  ): Promise<TestOrganization> {
    return this.organization("COMMUNITY", name, await this.#division(parent, "COMMUNITY", name));
  }

  /** An office over the whole city, or over a district or street. */
  office(division = this.root, name = `Office ${randomUUID().slice(0, 6)}`): Promise<TestOrganization> {
    return this.organization("OFFICE", name, division);
  }

  /** A person with an account and one role in an organization. */
  async person(
    organization: TestOrganization,
    role: MembershipRole,
    name = `Person ${randomUUID().slice(0, 6)}`,
  ): Promise<TestPerson> {
    const { prisma } = this.world.database;
    const personId = newId();
    const userId = newId();
    const membershipId = newId();
    await prisma.person.create({ data: { id: personId, cityId: this.id, name, phone: "13900000000" } });
    await prisma.authUser.create({
      data: { id: userId, personId, name: userId, email: `${userId}@placeholder.invalid`, username: userId },
    });
    await prisma.membership.create({
      data: {
        id: membershipId,
        cityId: this.id,
        personId,
        organizationId: organization.id,
        role,
        startsOn: toDbDate(localDate("2020-01-01")),
      },
    });
    const actor: PersonActor = {
      kind: "PERSON",
      userId,
      personId,
      cityId: this.id,
      cityPath: this.root.path,
      memberships: [
        {
          id: membershipId,
          organizationId: organization.id,
          organizationKind: organization.kind,
          path: organization.division.path,
          role,
        },
      ],
    };
    return new TestPerson(this.world, actor, membershipId);
  }

  /** An active assigned partnership over 2026, written by the owner's hand. */
  async partnership(
    giver: TestOrganization,
    receiver: TestOrganization,
    kind: PartnershipKind = "CO_BUILDING",
  ): Promise<string> {
    const id = newId();
    await this.world.database.prisma.partnership.create({
      data: {
        id,
        cityId: this.id,
        giverId: giver.id,
        receiverId: receiver.id,
        kind,
        basis: "ASSIGNED",
        state: "ACTIVE",
        startsOn: toDbDate(localDate("2026-01-01")),
        endsOn: toDbDate(localDate("2026-12-31")),
        documentNumber: "T-1",
        documentDate: toDbDate(localDate("2025-12-20")),
      },
    });
    return id;
  }
}

/** Someone who acts through the API or calls commands directly. */
export class TestPerson {
  readonly world: World;
  readonly actor: PersonActor;
  readonly membershipId: string;

  constructor(world: World, actor: PersonActor, membershipId: string) {
    this.world = world;
    this.actor = actor;
    this.membershipId = membershipId;
  }

  /** The context of a command run as this person. */
  get ctx(): CommandContext {
    return { database: this.world.database, actor: this.actor, clock: this.world.clock };
  }

  /** Makes a file as this person, as `GET /downloads/<path>` does. Throws the Rejection when it is refused. */
  async download(path: string, query: Record<string, string> = {}): Promise<Download & { bytes: Buffer }> {
    const declaration = downloads.find((declared) => declared.path === path);
    if (!declaration) throw new Error(`there is no download ${path}`);
    const { files } = this.world;
    const storage = {
      open: async (key: string) => Readable.from([Buffer.from(files.get(key) ?? [])]),
      exists: async (key: string) => files.has(key),
    };
    const made = await declaration.open({ ...this.ctx, actor: this.actor, storage }, query);
    const bytes = made.body instanceof Uint8Array ? Buffer.from(made.body) : await buffer(made.body);
    return { ...made, bytes };
  }

  /** Runs a GraphQL operation as this person. */
  ask(document: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return ask(this.world, this.actor, document, variables);
  }

  /** Runs one mutation, adds an idempotency key when there is none, and returns its result with `__typename`. */
  async act(
    mutation: string,
    input: Record<string, unknown>,
    selection = "id",
  ): Promise<Record<string, unknown>> {
    const typeName = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const document = `mutation ($input: ${typeName}Input!) { ${mutation}(input: $input) {
      __typename
      ... on Node { ${selection} }
      ... on Failure { code }
      ... on ValidationError { problems { path code } }
      ... on InvalidTransition { from allowed }
    } }`;
    const answer = await this.ask(document, { input: { idempotencyKey: randomUUID(), ...input } });
    if (answer.errors.length > 0) throw new Error(answer.errors.map((error) => error.message).join("; "));
    return answer.data?.[mutation] as Record<string, unknown>;
  }
}

/** Documents that were found valid; the same ones are asked again and again, by everybody. */
const valid = new Map<string, DocumentNode>();

function validDocument(document: string): DocumentNode {
  const known = valid.get(document);
  if (known) return known;
  const parsed = parse(document);
  const problems = validate(schema, parsed);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join("; "));
  valid.set(document, parsed);
  return parsed;
}

/** The keys of every test's server. */
export const TEST_SECRETS = secretsFrom("a secret of the tests, of no use elsewhere");

/** Runs a GraphQL operation as anybody; null is a visitor who has not signed in. */
export async function ask(
  world: World,
  actor: PersonActor | null,
  document: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const contextValue: Context = {
    database: world.database,
    clock: world.clock,
    actor,
    accounts: world.accounts,
    clientAddress: world.clientAddress,
    wakeOutbox: () => {},
    readFile: async (key) => world.files.get(key) ?? new Uint8Array(),
    secretOf: TEST_SECRETS,
    outside: world.outside,
  };
  const result = await execute({
    schema,
    document: validDocument(document),
    variableValues: variables,
    contextValue,
  });
  return {
    data: result.data ? JSON.parse(JSON.stringify(result.data)) : null,
    errors: (result.errors ?? []).map((error) => ({
      message: error.message,
      code: error.extensions["code"],
    })),
  };
}

/** Counts the SQL statements of a piece of work, those that steer a transaction apart. */
export async function countStatements(world: World, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const stop = world.database.onStatement(({ sql }) => {
    if (!/^(begin|commit|rollback|set )/i.test(sql)) statements.push(sql);
  });
  await work();
  stop();
  return statements;
}
