import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { KindLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { parseLocalDate, today } from "../../kernel/clock.ts";
import { loadCalendar } from "../cities/public.ts";
import { type TodoTime, timeOf, todoKinds, worstFirst } from "./model.ts";
import { readSummary, readTodos, type SummaryRow, type TodoRow } from "./read.ts";

const TodoKindEnum = builder.enumType("TodoKind", {
  description: "What waits for a person.",
  values: todoKinds,
});

type Todo = TodoRow & TodoTime;

const TodoType = builder.objectRef<Todo>("Todo").implement({
  description: "One thing that waits for the signed-in person.",
  fields: (t) => ({
    kind: t.field({ type: TodoKindEnum, description: "What is to be done.", resolve: (todo) => todo.kind }),
    subject: t.exposeID("subject", { description: "Node id of the thing to act on." }),
    partnershipId: t.id({
      nullable: true,
      description: "The partnership it belongs to.",
      resolve: (todo) => todo.partnershipId && nodeId("Partnership", todo.partnershipId),
    }),
    giver: t.exposeString("giver", { description: "Name of the giver." }),
    receiver: t.exposeString("receiver", { description: "Name of the receiver." }),
    kindOfSupport: t.field({
      type: KindLabel,
      nullable: true,
      description: "Kind of support, where it has a quantity.",
      resolve: (todo) => todo.kindOfSupport,
    }),
    quantity: t.field({
      type: "BigInt",
      nullable: true,
      description: "How much, minor units.",
      resolve: (todo) => (todo.quantity === null ? null : BigInt(todo.quantity)),
    }),
    remaining: t.field({
      type: "BigInt",
      nullable: true,
      description: "How much is still missing, minor units.",
      resolve: (todo) => (todo.remaining === null ? null : BigInt(todo.remaining)),
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    dueOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "By when.",
      resolve: (todo) => (todo.dueOn === null ? null : parseLocalDate(todo.dueOn)),
    }),
    since: t.field({
      type: "DateTime",
      description: "Since when it waits.",
      resolve: (todo) => new Date(todo.since),
    }),
    startsAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it begins, for a session of an activity.",
      resolve: (todo) => (todo.startsAt === null ? null : new Date(todo.startsAt)),
    }),
    lateWorkdays: t.exposeInt("lateWorkdays", { description: "Working days past the due date." }),
    daysLeft: t.exposeInt("daysLeft", {
      nullable: true,
      description: "Calendar days until the due date; negative when past.",
    }),
    waitedWorkdays: t.exposeInt("waitedWorkdays", { description: "Working days it has waited." }),
    text: t.exposeString("text", {
      nullable: true,
      description: "Words of whoever asks: a reason, a title, a question.",
    }),
    version: t.exposeInt("version", { description: "Version of the subject." }),
  }),
});

const HomeSummary = builder.objectRef<SummaryRow>("HomeSummary").implement({
  description: "How the promises stand that are due in the running quarter, by count.",
  fields: (t) => ({
    quarter: t.exposeString("quarter", {
      nullable: true,
      description: "Code of the quarter; null when the city has not opened one.",
    }),
    met: t.exposeInt("met", { description: "Met." }),
    open: t.exposeInt("open", { description: "Open." }),
    overdue: t.exposeInt("overdue", {
      description: "Open and past their due date, with something still to be sent.",
    }),
    awaiting: t.exposeInt("awaiting", { description: "Open and waiting for the other side's confirmation." }),
  }),
});

type HomeData = { todos: Todo[]; summary: SummaryRow };

const Home = builder.objectRef<HomeData>("Home").implement({
  description: "What the signed-in person should look at today.",
  fields: (t) => ({
    todos: t.field({ type: [TodoType], description: "Worst first.", resolve: (home) => home.todos }),
    summary: t.field({
      type: HomeSummary,
      description: "The running quarter.",
      resolve: (home) => home.summary,
    }),
  }),
});

builder.queryField("home", (t) =>
  t.field({
    type: Home,
    description:
      "The to-do list of the signed-in person, worst first; for an office that of its territory. Three statements.",
    resolve: async (_root, _args, ctx): Promise<HomeData> => {
      const actor = requireActor(ctx);
      const now = today(ctx.clock);
      const [rows, summary, calendar] = await Promise.all([
        readTodos(ctx.database, actor, now),
        readSummary(ctx.database, actor, now),
        loadCalendar(ctx.database.prisma, actor.cityId),
      ]);
      const todos = rows.map((row) => ({ ...row, ...timeOf(row, now, calendar) })).sort(worstFirst);
      return { todos, summary };
    },
  }),
);
