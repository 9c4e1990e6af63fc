/** One span of a week as it is typed: 1 is Monday, clock times, possibly still empty. */
export interface SpanDraft {
  weekday: number;
  opens: string;
  closes: string;
}

/** The days of a week, Monday first. */
export const WEEK = ["1", "2", "3", "4", "5", "6", "7"] as const;

const USUAL = [
  { opens: "08:30", closes: "11:30" },
  { opens: "14:00", closes: "17:30" },
];

/** What most stations begin with: Monday to Friday, with a break at noon. */
export function usualHours(): SpanDraft[] {
  return [1, 2, 3, 4, 5].flatMap((weekday) => USUAL.map((span) => ({ weekday, ...span })));
}

/** The next span of a day: the morning, then the afternoon, then what is still to be typed. */
export function nextSpan(hours: readonly SpanDraft[], weekday: number): SpanDraft {
  const known = hours.filter((span) => span.weekday === weekday).length;
  return { weekday, ...(USUAL[known] ?? { opens: "", closes: "" }) };
}

/** Tuesday to Friday with the spans of Monday. */
export function asOnMonday(hours: readonly SpanDraft[]): SpanDraft[] {
  const monday = hours.filter(({ weekday }) => weekday === 1);
  return [
    ...monday,
    ...[2, 3, 4, 5].flatMap((weekday) => monday.map((span) => ({ ...span, weekday }))),
    ...hours.filter(({ weekday }) => weekday > 5),
  ];
}

/** Whether every span has both its times. */
export function isComplete(hours: readonly SpanDraft[]): boolean {
  return hours.every(({ opens, closes }) => opens !== "" && closes !== "");
}
