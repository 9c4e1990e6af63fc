import { SegmentedControl, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReportScope } from "../../gql/graphql.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePeriodName } from "../../lib/period-name.ts";
import { DivisionSelect } from "../divisions/DivisionSelect.tsx";
import { OrganizationSelect } from "../organizations/OrganizationSelect.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

interface ReportChooserProps {
  scope: ReportScope;
  id: string;
  periodId: string;
  periods: readonly { id: string; code: string; kind: string; sealedAt?: string | null }[];
  /** What may be looked at: one's own only, or of everything in the territory. */
  scopes: readonly ReportScope[];
}

/** Which report: of what, and for which period. The address follows. */
export function ReportChooser({ scope, id, periodId, periods, scopes }: ReportChooserProps) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const periodName = usePeriodName();
  const go = (change: { scope?: ReportScope; id?: string; periodId?: string }) =>
    void navigate({ to: "/reports", search: { scope, id, periodId, ...change }, replace: true });
  return (
    <div className={`${classes.chooser} gj-no-print`}>
      {scopes.length > 1 && (
        <SegmentedControl
          aria-label={t("choose.scope")}
          value={scope}
          onChange={(value) => {
            const chosen = scopes.find((one) => one === value);
            if (chosen) go({ scope: chosen, id: "" });
          }}
          data={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
      )}
      <div className={classes.fields}>
        {scopes.length > 1 && scope === "DISTRICT" && (
          <DivisionSelect
            label={t("choose.division")}
            value={id}
            onChange={(division) => division && go({ id: division })}
            required
          />
        )}
        {scopes.length > 1 && (scope === "UNIT" || scope === "COMMUNITY") && (
          <OrganizationSelect
            key={scope}
            label={t(scope === "UNIT" ? "choose.unit" : "choose.community")}
            value={id}
            kind={scope === "UNIT" ? "PARTNER_UNIT" : "COMMUNITY"}
            onChange={(organization) => organization && go({ id: organization })}
            required
          />
        )}
        <Select
          label={t("choose.period")}
          value={periodId || null}
          allowDeselect={false}
          onChange={(value) => value && go({ periodId: value })}
          data={periods.map((period) => ({
            value: period.id,
            label: period.sealedAt
              ? t("choose.sealedPeriod", { code: periodName(period.code) })
              : periodName(period.code),
          }))}
        />
      </div>
    </div>
  );
}
