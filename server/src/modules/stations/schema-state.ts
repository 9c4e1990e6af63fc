import { builder } from "../../graphql/builder.ts";
import type { StaleBecause, Standing } from "./model.ts";
import { ClosureReasonEnum } from "./schema-station.ts";
import type { StationState } from "./station-state.ts";

/** What a station is like at this moment. */

export const StandingEnum = builder.enumType("StationStanding", {
  description: "How a station's timetable is: fresh, stale, or of no account while the station is closed.",
  values: {
    FRESH: { description: "Sessions come, and some were held and confirmed." },
    STALE: { description: "No session comes, or none was confirmed, within the city's two spans." },
    CLOSED: { description: "Closed today with a reason." },
  } satisfies Record<Standing, object>,
});

const StaleBecauseEnum = builder.enumType("StaleBecause", {
  description: "Why a timetable is stale.",
  values: {
    NOTHING_PLANNED: { description: "No session within the next `nextSessionDays` days: plan one." },
    NOTHING_CONFIRMED: {
      description:
        "No session of the last `confirmedSessionDays` days was confirmed: report and confirm one.",
    },
  } satisfies Record<StaleBecause, object>,
});

const ShutBecauseEnum = builder.enumType("ShutBecause", {
  description: "Why a station is not open now.",
  values: {
    CLOSURE: { description: "Closed from a day to a day, with a reason." },
    HOLIDAY: { description: "A public holiday of the city's calendar." },
    HOURS: { description: "Outside of its hours." },
  },
});

export const StationStateType = builder.objectRef<StationState>("StationState").implement({
  description: "What a station is like at this moment, with the reasons.",
  fields: (t) => ({
    standing: t.field({
      type: StandingEnum,
      description: "How its timetable is.",
      resolve: (state) => state.standing,
    }),
    staleBecause: t.field({
      type: [StaleBecauseEnum],
      description: "Why it is stale; empty when it is not.",
      resolve: (state) => state.staleBecause,
    }),
    nextSessionDays: t.int({
      description: "Within so many days a session must come.",
      resolve: (state) => state.rules.freshness.stationNextSessionDays,
    }),
    confirmedSessionDays: t.int({
      description: "Of so many past days a session must have been confirmed.",
      resolve: (state) => state.rules.freshness.stationConfirmedSessionDays,
    }),
    nextSessionAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "The next planned session, when it lies within `nextSessionDays`.",
      resolve: (state) => state.liveliness.nextSessionAt,
    }),
    lastConfirmedAt: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "The last session that was held and confirmed, when it lies within `confirmedSessionDays`.",
      resolve: (state) => state.liveliness.lastConfirmedAt,
    }),
    isOpen: t.boolean({
      description: "Whether one can go in now.",
      resolve: (state) => state.opening.open,
    }),
    openUntil: t.field({
      type: "DateTime",
      nullable: true,
      description: "Until when it is open today; null while it is not.",
      resolve: ({ opening }) => (opening.open ? opening.until : null),
    }),
    shutBecause: t.field({
      type: ShutBecauseEnum,
      nullable: true,
      description: "Why it is not open; null while it is.",
      resolve: ({ opening }) => (opening.open ? null : opening.because),
    }),
    opensAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it opens next; null while it is open, and when nobody knows.",
      resolve: ({ opening }) => (opening.open ? null : opening.opensAt),
    }),
    closedFor: t.field({
      type: ClosureReasonEnum,
      nullable: true,
      description: "The reason of the closure that holds today.",
      resolve: ({ opening }) => (opening.open ? null : (opening.closure?.reason ?? null)),
    }),
  }),
});
