import { SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMessages } from "../../lib/i18n.ts";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { AssignManyForm } from "./AssignManyForm.tsx";
import { AssignOneForm } from "./AssignOneForm.tsx";
import { messages } from "./messages.ts";
import { RenewForm } from "./RenewForm.tsx";

const MODES = ["one", "many", "renew"] as const;

const route = getRouteApi("/inside/office/assign");

/** An office pairs units with communities: one pair, many by one document, or the pairs of a year again. */
export function AssignPartnershipsPage() {
  const t = useMessages(messages);
  const { state, plan } = route.useSearch();
  const navigate = route.useNavigate();
  const mode = MODES.find((it) => it === state) ?? "one";
  return (
    <Page>
      <PageHeader title={t("assign.title")} subtitle={t(`assign.subtitle.${mode}`)} />
      <SegmentedControl
        aria-label={t("assign.mode")}
        value={mode}
        onChange={(next) => void navigate({ search: (old) => ({ ...old, state: next }), replace: true })}
        data={MODES.map((value) => ({ value, label: t(`assign.modes.${value}`) }))}
      />
      <Panel>
        {mode === "one" && <AssignOneForm />}
        {mode === "many" && <AssignManyForm {...(plan ? { planId: plan } : {})} />}
        {mode === "renew" && <RenewForm />}
      </Panel>
    </Page>
  );
}
