import { fill, type Locale } from "../../kernel/words.ts";
import { words, wordsOr } from "./words.ts";

/** One thing to do, as far as a summary tells it. */
export type DigestTodo = { kind: string; giver: string; receiver: string; dueOn: string | null };

/** Things of one kind that are named; the others are counted. */
const NAMED = 3;

/** The lines of a summary: each kind with its number and the first few. The order is that of the home page, worst first. */
export function digestLines(todos: readonly DigestTodo[], locale: Locale): string[] {
  const say = words[locale].digest;
  const lines = [fill(say.intro, { count: todos.length }), ""];
  for (const [kind, some] of Map.groupBy(todos, (todo) => todo.kind)) {
    lines.push(fill(say.line, { what: wordsOr(locale, "todo", kind), count: some.length }));
    for (const { giver, receiver, dueOn } of some.slice(0, NAMED)) {
      const due = dueOn === null ? "" : fill(say.due, { day: dueOn });
      lines.push(giver === receiver ? `  ${giver}${due}` : fill(say.example, { giver, receiver }) + due);
    }
  }
  return [...lines, "", say.more];
}
