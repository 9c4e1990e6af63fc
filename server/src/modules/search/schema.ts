import type { DivisionLevel, PartnershipState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { checkFirst } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { DivisionLevelEnum } from "../divisions/schema.ts";
import { PartnershipStateEnum } from "../partnerships/schema.ts";
import { findDivisions, findNames, findPartnerships } from "./read.ts";
import { type Mark, markOf, type SearchKind, type SearchTerm, searchKinds, searchTerm } from "./term.ts";

const SearchKindEnum = builder.enumType("SearchKind", {
  description:
    "What can be found: partner units, communities, offices and teams, people, partnerships, divisions.",
  values: searchKinds,
});

type Hit = {
  kind: SearchKind;
  id: string;
  name: string;
  /** Of a partnership: the receiver's name. */
  withName?: string;
  place: string[];
  /** Of a division: node ids from the root to it. */
  path?: string[];
  level?: DivisionLevel;
  state?: PartnershipState;
  ended?: boolean;
  mark: Mark | null;
};

const SearchHit = builder.objectRef<Hit>("SearchHit").implement({
  description: "One thing that was found.",
  fields: (t) => ({
    kind: t.field({ type: SearchKindEnum, description: "What it is.", resolve: ({ kind }) => kind }),
    id: t.exposeID("id", { description: "Its node id." }),
    name: t.exposeString("name", { description: "The name that was found; of a partnership the giver's." }),
    withName: t.string({
      nullable: true,
      description: "Of a partnership, the receiver's name.",
      resolve: ({ withName }) => withName ?? null,
    }),
    place: t.exposeStringList("place", {
      description:
        "Names of what it lies in, from the top; of a person the organizations in which the actor may see a role.",
    }),
    path: t.idList({
      description: "Of a division, the ids of the divisions from the top down to itself; else empty.",
      resolve: ({ path }) => path ?? [],
    }),
    level: t.field({
      type: DivisionLevelEnum,
      nullable: true,
      description: "Of a division, its level.",
      resolve: ({ level }) => level ?? null,
    }),
    state: t.field({
      type: PartnershipStateEnum,
      nullable: true,
      description: "Of a partnership, its state.",
      resolve: ({ state }) => state ?? null,
    }),
    ended: t.boolean({
      description: "Whether an organization acts no more.",
      resolve: ({ ended }) => ended ?? false,
    }),
    markFrom: t.int({
      nullable: true,
      description: "The first character of the name that matches, from 0; null when it cannot be told.",
      resolve: ({ mark }) => mark?.from ?? null,
    }),
    markLength: t.int({
      nullable: true,
      description: "How many characters of the name match.",
      resolve: ({ mark }) => mark?.length ?? null,
    }),
  }),
});

type Group = { kind: SearchKind; hits: Hit[]; more: boolean };

const SearchGroup = builder.objectRef<Group>("SearchGroup").implement({
  description: "What was found of one kind.",
  fields: (t) => ({
    kind: t.field({ type: SearchKindEnum, description: "The kind.", resolve: ({ kind }) => kind }),
    hits: t.field({ type: [SearchHit], description: "The best first.", resolve: ({ hits }) => hits }),
    more: t.exposeBoolean("more", { description: "Whether there are others." }),
  }),
});

builder.queryField("search", (t) =>
  t.field({
    type: [SearchGroup],
    description:
      "Finds by name: two Chinese characters anywhere in it, one at its beginning, initials, or pinyin. Of the actor's city what the actor may see; divisions of the whole country, the own city's first. Groups without hits are left out. At most three statements.",
    args: {
      text: t.arg.string({ description: "What is looked for; 60 characters count." }),
      first: t.arg.int({ description: "Most hits of each kind, at most 100." }),
      kinds: t.arg({
        type: [SearchKindEnum],
        required: false,
        description: "Only of these kinds; all by default.",
      }),
    },
    resolve: async (_root, args, ctx): Promise<Group[]> => {
      const count = checkFirst(args.first);
      requireActor(ctx);
      const term = searchTerm(args.text);
      if (!term) return [];
      const kinds = new Set(args.kinds ?? searchKinds);
      const found = await find(ctx, term, kinds, count + 1);
      return found
        .map(({ kind, hits }) => ({ kind, hits: hits.slice(0, count), more: hits.length > count }))
        .filter(({ kind, hits }) => kinds.has(kind) && hits.length > 0);
    },
  }),
);

type Found = { kind: SearchKind; hits: Hit[] };

/** All kinds that are asked for; partnerships by the organizations that were found. */
async function find(
  ctx: Context,
  term: SearchTerm,
  kinds: ReadonlySet<SearchKind>,
  count: number,
): Promise<Found[]> {
  const { database } = ctx;
  const actor = requireActor(ctx);
  const pairs = kinds.has("PARTNERSHIP");
  const groups = (["UNIT", "COMMUNITY", "OFFICE", "PERSON"] as const).filter(
    (group) => kinds.has(group) || (pairs && group !== "PERSON"),
  );
  const names = async (): Promise<Found[]> => {
    const rows = await findNames(database, actor, term, { groups, day: today(ctx.clock), count });
    return groups.map((kind) => ({
      kind,
      hits: rows
        .filter(({ group }) => group === kind)
        .map(({ id, ended, place, ...name }) => ({
          ...{ kind, id: nodeId(kind === "PERSON" ? "Person" : "Organization", id), name: name.label },
          ...{ ended, mark: markOf(term, name) },
          place: [...new Set(kind === "PERSON" ? place : place.filter((above) => above !== name.label))],
        })),
    }));
  };
  const divisions = async (): Promise<Found> => {
    const rows = kinds.has("DIVISION") ? await findDivisions(database, actor, term, count) : [];
    return {
      kind: "DIVISION",
      hits: rows.map(({ id, level, names, ids, ...keys }) => {
        const name = names.at(-1) ?? keys.name;
        return {
          ...{ kind: "DIVISION" as const, id: nodeId("Division", String(id)), name, level },
          path: ids.map((above) => nodeId("Division", String(above))),
          ...{ place: names.slice(0, -1), mark: markOf(term, { label: name, ...keys }) },
        };
      }),
    };
  };
  const [named, tree] = await Promise.all([names(), divisions()]);
  const organizations = named.filter(({ kind }) => kind !== "PERSON").flatMap(({ hits }) => hits);
  const sides = organizations.map(({ id }) => id.slice("Organization:".length));
  const partnerships = pairs && sides.length > 0 ? await findPartnerships(database, actor, sides, count) : [];
  const marks = new Map(organizations.map(({ id, name, mark }) => [`${id} ${name}`, mark]));
  return [
    ...named,
    {
      kind: "PARTNERSHIP",
      hits: partnerships.map(({ id, state, giver, receiver }) => ({
        ...{
          kind: "PARTNERSHIP" as const,
          id: nodeId("Partnership", id),
          name: giver.name,
          withName: receiver.name,
        },
        ...{ place: [], state, mark: marks.get(`${nodeId("Organization", giver.id)} ${giver.name}`) ?? null },
      })),
    },
    tree,
  ];
}
