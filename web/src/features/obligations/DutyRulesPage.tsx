import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { DutyRuleForm } from "./DutyRuleForm.tsx";
import { DutyRuleItem } from "./DutyRuleItem.tsx";
import { messages } from "./messages.ts";

const DutyRules = graphql(`
  query DutyRules($onlyCurrent: Boolean!) {
    city { id ...DutyRuleForm_City }
    dutyRules(first: 100, onlyCurrent: $onlyCurrent) {
      edges { node { id ...DutyRuleItem_DutyRule } }
    }
  }
`);

/** What the city asks of its partner units in every period, with the versions that were and will be. */
export function DutyRulesPage() {
  const t = useMessages(messages);
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [onlyCurrent, setOnlyCurrent] = useState(true);
  const [creating, setCreating] = useState(false);
  const [{ data, error }, refetch] = useQuery({ query: DutyRules, variables: { onlyCurrent } });
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
  const rules = data.dutyRules.edges.map(({ node }) => node);
  return (
    <Page>
      <PageHeader
        title={t("rules.title")}
        subtitle={t("rules.subtitle")}
        actions={
          mayManage && !creating && <Button onClick={() => setCreating(true)}>{t("rules.create")}</Button>
        }
      />
      {creating && (
        <Panel title={t("rules.create")}>
          <DutyRuleForm city={data.city} onClose={() => setCreating(false)} />
        </Panel>
      )}
      <FilterChips
        label={t("filter")}
        single
        chips={[
          { key: "current", label: t("rules.current") },
          { key: "all", label: t("rules.all") },
        ]}
        selected={[onlyCurrent ? "current" : "all"]}
        onChange={([key]) => setOnlyCurrent(key !== "all")}
      />
      {rules.length === 0 ? (
        <EmptyState title={t("rules.emptyTitle")} next={t("rules.emptyNext")} />
      ) : (
        <Panel>
          {rules.map((rule) => (
            <DutyRuleItem key={rule.id} rule={rule} city={data.city} mayManage={mayManage} />
          ))}
        </Panel>
      )}
    </Page>
  );
}
