// Only this page chooses several of many: the styles come along with it.
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Checkbox, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import type { PairingScope } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";

const PlanUnits = graphql(`
  query PlanUnits {
    fairnessUnits(first: 100, sort: { by: NAME }) { edges { node { id name } } }
  }
`);

/** What a plan is computed with, as it is typed. */
export interface TypedOptions {
  maxPerUnit: string;
  scope: PairingScope;
  keepExisting: boolean;
  alsoUnderserved: boolean;
  unitIds: string[];
}

export const USUAL_OPTIONS: TypedOptions = {
  maxPerUnit: "3",
  scope: "CITY",
  keepExisting: true,
  alsoUnderserved: true,
  unitIds: [],
};

/** The options as the API takes them; null while the limit cannot be read. */
export function optionsOf({ maxPerUnit, unitIds, ...rest }: TypedOptions) {
  const most = Number(maxPerUnit.normalize("NFKC").trim());
  if (!Number.isInteger(most) || most < 1 || most > 100) return null;
  return { ...rest, maxPerUnit: most, unitIds: unitIds.length > 0 ? unitIds : null };
}

interface PlanOptionsProps {
  options: TypedOptions;
  onChange: (options: TypedOptions) => void;
}

/** The limit of a unit, the distance, what stays, and which units. */
export function PlanOptions({ options, onChange }: PlanOptionsProps) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({ query: PlanUnits });
  const change = (next: Partial<TypedOptions>) => onChange({ ...options, ...next });
  return (
    <div className={classes.form}>
      <TextInput
        required
        label={t("plan.maxPerUnit")}
        inputMode="numeric"
        maxLength={3}
        value={options.maxPerUnit}
        error={optionsOf(options) === null ? t("plan.maxWrong") : null}
        onChange={({ currentTarget }) => change({ maxPerUnit: currentTarget.value })}
      />
      <NativeSelect
        label={t("plan.scope")}
        value={options.scope}
        onChange={({ currentTarget }) =>
          change({ scope: currentTarget.value === "DISTRICT" ? "DISTRICT" : "CITY" })
        }
        data={(["CITY", "DISTRICT"] as const).map((value) => ({ value, label: t(`plan.scopes.${value}`) }))}
      />
      <Checkbox
        size="md"
        label={t("plan.keepExisting")}
        description={t("plan.keepHint")}
        checked={options.keepExisting}
        onChange={({ currentTarget }) => change({ keepExisting: currentTarget.checked })}
      />
      <Checkbox
        size="md"
        label={t("plan.alsoUnderserved")}
        checked={options.alsoUnderserved}
        onChange={({ currentTarget }) => change({ alsoUnderserved: currentTarget.checked })}
      />
      <MultiSelect
        searchable
        clearable
        label={t("plan.units")}
        description={t("plan.unitsHint")}
        placeholder={options.unitIds.length === 0 ? t("plan.allUnits") : ""}
        value={options.unitIds}
        onChange={(unitIds) => change({ unitIds })}
        data={(data?.fairnessUnits.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))}
      />
    </div>
  );
}
