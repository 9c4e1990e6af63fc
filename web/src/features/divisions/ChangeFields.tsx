import { Checkbox, Radio, TextInput } from "@mantine/core";
import type { DivisionLevel } from "../../gql/graphql.ts";
import { useMessages } from "../../lib/i18n.ts";
import type { Act } from "./ChangeDivisionForm.tsx";
import { DivisionSelect } from "./DivisionSelect.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";
import { type Part, SplitFields } from "./SplitFields.tsx";

/** The fields of every change; each act uses its own. */
export interface ChangeTexts {
  name: string;
  code: string;
  level: "GRID" | "ZONE";
  parentId: string;
  sources: { id: string; name: string }[];
  parts: Part[];
  keep: boolean;
}

const NO_PART: Part = { name: "", code: "", childIds: [] };

/** What a change begins with. */
export const NOTHING: ChangeTexts = {
  name: "",
  code: "",
  level: "GRID",
  parentId: "",
  sources: [],
  parts: [NO_PART, NO_PART],
  keep: false,
};

/** Whether all is there that an act needs. */
export function isComplete(act: Act, texts: ChangeTexts): boolean {
  switch (act) {
    case "RENAME":
    case "CREATE":
      return texts.name.trim() !== "";
    case "RECODE":
      return texts.code.trim() !== "";
    case "MOVE":
      return texts.parentId !== "";
    case "MERGE":
      return texts.sources.length > 0;
    case "SPLIT":
      return (
        texts.parts.length >= (texts.keep ? 1 : 2) && texts.parts.every(({ name }) => name.trim() !== "")
      );
  }
}

interface ChangeFieldsProps {
  act: Act;
  division: { id: string; name: string; code: string | null; level: DivisionLevel };
  value: ChangeTexts;
  onChange: (value: ChangeTexts) => void;
}

/** The fields that an act asks for. */
export function ChangeFields({ act, division, value, onChange }: ChangeFieldsProps) {
  const t = useMessages(messages);
  const set = (change: Partial<ChangeTexts>) => onChange({ ...value, ...change });
  const name = (
    <TextInput
      required
      label={t("form.name")}
      value={value.name}
      maxLength={60}
      onChange={({ currentTarget }) => set({ name: currentTarget.value })}
    />
  );
  switch (act) {
    case "RENAME":
      return name;
    case "RECODE":
      return (
        <TextInput
          required
          label={t("form.newCode")}
          description={division.code ?? ""}
          value={value.code}
          maxLength={20}
          onChange={({ currentTarget }) => set({ code: currentTarget.value })}
        />
      );
    case "MOVE":
      return (
        <DivisionSelect
          required
          label={t("form.parent")}
          value={value.parentId}
          onChange={(parentId) => set({ parentId })}
        />
      );
    case "MERGE":
      return (
        <>
          <DivisionSelect
            key={value.sources.length}
            label={t("form.into")}
            description={t("form.intoHint", { name: division.name })}
            level={division.level}
            value=""
            onChange={(id, sourceName) => {
              if (id && id !== division.id && !value.sources.some((one) => one.id === id))
                set({ sources: [...value.sources, { id, name: sourceName }] });
            }}
          />
          {value.sources.map((one) => (
            <Checkbox
              key={one.id}
              className={classes.check ?? ""}
              label={one.name}
              checked
              onChange={() => set({ sources: value.sources.filter(({ id }) => id !== one.id) })}
            />
          ))}
        </>
      );
    case "CREATE":
      return (
        <>
          <Radio.Group
            label={t("form.level")}
            value={value.level}
            onChange={(level) => set({ level: level === "ZONE" ? "ZONE" : "GRID" })}
          >
            <Radio value="GRID" label={t("level.GRID")} style={{ paddingBlock: 6 }} />
            <Radio value="ZONE" label={t("level.ZONE")} style={{ paddingBlock: 6 }} />
          </Radio.Group>
          {name}
          <TextInput
            label={t("form.optionalCode")}
            value={value.code}
            maxLength={20}
            onChange={({ currentTarget }) => set({ code: currentTarget.value })}
          />
        </>
      );
    case "SPLIT":
      return (
        <SplitFields
          division={division}
          parts={value.parts}
          keep={value.keep}
          onKeep={(keep) => set({ keep })}
          onParts={(parts) => set({ parts })}
          onAdd={() => set({ parts: [...value.parts, NO_PART] })}
        />
      );
  }
}
