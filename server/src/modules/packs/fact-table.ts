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

/** Things between two sides: those of a partnership, and without one those of an organization of the scope. */
export const between = (row: string) =>
  `(${row}."partnershipId" = any($1) or (${row}."partnershipId" is null and (${row}."giverId" = any($2) or ${row}."receiverId" = any($2))))`;

/** A draft is no fact: nobody has signed it. */
export const signed = (row: string) =>
  `${row}."state" <> 'DRAFT' and (${row}."state" <> 'WITHDRAWN' or ${row}."submittedAt" is not null)`;

/** Ids of the scope, as subselects. */
export const obligations = `(select o.id from "Obligation" o where ${between("o")})`;
export const deliveries = `(select d.id from "Delivery" d where ${between("d")} and ${signed("d")})`;
export const pledges = `(select p.id from "Pledge" p where ${between("p")})`;
export const lines = `(select l.id from "PledgeLine" l where l."pledgeId" in ${pledges})`;
export const accounts = `(select a.id from "LedgerAccount" a where a."pledgeLineId" in ${lines})`;
export const expenses = `(select e.id from "Expense" e where e."receiverId" = any($2)
  or exists (select from "ExpenseLine" x where x."expenseId" = e.id and x."pledgeLineId" in ${lines}))`;
export const agreements = `(select g.id from "Agreement" g where g."partnershipId" = any($1))`;
export const requests = `(select r.id from "HelpRequest" r where r."openedAt" is not null and (r."receiverId" = any($2)
  or exists (select from "HelpRequestOffer" f where f."helpRequestId" = r.id and f."partnershipId" = any($1))
  or exists (select from "Need" n join "Claim" c on c."needId" = n.id where n."helpRequestId" = r.id and c."partnershipId" = any($1))))`;
export const organizations = `(
  select "giverId" from "Partnership" where id = any($1) union select "receiverId" from "Partnership" where id = any($1)
  union select "attestorId" from "Partnership" where id = any($1) union select unnest($2::uuid[])
  union select "giverId" from "Obligation" o where ${between("o")} union select "receiverId" from "Obligation" o where ${between("o")}
  union select "giverId" from "Delivery" d where ${between("d")} union select "receiverId" from "Delivery" d where ${between("d")}
  union select d."loggedByOrganizationId" from "Delivery" d where ${between("d")}
  union select a."byOrganizationId" from "Acceptance" a where a."deliveryId" in ${deliveries}
  union select m."fromOrganizationId" from "Reminder" m where m."partnershipId" = any($1)
  union select m."toOrganizationId" from "Reminder" m where m."partnershipId" = any($1))`;
