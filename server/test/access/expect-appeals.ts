import { type ActorName, CITY_OFFICE, COMMUNITY, ELSEWHERE, OFFICES } from "./actors.ts";
import type { Call } from "./expect-mutations.ts";
import type { ListExpectation, Sight, SingleExpectation } from "./expectations.ts";
import type { Things } from "./pair-story.ts";

/** Who sees and does what with what residents write: by hand, from the role table. */

const DESK = ["communityManager", "communityLiaison"] as const;
const READERS = [...DESK, "communityGrid"] as const;
/** Of the office that it was passed to. */
const DECIDES = ["officeManager", "officeCoordinator"] as const;

export const APPEAL_NODES: Record<string, Sight> = {
  // The community's own; no office reads what was not passed up to it.
  Appeal: { first: READERS, second: ["otherCommunity"] },
  AppealDoor: {
    first: [...COMMUNITY, ...OFFICES],
    second: ["otherCommunity", "lowerOffice", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
};

export const APPEAL_SPECIAL: Record<string, Sight> = {
  // Passed up to the city's office: neither those below it nor the unit.
  passedAppeal: {
    first: [...READERS, ...CITY_OFFICE],
    second: ["otherCommunity", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
};

export const APPEAL_LISTS: Record<string, ListExpectation> = {
  appeals: {
    type: "Appeal",
    rows: `select id, case when "passedToId" is null then 'DRAFT:' else '' end || "receiverId" as owner from "Appeal"`,
    sees: {
      "DRAFT:community": READERS,
      "DRAFT:community2": ["otherCommunity"],
      community: [...READERS, ...CITY_OFFICE],
      community2: ["otherCommunity", ...CITY_OFFICE],
      elsewhere: ELSEWHERE,
    },
  },
};

export const APPEAL_SINGLES: Record<string, SingleExpectation> = {
  appealDoor: {
    arguments: "(receiverId: $id)",
    variables: { id: "Organization" },
    selection: "{ id open path }",
    answered: [...COMMUNITY, ...OFFICES],
    visitor: "UNAUTHENTICATED",
  },
  // Who counts nothing is answered with nothing.
  appealSummary: {
    selection: "{ states { state count } }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
  officesAbove: {
    arguments: "(receiverId: $id)",
    variables: { id: "Organization" },
    selection: "{ id }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
};

function on(thing: string, may: readonly ActorName[], rest: (things: Things) => object = () => ({})): [Call] {
  return [{ may, on: [thing], input: (things) => ({ appealId: things[thing], ...rest(things) }) }];
}

const reason = "It must be tried";

export const APPEAL_MUTATIONS: Record<string, readonly Call[]> = {
  answerAppeal: [
    ...on("Appeal", DESK, () => ({ text: "Soon", solvable: true })),
    // The desk is told that it is the office's turn.
    {
      ...on("passedAppeal", [...DESK, ...DECIDES], () => ({ text: "Soon", solvable: true }))[0],
      as: "above",
    },
  ],
  draftAppealAnswer: on("Appeal", READERS, () => ({ text: "Soon" })),
  mergeAppeal: on("Appeal", DESK, (things) => ({ intoId: things["passedAppeal"] })),
  passAppealUp: on("Appeal", DESK, (things) => ({ officeId: things["office"], reason })),
  refuseAppeal: on("Appeal", DESK),
  restoreAppeal: on("Appeal", DESK),
  revealAppealContact: on("Appeal", DESK),
  sendAppealBack: on("passedAppeal", DECIDES, () => ({ reason })),
  setAppealDoor: [
    {
      may: DESK,
      on: ["Organization"],
      input: (things) => ({ receiverId: things["Organization"], open: true }),
    },
  ],
  turnAppealIntoRequest: on("Appeal", DESK, () => ({ title: "Lamps", body: "", urgency: "NORMAL" })),
};
