import { getRouteApi } from "@tanstack/react-router";
import { useMessages } from "../../lib/i18n.ts";
import { useViewer } from "../../lib/viewer.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { KeptPlan } from "./KeptPlan.tsx";
import { messages } from "./messages.ts";
import { NewPlan } from "./NewPlan.tsx";
import { PastPlans } from "./PastPlans.tsx";

const route = getRouteApi("/inside/fairness/plan");

/** Pairings that would even out what units carry: computed, looked at, ticked, kept; a plan that was kept is shown as it was. */
export function PairingPlanPage() {
  const t = useMessages(messages);
  const { plan } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  if (viewer.kind !== "signedIn") return null;
  const organization = viewer.membership?.organization;
  if (organization?.kind !== "OFFICE") return <NotFoundPage />;
  return (
    <Page>
      <PageHeader
        title={t("plan.title")}
        subtitle={t("plan.subtitle")}
        back={{ to: "/fairness", label: t("plan.back") }}
      />
      {plan ? (
        <KeptPlan planId={plan} />
      ) : (
        <NewPlan
          officeId={organization.id}
          onSaved={(id) => void navigate({ search: { plan: id.slice(id.indexOf(":") + 1) } })}
        />
      )}
      <PastPlans />
    </Page>
  );
}
