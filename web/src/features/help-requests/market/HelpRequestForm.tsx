import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Urgency } from "../../../gql/graphql.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import type { ActionOutcome } from "../../../lib/outcome.ts";
import { type UploadedFile, uploadTo } from "../../../lib/upload.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { FileField } from "../../../ui/FileField.tsx";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import {
  type AskableKind,
  emptyNeed,
  inputOf,
  missingOf,
  type NeedDraft,
  titleAndBody,
} from "../need-draft.ts";
import marketClasses from "./market.module.css";
import { messages as market } from "./messages.ts";
import { FirstNeedFields, FurtherNeedFields } from "./NeedFields.tsx";
import { WishedDay } from "./WishedDay.tsx";

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
  /** Of a new request: who asked for it, and whether the whole city sees it at once. */
  askerName?: string | null;
  askerContact?: string | null;
  toHall?: boolean;
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

/** A photo, what, how much, by when: in taps alone. A sentence and everything else may be added. */
export function HelpRequestForm({ kinds, draft, maySend, onSend, onDone, onCancel }: HelpRequestFormProps) {
  const t = useMessages(messages);
  const m = useMessages(market);
  const words = useKindWords();
  const [needs, setNeeds] = useState(draft?.needs ?? [emptyNeed(1)]);
  const [sentence, setSentence] = useState(draft?.sentence ?? "");
  const [wishedOn, setWishedOn] = useState(draft?.wishedOn ?? "");
  const [urgency, setUrgency] = useState<Urgency>(draft?.urgency ?? "NORMAL");
  const [details, setDetails] = useState(draft?.privateDetails ?? "");
  const [asker, setAsker] = useState({ name: "", contact: "" });
  const [toHall, setToHall] = useState(false);
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
    return null;
  }

  /** What the request is called when nobody said it in a sentence: its first thing. */
  function madeTitle(): string {
    const [need] = needs;
    const kind = need && kindOf(need);
    if (!need || !kind) return "";
    const what = need.description.trim() || need.good.trim() || words.name(kind);
    const quantity = words.quantity(kind, need.amount.quantity ?? "1", "").trim();
    return kind.measure === "DONE" ? what : m("made", { what, quantity });
  }

  function read(): RequestInput {
    return {
      ...titleAndBody(sentence.trim() || madeTitle()),
      privateDetails: details.trim() || null,
      urgency,
      wishedOn: wishedOn || null,
      needs: needs.flatMap((need) => {
        const kind = kindOf(need);
        return kind ? [inputOf(need, kind)] : [];
      }),
      evidenceIds: files.map(({ id }) => id),
      open: !keepDraft,
      ...(draft
        ? {}
        : {
            askerName: asker.name.trim() || null,
            askerContact: asker.name.trim() ? asker.contact.trim() || null : null,
            toHall: toHall && !keepDraft,
          }),
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
      {!draft && <FileField label={m("ask.photo")} files={files} onChange={setFiles} upload={uploadTo()} />}
      {first && <FirstNeedFields need={first} kinds={kinds} onChange={change} />}
      <WishedDay value={wishedOn} onChange={setWishedOn} />
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
      <Textarea
        label={m("ask.sentence")}
        placeholder={t("form.sentenceHint")}
        value={sentence}
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
      <details className={marketClasses.more} open={draft !== undefined && details !== ""}>
        <summary>{m("ask.moreOptions")}</summary>
        <div className={marketClasses.moreFields}>
          <Textarea
            label={t("form.private")}
            description={t("form.privateHint")}
            value={details}
            autosize
            minRows={2}
            maxLength={2000}
            onChange={({ currentTarget }) => setDetails(currentTarget.value)}
          />
          {!draft && (
            <>
              <TextInput
                label={m("ask.asker")}
                description={m("ask.askerHint")}
                value={asker.name}
                maxLength={40}
                autoComplete="off"
                onChange={({ currentTarget }) => setAsker({ ...asker, name: currentTarget.value })}
              />
              {asker.name.trim() !== "" && (
                <TextInput
                  label={m("ask.contact")}
                  value={asker.contact}
                  maxLength={60}
                  autoComplete="off"
                  onChange={({ currentTarget }) => setAsker({ ...asker, contact: currentTarget.value })}
                />
              )}
              {maySend && (
                <Checkbox
                  label={m("ask.toHall")}
                  checked={toHall}
                  disabled={keepDraft}
                  onChange={({ currentTarget }) => setToHall(currentTarget.checked)}
                />
              )}
              {maySend && (
                <Checkbox
                  label={t("form.draft")}
                  checked={keepDraft}
                  onChange={({ currentTarget }) => setKeepDraft(currentTarget.checked)}
                />
              )}
            </>
          )}
        </div>
      </details>
    </ActionForm>
  );
}
