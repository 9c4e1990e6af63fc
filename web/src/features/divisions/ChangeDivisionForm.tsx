import { Button } from "@mantine/core";
import { useState } from "react";
import type { DivisionLevel } from "../../gql/graphql.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { DateField } from "../../ui/DateField.tsx";
import { ChangeFields, type ChangeTexts, isComplete, NOTHING } from "./ChangeFields.tsx";
import { ChangePlan } from "./ChangePlan.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

/** What can be done to a division. */
export type Act = "RENAME" | "RECODE" | "MOVE" | "MERGE" | "SPLIT" | "CREATE";

interface ChangeDivisionFormProps {
  act: Act;
  division: { id: string; name: string; code: string | null; level: DivisionLevel };
  onClose: () => void;
}

/** A change in two steps: fill in, see in words what it would do, then confirm. */
export function ChangeDivisionForm({ act, division, onClose }: ChangeDivisionFormProps) {
  const t = useMessages(messages);
  const [texts, setTexts] = useState<ChangeTexts>(NOTHING);
  const [effectiveOn, setEffectiveOn] = useState(todayInChina());
  const [seen, setSeen] = useState(false);
  const ready = effectiveOn !== "" && isComplete(act, texts);
  if (seen)
    return (
      <ChangePlan
        change={inputOf(act, division.id, texts, effectiveOn)}
        words={t(`act.${act}`)}
        onBack={() => setSeen(false)}
        onDone={onClose}
      />
    );
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) setSeen(true);
      }}
    >
      <b>{t(`act.${act}`)}</b>
      <ChangeFields act={act} division={division} value={texts} onChange={setTexts} />
      <DateField
        required
        label={t("form.effectiveOn")}
        value={effectiveOn}
        onChange={setEffectiveOn}
        max={todayInChina()}
      />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!ready}>
          {t("form.preview")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("form.back")}
        </Button>
        {!ready && <span className={classes.quiet}>{t("form.blocked")}</span>}
      </div>
    </form>
  );
}

/** The change as the server takes it: only the fields of its kind. */
function inputOf(kind: Act, divisionId: string, texts: ChangeTexts, effectiveOn: string) {
  const { name, code, level, parentId, sources, parts, keep } = texts;
  const base = { kind, divisionId, effectiveOn };
  const plainCode = code.normalize("NFKC").trim() || null;
  switch (kind) {
    case "RENAME":
      return { ...base, name: name.trim() };
    case "RECODE":
      return { ...base, code: plainCode };
    case "MOVE":
      return { ...base, parentId };
    case "MERGE":
      return { ...base, sourceIds: sources.map(({ id }) => id) };
    case "CREATE":
      return { ...base, name: name.trim(), code: plainCode, level };
    case "SPLIT":
      return {
        ...base,
        keep,
        parts: parts.map((part) => ({
          name: part.name.trim(),
          code: part.code.normalize("NFKC").trim() || null,
          childIds: part.childIds,
        })),
      };
  }
}
