import type { Key } from "./plan.ts";

/** What residents write, and what communities and offices do about it. */
export type AppealStep =
  | { do: "openDoor"; receiver: Key }
  | {
      do: "writeAppeal";
      key: Key;
      receiver: Key;
      text: string;
      contact?: { name: string; phone: string };
      pictures?: number[];
    }
  | { do: "sayOfAppeal"; appeal: Key; act: "add" | "notSolved"; text: string }
  | { do: "draftAppealAnswer"; appeal: Key; text: string }
  | { do: "answerAppeal"; appeal: Key; text: string; solvable: boolean }
  | { do: "passAppealUp"; appeal: Key; office: Key; reason: string }
  | { do: "sendAppealBack"; appeal: Key; reason: string }
  | { do: "turnAppealIntoRequest"; appeal: Key; request: Key; title: string; lamps: bigint }
  | { do: "mergeAppeal"; appeal: Key; into: Key }
  | { do: "refuseAppeal"; appeal: Key };
