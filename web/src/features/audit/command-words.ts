import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

type Commands = (typeof messages)["zh"]["command"];
type CommandName = {
  [Noun in keyof Commands]: `${Noun}.${Extract<keyof Commands[Noun], string>}`;
}[keyof Commands];

/** Whether this version of the pages has words for a command. */
export function hasWords(command: string): command is CommandName {
  const [noun = "", verb = ""] = command.split(".");
  const nouns: Record<string, Record<string, string>> = messages.zh.command;
  return Object.hasOwn(nouns, noun) && Object.hasOwn(nouns[noun] ?? {}, verb);
}

/** What was done, in words; the name itself for a command of a later version. */
export function useCommandWords() {
  const t = useMessages(messages);
  return (command: string) => (hasWords(command) ? t(`command.${command}`) : command);
}
