import { Button, Checkbox, SegmentedControl, Textarea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Urgency } from "../../gql/graphql.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import type { ActionOutcome } from "../../lib/outcome.ts";
import { type UploadedFile, uploadTo } from "../../lib/upload.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { FileField } from "../../ui/FileField.tsx";
import classes from "./help-requests.module.css";
import { messages } from "./messages.ts";
import { FirstNeedFields, FurtherNeedFields } from "./NeedFields.tsx";
import {
  type AskableKind,
  emptyNeed,
  inputOf,
  missingOf,
  type NeedDraft,
  titleAndBody,
} from "./need-draft.ts";

const URGENCIES: readonly Urgency[] = ["LOW", "NORMAL", "URGENT"];
const MOST_NEEDS = 10;

/** What was typed, as the mutations take it. */
export interface RequestInput {
  title: string;
  body: string;
  privateDetails: string | null;
  urgency: Urgency;
  wishedOn: string | null;
  needs: { kindId: string; quantity: string; good: string | null; description: string }[];
  evidenceIds: string[];
  /** Send it at once instead of keeping a draft. */
  open: boolean;
}

/** What the form begins with when a draft is changed. */
export interface RequestDraft {
  sentence: string;
  privateDetails: string;
  urgency: Urgency;
  wishedOn: string;
  needs: NeedDraft[];
}

interface HelpRequestFormProps {
  kinds: readonly AskableKind[];
  /** A draft that is written anew; without it a new request. */
  draft?: RequestDraft;
  /** Whether the person may send it; else it stays a draft for those who may. */
  maySend: boolean;
  onSend: (input: RequestInput, idempotencyKey: string) => Promise<ActionOutcome>;
  onDone?: () => void;
  onCancel?: () => void;
}

/** What, how much, one sentence; everything else has a default. */
export function HelpRequestForm({ kinds, draft, maySend, onSend, onDone, onCancel }: HelpRequestFormProps) {
  const t = useMessages(messages);
  const [needs, setNeeds] = useState(draft?.needs ?? [emptyNeed(1)]);
  const [sentence, setSentence] = useState(draft?.sentence ?? "");
  const [wishedOn, setWishedOn] = useState(draft?.wishedOn ?? "");
  const [urgency, setUrgency] = useState<Urgency>(draft?.urgency ?? "NORMAL");
  const [details, setDetails] = useState(draft?.privateDetails ?? "");
  const [showDetails, setShowDetails] = useState(details !== "");
  const [files, setFiles] = useState<UploadedFile[]>([]);
  const [keepDraft, setKeepDraft] = useState(!maySend);
  const kindOf = (need: NeedDraft) => kinds.find(({ id }) => id === need.kindId);
  const change = (next: NeedDraft) =>
    setNeeds((all) => all.map((need) => (need.key === next.key ? next : need)));
  const [first, ...further] = needs;

  function blocked(): string | null {
    for (const [at, need] of needs.entries()) {
      const missing = missingOf(need, kindOf(need));
      if (missing && at > 0) return t("form.needIncomplete", { number: at + 1 });
      if (missing === "kind") return t("form.chooseKind");
      if (missing === "amount") return t("form.enterAmount");
      if (missing === "good") return t("form.enterGood");
    }
    return sentence.trim() === "" ? t("form.enterSentence") : null;
  }

  function read(): RequestInput {
    return {
      ...titleAndBody(sentence),
      privateDetails: details.trim() || null,
      urgency,
      wishedOn: wishedOn || null,
      needs: needs.flatMap((need) => {
        const kind = kindOf(need);
        return kind ? [inputOf(need, kind)] : [];
      }),
      evidenceIds: files.map(({ id }) => id),
      open: !keepDraft,
    };
  }

  return (
    <ActionForm
      submitLabel={draft ? t("form.submitChange") : keepDraft ? t("form.submitDraft") : t("form.submit")}
      blocked={blocked()}
      onSubmit={(key) => onSend(read(), key)}
      {...(onDone ? { onDone } : {})}
      {...(onCancel ? { onCancel } : {})}
    >
      {first && <FirstNeedFields need={first} kinds={kinds} onChange={change} />}
      <Textarea
        label={t("form.sentence")}
        placeholder={t("form.sentenceHint")}
        value={sentence}
        required
        autosize
        minRows={2}
        maxLength={1000}
        onChange={({ currentTarget }) => setSentence(currentTarget.value)}
      />
      {further.map((need, at) => (
        <FurtherNeedFields
          key={need.key}
          need={need}
          kinds={kinds}
          number={at + 2}
          onChange={change}
          onRemove={() => setNeeds((all) => all.filter(({ key }) => key !== need.key))}
        />
      ))}
      {first?.kindId && needs.length < MOST_NEEDS && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ justifySelf: "start" }}
          onClick={() =>
            setNeeds((all) => [...all, emptyNeed(Math.max(0, ...all.map(({ key }) => key)) + 1)])
          }
        >
          {t("form.more")}
        </Button>
      )}
      <fieldset className={classes.group}>
        <legend>{t("form.urgency")}</legend>
        <SegmentedControl
          fullWidth
          size="md"
          value={urgency}
          onChange={(value) => setUrgency(URGENCIES.find((it) => it === value) ?? "NORMAL")}
          data={URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) }))}
        />
      </fieldset>
      <DateField label={t("form.wishedOn")} value={wishedOn} onChange={setWishedOn} min={todayInChina()} />
      {!draft && (
        <FileField
          label={t("form.photo")}
          hint={t("form.photoHint")}
          files={files}
          onChange={setFiles}
          upload={uploadTo()}
        />
      )}
      {showDetails ? (
        <Textarea
          label={t("form.private")}
          description={t("form.privateHint")}
          value={details}
          autosize
          minRows={2}
          maxLength={2000}
          onChange={({ currentTarget }) => setDetails(currentTarget.value)}
        />
      ) : (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ justifySelf: "start" }}
          onClick={() => setShowDetails(true)}
        >
          {t("form.addPrivate")}
        </Button>
      )}
      {!draft && maySend && (
        <Checkbox
          label={t("form.draft")}
          checked={keepDraft}
          onChange={({ currentTarget }) => setKeepDraft(currentTarget.checked)}
        />
      )}
    </ActionForm>
  );
}
