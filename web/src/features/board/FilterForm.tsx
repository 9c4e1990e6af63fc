import { Button, Checkbox, Select } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { DivisionSelect } from "../divisions/DivisionSelect.tsx";
import { OrganizationSelect } from "../organizations/OrganizationSelect.tsx";
import { without } from "./BoardFilterLine.tsx";
import classes from "./board.module.css";
import { BASES, type BoardFilters, type BoardState, ORDERS, PAIRINGS, STATES } from "./board-address.ts";
import { messages } from "./messages.ts";
import { NumberFilter } from "./NumberFilter.tsx";

const BoardKinds = graphql(`
  query BoardKinds { city { id kinds { id nameZh nameEn measure unitZh unitEn } } }
`);

interface FilterFormProps {
  state: BoardState;
  /** How many match now; undefined while it is not known. */
  matching: number | undefined;
  onChange: (next: Partial<BoardState>) => void;
  onClose: () => void;
}

/** All conditions with proper fields; each takes effect at once, the button says how many match. */
export function FilterForm({ state, matching, onChange, onClose }: FilterFormProps) {
  const t = useMessages(messages);
  const kinds = useKindWords();
  const [{ data }] = useQuery({ query: BoardKinds });
  const { filters } = state;
  /** Sets one condition; nothing takes it away. */
  const set = <Key extends keyof BoardFilters>(key: Key, value: BoardFilters[Key] | undefined) =>
    onChange({
      filters: { ...without(filters, [key]), ...(value === undefined ? {} : { [key]: value }) },
    });
  const choices = <Value extends string>(values: readonly Value[], word: (value: Value) => string) =>
    values.map((value) => ({ value: value as string, label: word(value) }));
  return (
    <>
      <div className={classes.fields}>
        <OrganizationSelect
          label={t("filters.giver")}
          kind="PARTNER_UNIT"
          value={filters.giverId ? `Organization:${filters.giverId}` : ""}
          onChange={(id) => set("giverId", id ? uuidOf(id) : undefined)}
        />
        <OrganizationSelect
          label={t("filters.receiver")}
          value={filters.receiverId ? `Organization:${filters.receiverId}` : ""}
          onChange={(id) => set("receiverId", id ? uuidOf(id) : undefined)}
        />
        <DivisionSelect
          label={t("filters.division")}
          description={t("filters.divisionHint")}
          value={filters.divisionId ? `Division:${filters.divisionId}` : ""}
          onChange={(id) => set("divisionId", id ? uuidOf(id) : undefined)}
        />
        <div className={classes.pair}>
          <NumberFilter
            label={t("filters.late")}
            value={filters.lateWorkdays}
            onChange={(days) => set("lateWorkdays", days)}
          />
          <NumberFilter
            label={t("filters.stuck")}
            value={filters.stuckWorkdays}
            onChange={(days) => set("stuckWorkdays", days)}
          />
        </div>
        <NumberFilter
          money
          label={t("filters.amount")}
          value={filters.stuckFen === undefined ? undefined : Number(filters.stuckFen) / 100}
          onChange={(yuan) => set("stuckFen", yuan ? String(yuan * 100) : undefined)}
        />
        <Select
          label={t("filters.kind")}
          placeholder={t("filters.any")}
          clearable
          data={(data?.city.kinds ?? []).map((kind) => ({ value: uuidOf(kind.id), label: kinds.name(kind) }))}
          value={filters.kindId ?? null}
          onChange={(id) => set("kindId", id ?? undefined)}
        />
        <div className={classes.pair}>
          <Select
            label={t("filters.partnershipKind")}
            placeholder={t("filters.any")}
            clearable
            data={choices(PAIRINGS, (it) => t(`pairing.${it}`))}
            value={filters.partnershipKind ?? null}
            onChange={(value) =>
              set(
                "partnershipKind",
                PAIRINGS.find((it) => it === value),
              )
            }
          />
          <Select
            label={t("filters.basis")}
            placeholder={t("filters.any")}
            clearable
            data={choices(BASES, (it) => t(`basis.${it}`))}
            value={filters.basis ?? null}
            onChange={(value) =>
              set(
                "basis",
                BASES.find((it) => it === value),
              )
            }
          />
        </div>
        <Checkbox.Group
          label={t("filters.states")}
          description={t("filters.statesHint")}
          value={filters.states ?? []}
          onChange={(values) => {
            const states = STATES.filter((it) => (values as string[]).includes(it));
            set("states", states.length > 0 ? states : undefined);
          }}
        >
          <div className={classes.choices}>
            {STATES.map((value) => (
              <Checkbox key={value} value={value} label={t(`state.${value}`)} py={8} />
            ))}
          </div>
        </Checkbox.Group>
        <Select
          label={t("filters.sort")}
          allowDeselect={false}
          data={choices(ORDERS, (it) => t(`order.${it}`))}
          value={state.by}
          onChange={(value) => onChange({ by: ORDERS.find((it) => it === value) ?? "NEEDS" })}
        />
        <Checkbox
          label={t("filters.reversed")}
          checked={state.reversed}
          onChange={({ currentTarget }) => onChange({ reversed: currentTarget.checked })}
        />
      </div>
      <div className={classes.foot}>
        <Button onClick={onClose}>
          {matching === undefined ? t("filters.doneUnknown") : t("filters.done", { count: matching })}
        </Button>
        <Button variant="default" onClick={() => onChange({ filters: {} })}>
          {t("clearAll")}
        </Button>
      </div>
    </>
  );
}
