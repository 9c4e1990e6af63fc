import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { peopleVisibleTo } from "../organizations/policy.ts";
import { erasePerson } from "./erase-person.ts";
import { type OwnDataPlace, ownDataPlaces } from "./own-data.ts";
import { actions } from "./policy.ts";
import { readStoredAboutMe, type StoredAboutMe } from "./read-own-data.ts";
import { resetSecondFactor } from "./reset-second-factor.ts";

builder.prismaObjectField("Person", "erasedAt", (t) =>
  t.expose("erasedAt", {
    type: "DateTime",
    nullable: true,
    description: "When the person was erased: name and phone are gone for good.",
  }),
);

builder.prismaObjectField("Person", "hasSecondFactor", (t) =>
  t.boolean({
    nullable: true,
    description: "Whether a code is asked for after the password; null for who may not take it away.",
    select: { authUser: { select: { twoFactorEnabled: true } } },
    resolve: ({ authUser }, _args, ctx) => {
      const manages = requireActor(ctx).memberships.some(
        ({ organizationKind, role }) => organizationKind === "OFFICE" && role === "MANAGER",
      );
      return manages ? (authUser?.twoFactorEnabled ?? false) : null;
    },
  }),
);

const readPerson = (id: string, ctx: Context) =>
  ctx.database.prisma.person.findFirst({
    where: { AND: [{ id }, peopleVisibleTo(requireActor(ctx), today(ctx.clock))] },
  });

commandField("resetSecondFactor", {
  action: actions["secondFactor.reset"],
  type: "Person",
  description:
    "An office takes a lost second factor away: sessions end, and the person sets up a new one after signing in.",
  input: (t) => ({ personId: t.id({ description: "Whose." }) }),
  run: (ctx, input) => resetSecondFactor(ctx, { ...input, personId: uuidOf("Person", input.personId) }),
  read: readPerson,
});

commandField("erasePerson", {
  action: actions["person.erase"],
  type: "Person",
  description:
    "The city's office erases a person who has left: name, phone and account go, for good. What was signed stays.",
  input: (t) => ({
    personId: t.id({ description: "Who." }),
    reason: t.string({ description: "Why, in words that name nobody; kept." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) => erasePerson(ctx, { ...input, personId: uuidOf("Person", input.personId) }),
  read: readPerson,
});

const Place = builder.enumType("OwnDataPlace", {
  description: "A place of the database that names people: table and column.",
  values: Object.keys(ownDataPlaces) as [OwnDataPlace, ...OwnDataPlace[]],
});

const Stored = builder.objectRef<StoredAboutMe>("StoredAboutMe").implement({
  description: "One place that names the person who asks. `/downloads/my-data.json` holds the rows.",
  fields: (t) => ({
    place: t.expose("place", { type: Place, description: "Where." }),
    count: t.exposeInt("count", { description: "How many rows." }),
    newest: t.expose("newest", { type: ["DateTime"], description: "When the newest three came to be." }),
  }),
});

builder.queryField("storedAboutMe", (t) =>
  t.field({
    type: [Stored],
    description: "Everything that the database holds about the person who asks, by place.",
    resolve: (_root, _args, ctx) => readStoredAboutMe(ctx.database.pool, requireActor(ctx)),
  }),
);
