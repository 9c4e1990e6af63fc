import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton, TextLink } from "../../ui/links.tsx";
import { Columns, Page } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { WhyDrawer } from "../../ui/Why.tsx";
import { AgreementPanel } from "./AgreementPanel.tsx";
import { AuditPanel } from "./AuditPanel.tsx";
import { FactsTimeline } from "./FactsTimeline.tsx";
import { HelpPanel } from "./HelpPanel.tsx";
import { MoneyPanel } from "./MoneyPanel.tsx";
import { messages } from "./messages.ts";
import { ObligationsPanel } from "./ObligationsPanel.tsx";
import { PartnershipHead } from "./PartnershipHead.tsx";
import { PartnershipNext } from "./PartnershipNext.tsx";
import { PartnershipWhy } from "./PartnershipWhy.tsx";
import { PastPanel } from "./PastPanel.tsx";
import { PledgesPanel } from "./PledgesPanel.tsx";
import classes from "./partnership.module.css";
import { RemindersPanel } from "./RemindersPanel.tsx";
import { SidesPanel } from "./SidesPanel.tsx";
import { VouchersPanel } from "./VouchersPanel.tsx";

const Partnership = graphql(`
  query Partnership($id: ID!, $asOf: LocalDate) {
    partnershipSnapshot(id: $id, asOf: $asOf) {
      id
      asOf
      ...PartnershipHead_PartnershipSnapshot
      ...PartnershipNext_PartnershipSnapshot
      ...RemindersPanel_PartnershipSnapshot
      ...SidesPanel_PartnershipSnapshot
      ...ObligationsPanel_PartnershipSnapshot
      ...MoneyPanel_PartnershipSnapshot
      ...PledgesPanel_PartnershipSnapshot
      ...VouchersPanel_PartnershipSnapshot
      ...HelpPanel_PartnershipSnapshot
      ...AgreementPanel_PartnershipSnapshot
      ...FactsTimeline_PartnershipSnapshot
      ...AuditPanel_PartnershipSnapshot
    }
  }
`);

const route = getRouteApi("/inside/partnerships/$id");

/** A partnership whole: what is promised, what was done, where the money is, who said so. */
export function PartnershipPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { id } = route.useParams();
  const { asOf } = route.useSearch();
  const [{ data, error }, refetch] = useQuery({
    query: Partnership,
    variables: { id: `Partnership:${id}`, asOf: asOf ?? null },
  });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const snapshot = data.partnershipSnapshot;
  if (!snapshot)
    return (
      <EmptyState
        title={t("notFound.title")}
        next={t("notFound.next")}
        action={<LinkButton to="/partnerships">{t("notFound.action")}</LinkButton>}
      />
    );
  const live = !snapshot.asOf;
  return (
    <Page>
      <PartnershipHead snapshot={snapshot} live={live} />
      {snapshot.asOf && (
        <p className={classes.asOf} role="status">
          {t("asOf", { day: date(snapshot.asOf) })}{" "}
          <TextLink to="/partnerships/$id" params={{ id }} search={{}}>
            {t("toNow")}
          </TextLink>
        </p>
      )}
      <PartnershipNext snapshot={snapshot} live={live} />
      <RemindersPanel snapshot={snapshot} live={live} />
      <SidesPanel snapshot={snapshot} live={live} />
      <Columns>
        <div className={classes.stack}>
          <ObligationsPanel snapshot={snapshot} live={live} />
        </div>
        <div className={classes.stack}>
          <MoneyPanel snapshot={snapshot} />
          <PledgesPanel snapshot={snapshot} />
          <VouchersPanel snapshot={snapshot} />
          <HelpPanel snapshot={snapshot} />
          <AgreementPanel snapshot={snapshot} live={live} />
        </div>
      </Columns>
      <FactsTimeline snapshot={snapshot} />
      <PastPanel key={snapshot.asOf ?? ""} id={id} asOf={snapshot.asOf ?? null} />
      <AuditPanel snapshot={snapshot} />
      <WhyDrawer>
        {(address) => (
          <PartnershipWhy address={address} partnershipId={snapshot.id} asOf={snapshot.asOf ?? null} />
        )}
      </WhyDrawer>
    </Page>
  );
}
