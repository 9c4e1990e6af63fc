import { describe, expect, it } from "vitest";
import { choiceOf, durationOf, emptyPlan, endOf, missingOf, skillsOf, termsOf } from "./plan-draft.ts";

const TODAY = "2026-11-21";
const full = { ...emptyPlan(TODAY), kindId: "ActivityKind:1", title: " 周五创建日 ", place: "社区广场" };

describe("an activity as it is typed", () => {
  it("begins in a week, or on the day that was pointed at", () => {
    expect(emptyPlan(TODAY).firstOn).toBe("2026-11-28");
    expect(emptyPlan(TODAY, "2026-11-27")).toMatchObject({
      firstOn: "2026-11-27",
      recurrence: { weekdays: [4] },
    });
    expect(emptyPlan(TODAY, "2026-11-02").firstOn).toBe("2026-11-28");
  });

  it("says what is missing, one thing after another", () => {
    expect(missingOf(emptyPlan(TODAY))).toBe("kind");
    expect(missingOf(full)).toBeNull();
    expect(missingOf({ ...full, title: "  " })).toBe("title");
    expect(missingOf({ ...full, to: "08:30" })).toBe("time");
    expect(missingOf({ ...full, capacity: "0" })).toBe("capacity");
    expect(
      missingOf({ ...full, recurrence: { ...full.recurrence, repeat: "WEEK", until: "2026-11-01" } }),
    ).toBe("until");
  });

  it("is sent with minutes, a rule and skills", () => {
    expect(
      termsOf({ ...full, skills: "电工， 会手语、电工", recurrence: { ...full.recurrence, repeat: "WEEK" } }),
    ).toMatchObject({
      title: "周五创建日",
      startTime: "09:00",
      durationMinutes: 120,
      recurrence: "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231",
      capacity: null,
      skills: ["电工", "会手语"],
    });
    expect(termsOf(full)).toMatchObject({ recurrence: null, place: "社区广场", roomId: null });
    const inRoom = { ...full, roomId: "Room:1" };
    expect(missingOf({ ...inRoom, place: "" })).toBeNull();
    expect(termsOf(inRoom)).toMatchObject({ place: "", roomId: "Room:1" });
  });

  it("counts minutes within a day", () => {
    expect(durationOf({ from: "09:00", to: "10:30" })).toBe(90);
    expect(durationOf({ from: "09:00", to: "" })).toBeNull();
    expect(endOf("23:00", 120)).toBe("23:59");
    expect(endOf("09:00", 90)).toBe("10:30");
    expect(skillsOf(" ")).toEqual([]);
  });

  it("reads a rule back into the form", () => {
    const choice = choiceOf("FREQ=WEEKLY;UNTIL=20261231;BYDAY=FR", "2026-11-27", "SKIP");
    expect(choice).toEqual({ repeat: "WEEK", weekdays: [4], until: "2026-12-31", holidays: "SKIP" });
    expect(choiceOf("FREQ=DAILY", "2026-11-27", "KEEP").repeat).toBe("NONE");
  });
});
