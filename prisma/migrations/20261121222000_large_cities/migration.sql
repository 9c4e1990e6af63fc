-- Sums of a whole city read from indexes alone.

-- Promises that nobody has met or claimed yet, by the day on which they fall due: which are late, and how much of them.
create index "Obligation_unclaimed" on "Obligation" ("cityId", "dueOn") include ("partnershipId", "unclaimed", "source", "kindId", "suspendedOn")
  where "closure" is null and "unclaimed" > 0;
-- Promises of a period that were kept or not, in the order of partnerships.
create index "Obligation_kept" on "Obligation" ("cityId", "periodId", "partnershipId") include ("closure", "metOn", "dueOn", "suspendedOn")
  where "closure" in ('MET', 'UNMET');
-- Promises with acts that nobody has decided: few.
create index "Obligation_undecided" on "Obligation" ("cityId", "dueOn") where "closure" is null and "claimed" > "accepted";

-- Three letters of pinyin have thousands of bearers, as two have: those that come first are read in their order.
create index "SearchDivision_three_letters_idx" on "SearchDivision" (left(lower("pinyin"), 3), "rank", "name");
