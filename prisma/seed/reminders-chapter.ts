import { addDays } from "../../server/src/kernel/clock.ts";
import { isWorkday } from "../../server/src/kernel/workdays.ts";
import type { Telling } from "./telling.ts";

const MANAGER = "office:city.manager";
/** Days before the anchor from which the ladder speaks: it came with this version of the product, to a city that had lived without it. */
const FIRST = 32;

/** Every working morning the city's ladder reminds whom it names. */
export function remindersChapter({ history, tell }: Telling): void {
  for (let n = FIRST; n >= 1; n--) {
    const day = addDays(history.anchor, -n);
    if (isWorkday(day, history.calendar))
      tell(day, MANAGER, null, { do: "job", name: "remind" }, { hour: 9.2 });
  }
}
