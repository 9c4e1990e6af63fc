import type { ReportScope } from "../../gql/graphql.ts";
import type { ReportSearch } from "../../routes/search.ts";

/** What the report's address names, as node ids; null where it does not say. */
export interface ReportChoice {
  scope: ReportScope;
  id: string;
}

const SCOPES: readonly ReportScope[] = ["CITY", "DISTRICT", "UNIT", "COMMUNITY"];

/** What a person looks at unless the address says otherwise. */
export interface ReportHome {
  organization: { id: string; kind: string; division: { id: string } };
  city: { id: string; division: { id: string } };
}

/** The report that is one's own: of the organization, or of an office's territory. */
export function ownReport({ organization, city }: ReportHome): ReportChoice {
  if (organization.kind === "PARTNER_UNIT") return { scope: "UNIT", id: organization.id };
  if (organization.kind === "COMMUNITY") return { scope: "COMMUNITY", id: organization.id };
  return organization.division.id === city.division.id
    ? { scope: "CITY", id: city.id }
    : { scope: "DISTRICT", id: organization.division.id };
}

/** The report that an address names; one's own where it names none, or none that could be. */
export function chosenReport(search: ReportSearch, home: ReportHome): ReportChoice {
  const scope = SCOPES.find((one) => one === search.scope);
  if (!scope) return ownReport(home);
  if (scope === "CITY") return { scope, id: home.city.id };
  return { scope, id: search.id ?? "" };
}

/** A period as far as choosing one needs it. */
export interface PeriodChoice {
  id: string;
  kind: string;
  opensOn: string;
  closesOn: string;
}

/** The period of the address; else the running quarter, else the one that ended last. */
export function chosenPeriod<P extends PeriodChoice>(
  periods: readonly P[],
  wanted: string | undefined,
  today: string,
): P | undefined {
  const begun = periods.filter(({ opensOn }) => opensOn <= today);
  const latest = begun.toSorted((a, b) => (a.closesOn < b.closesOn ? 1 : -1));
  return (
    periods.find(({ id }) => id === wanted) ??
    begun.find(({ kind, closesOn }) => kind === "QUARTER" && closesOn >= today) ??
    latest[0]
  );
}
