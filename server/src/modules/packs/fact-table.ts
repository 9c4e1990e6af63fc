/**
 * Which facts a pack holds, as data: for each kind of fact its table, the columns that leave the house, those that stay, and which
 * rows belong to the scope. A column that is named nowhere fails a test: somebody must decide.
 *
 * In `where` the row is `t`; `$1` are the partnerships of the scope, `$2` the organizations whose facts without a partnership
 * belong to it too, `$3` the city.
 */
export type FactTable = {
  /** `facts/<name>.json` and `.csv`. */
  name: string;
  table: string;
  columns: readonly string[];
  /** Columns that stay: keys of storage, private words, counters of the server. */
  stays: readonly string[];
  where: string;
  /** Shared by many: an audit entry about one of them does not belong to the scope for that alone. */
  common?: true;
};

/** Every index begins with the city. */
const city = (row: string) => `${row}."cityId" = $3`;

/** Things between two sides: those of a partnership, and without one those of an organization of the scope. */
export const between = (row: string) =>
  `${city(row)} and (${row}."partnershipId" = any($1)
    or (${row}."partnershipId" is null and (${row}."giverId" = any($2) or ${row}."receiverId" = any($2))))`;

/** A draft is no fact: nobody has signed it. */
export const signed = (row: string) =>
  `${row}."state" <> 'DRAFT' and (${row}."state" <> 'WITHDRAWN' or ${row}."submittedAt" is not null)`;

/** Ids of the scope, as subselects. */
export const obligations = `(select o.id from "Obligation" o where ${between("o")})`;
export const deliveries = `(select d.id from "Delivery" d where ${between("d")} and ${signed("d")})`;
export const pledges = `(select p.id from "Pledge" p where ${between("p")})`;
export const lines = `(select l.id from "PledgeLine" l where ${city("l")} and l."pledgeId" in ${pledges})`;
export const accounts = `(select a.id from "LedgerAccount" a where ${city("a")} and a."pledgeLineId" in ${lines})`;
export const expenses = `(select e.id from "Expense" e where ${city("e")} and e."receiverId" = any($2)
  union select x."expenseId" from "ExpenseLine" x where ${city("x")} and x."pledgeLineId" in ${lines})`;
export const agreements = `(select g.id from "Agreement" g where ${city("g")} and g."partnershipId" = any($1))`;
export const requests = `(select r.id from "HelpRequest" r where ${city("r")} and r."openedAt" is not null and r.id in (
  select h.id from "HelpRequest" h where ${city("h")} and h."receiverId" = any($2)
  union select f."helpRequestId" from "HelpRequestOffer" f where ${city("f")} and f."partnershipId" = any($1)
  union select n."helpRequestId" from "Claim" c join "Need" n on n.id = c."needId" where ${city("c")} and c."partnershipId" = any($1)))`;
export const claims = `(select c.id from "Claim" c where ${city("c")} and c."partnershipId" = any($1)
  union select c.id from "Claim" c where ${city("c")} and c."partnershipId" is null and c."giverId" = any($2)
  union select c.id from "HelpRequest" r join "Need" n on n."cityId" = $3 and n."helpRequestId" = r.id
    join "Claim" c on c."cityId" = $3 and c."needId" = n.id
    where ${city("r")} and r."receiverId" = any($2) and c."partnershipId" is null)`;
export const links = `(select k.id from "EvidenceLink" k where ${city("k")} and k."deliveryId" in ${deliveries}
  union select k.id from "EvidenceLink" k where ${city("k")} and k."expenseId" in ${expenses}
  union select k.id from "EvidenceLink" k where ${city("k")} and k."helpRequestId" in ${requests})`;
const pairs = `"Partnership" s where ${city("s")} and s.id = any($1)`;
export const organizations = `(
  select s."giverId" from ${pairs} union select s."receiverId" from ${pairs} union select s."attestorId" from ${pairs}
  union select unnest($2::uuid[])
  union select o."giverId" from "Obligation" o where ${between("o")} union select o."receiverId" from "Obligation" o where ${between("o")}
  union select d."giverId" from "Delivery" d where ${between("d")} union select d."receiverId" from "Delivery" d where ${between("d")}
  union select d."loggedByOrganizationId" from "Delivery" d where ${between("d")}
  union select p."giverId" from "SessionPart" p where ${between("p")} union select p."receiverId" from "SessionPart" p where ${between("p")}
  union select p."confirmedByOrganizationId" from "SessionPart" p where ${between("p")}
  union select a."byOrganizationId" from "Acceptance" a where ${city("a")} and a."deliveryId" in ${deliveries}
  union select m."fromOrganizationId" from "Reminder" m where ${city("m")} and m."partnershipId" = any($1)
  union select m."toOrganizationId" from "Reminder" m where ${city("m")} and m."partnershipId" = any($1))`;
