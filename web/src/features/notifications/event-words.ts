import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { type KindWords, useKindWords } from "../../lib/kind-words.ts";
import { messages } from "./messages.ts";

type Events = (typeof messages)["zh"]["event"];
type EventName = { [Noun in keyof Events]: `${Noun}.${Extract<keyof Events[Noun], string>}` }[keyof Events];

/** Whether this version of the pages has words for an event. */
export function hasWords(event: string): event is EventName {
  const [noun = "", verb = ""] = event.split(".");
  const nouns: Record<string, Record<string, string>> = messages.zh.event;
  return Object.hasOwn(nouns, noun) && Object.hasOwn(nouns[noun] ?? {}, verb);
}

/** What happened, as the server tells it: a name and values in minor units. */
export interface ToldEvent {
  event: string;
  params: readonly { name: string; value: string }[];
  giver?: { name: string } | null;
  receiver?: { name: string } | null;
}

const MEASURES = ["MONEY", "GOODS", "MINUTES", "COUNT", "DONE"] as const;

/** Says events in the chosen language; `kinds` are the city's, by which amounts are worded. */
export function useEventWords(kinds: readonly (KindWords & { code: string })[]) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useKindWords();
  return ({ event, params, giver, receiver }: ToldEvent): string => {
    if (!hasWords(event)) return t("unknown", { event });
    const value = (...names: string[]) =>
      names.map((name) => params.find((one) => one.name === name)?.value).find((it) => it !== undefined);
    const kind = kinds.find(({ code }) => code === value("kind"));
    const measure = kind?.measure ?? MEASURES.find((it) => it === value("measure"));
    const quantity = value("quantity", "amount");
    const unit = value("good") ?? (kind ? words.unit(kind) : null);
    const day = value("day", "occurredOn", "promisedOn", "dueOn", "expectedOn", "effectiveOn", "startsOn");
    const until = value("endsOn");
    return t(`event.${event}`, {
      giver: giver?.name ?? t("nobody"),
      receiver: receiver?.name ?? t("nobody"),
      kind: kind ? words.name(kind) : t("something"),
      amount: measure && quantity ? format.quantity({ measure, value: quantity, unit }) : "",
      day: day ? format.date(day) : t("someday"),
      until: until ? format.date(until) : t("someday"),
      count: value("count", "partnerships") ?? "",
      period: value("period") ?? "",
      version: value("version") ?? "",
      about: value("about") ?? "",
      when: value("when") ?? "",
      late: value("late") ?? "0",
      confirm: value("confirm") ?? "0",
      obligations: value("obligations") ?? "0",
      deliveries: value("deliveries") ?? "0",
      sessions: value("sessions") ?? "0",
      appeals: value("appeals") ?? "0",
      requests: value("requests") ?? "0",
      because: value("because") ?? "",
      nextDays: value("nextDays") ?? "",
      confirmedDays: value("confirmedDays") ?? "",
    });
  };
}
