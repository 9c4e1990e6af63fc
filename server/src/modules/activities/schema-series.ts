import { GraphQLError } from "graphql";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { addDays, diffDays, today } from "../../kernel/clock.ts";
import { loadCalendar } from "../cities/public.ts";
import { parseRule, type SeriesDay, seriesDays } from "./recurrence.ts";
import { HolidayPolicyEnum } from "./schema-activity.ts";

const SeriesDayType = builder.objectRef<SeriesDay>("SeriesDay").implement({
  description: "One day of a series that is being planned.",
  fields: (t) => ({
    on: t.field({ type: "LocalDate", description: "When it is held.", resolve: ({ heldOn }) => heldOn }),
    movedFrom: t.field({
      type: "LocalDate",
      nullable: true,
      description: "The holiday from which it moved.",
      resolve: ({ ruleOn, heldOn }) => (ruleOn === heldOn ? null : ruleOn),
    }),
  }),
});

type Preview = { days: SeriesDay[]; code: string | null };

const SeriesPreview = builder.objectRef<Preview>("SeriesPreview").implement({
  description: "What a rule would come to.",
  fields: (t) => ({
    days: t.field({
      type: [SeriesDayType],
      description: "Its first days.",
      resolve: ({ days }) => days,
    }),
    code: t.string({
      nullable: true,
      description: "Why it is no rule: RULE_FORM, RULE_PART, RULE_LIMIT; null when it is one.",
      resolve: ({ code }) => code,
    }),
  }),
});

const MOST_PREVIEWED = 60;
/** A first day farther from today is no plan. */
const FARTHEST_DAYS = 400;

builder.queryField("previewSeries", (t) =>
  t.field({
    type: SeriesPreview,
    description:
      "The days that a series would have in the year from its first day, around the city's holidays.",
    args: {
      recurrence: t.arg.string({ required: true, description: "The value of an RRULE." }),
      firstOn: t.arg({ type: "LocalDate", required: true, description: "The first day." }),
      holidays: t.arg({
        type: HolidayPolicyEnum,
        required: true,
        description: "What it does on holidays.",
      }),
      first: t.arg.int({ required: true, description: "How many days, 1 to 60." }),
    },
    resolve: async (_root, args, ctx): Promise<Preview> => {
      const actor = requireActor(ctx);
      if (args.first < 1 || args.first > MOST_PREVIEWED) {
        throw new GraphQLError("first: 1 to 60", { extensions: { code: "BAD_REQUEST" } });
      }
      const parsed = parseRule(args.recurrence);
      if ("code" in parsed) return { days: [], code: parsed.code };
      if (Math.abs(diffDays(today(ctx.clock), args.firstOn)) > FARTHEST_DAYS) {
        return { days: [], code: null };
      }
      const calendar = await loadCalendar(ctx.database.prisma, actor.cityId);
      const series = {
        firstOn: args.firstOn,
        recurrence: parsed.rule,
        holidays: args.holidays,
        endsOn: null,
      };
      const days = seriesDays(series, calendar, args.firstOn, addDays(args.firstOn, 366));
      return { days: days.slice(0, args.first), code: null };
    },
  }),
);
