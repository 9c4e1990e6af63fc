/** Everybody whose view of the town is tested: by what they are to the first pair. */
export const ACTORS = [
  "anonymous",
  /** Manager of the unit of the second pair, in another district. */
  "otherUnit",
  /** Manager of the community of the second pair. */
  "otherCommunity",
  /** Manager of the office of another city. */
  "otherCityOffice",
  /** Manager of the office of the other district. */
  "lowerOffice",
  "auditor",
  "unitLeader",
  "unitManager",
  "unitLiaison",
  "unitMember",
  "communityManager",
  "communityLiaison",
  "communityGrid",
  "communityMember",
  "officeLeader",
  "officeManager",
  "officeCoordinator",
  "districtManager",
  "districtCoordinator",
  "streetManager",
  "streetCoordinator",
] as const;
export type ActorName = (typeof ACTORS)[number];

export const UNIT = ["unitLeader", "unitManager", "unitLiaison", "unitMember"] as const;
export const COMMUNITY = [
  "communityManager",
  "communityLiaison",
  "communityGrid",
  "communityMember",
] as const;
export const CITY_OFFICE = ["officeLeader", "officeManager", "officeCoordinator", "auditor"] as const;
export const DISTRICT = ["districtManager", "districtCoordinator"] as const;
export const STREET = ["streetManager", "streetCoordinator"] as const;
/** Everyone with a role in the first city. */
export const CITY: readonly ActorName[] = ACTORS.filter(
  (name) => name !== "anonymous" && name !== "otherCityOffice",
);
/** Offices that cover the receiver of the first pair. */
export const OFFICES = [...CITY_OFFICE, ...DISTRICT, ...STREET] as const;
/** Everyone who has to do with the first pair. */
export const PAIR: readonly ActorName[] = [...UNIT, ...COMMUNITY, ...OFFICES];
/** Those of the second pair, which lies in the other district. */
export const SECOND_PAIR: readonly ActorName[] = [
  "otherUnit",
  "otherCommunity",
  "lowerOffice",
  ...CITY_OFFICE,
];
/** Those of the other city. */
export const ELSEWHERE: readonly ActorName[] = ["otherCityOffice"];
