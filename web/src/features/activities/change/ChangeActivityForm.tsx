import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { TileChoice } from "../../../ui/TileChoice.tsx";
import { toast } from "../../../ui/toast.ts";
import { activityIcon } from "../activity-icons.ts";
import { ServedFields } from "../HostFields.tsx";
import type { KindTile, ServedPartnership } from "../PlanActivityForm.tsx";
import { type Audience, skillsOf } from "../plan-draft.ts";
import { WhoFields } from "../WhoFields.tsx";
import { messages } from "./messages.ts";

const ChangeActivity = graphql(`
  mutation ChangeActivity($input: ChangeActivityInput!) {
    changeActivity(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Activity { id }
    }
  }
`);

interface ChangeActivityFormProps {
  activity: {
    id: string;
    version: number;
    title: string;
    body?: string | null;
    skills: readonly string[];
    audience: Audience;
    kind: KindTile;
    partnerships: readonly ServedPartnership[];
  };
  kinds: readonly KindTile[];
  /** Those that a host has a side in, and those served already. */
  partnerships: readonly ServedPartnership[];
  onClose: () => void;
}

/** What an activity is: its kind, words, who may come, what it serves. When and where is changed at its sessions. */
export function ChangeActivityForm({ activity, kinds, partnerships, onClose }: ChangeActivityFormProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const outcome = useOutcome();
  const [, change] = useMutation(ChangeActivity);
  const [begun] = useState(() => ({
    version: activity.version,
    activityKindId: activity.kind.id,
    title: activity.title,
    body: activity.body ?? "",
    skills: activity.skills.join(locale === "zh" ? "，" : ", "),
    audience: activity.audience,
    partnershipIds: activity.partnerships.map(({ id }) => id),
  }));
  const [draft, setDraft] = useState(begun);
  const put = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  // One that ended stays a choice for what is held in it already.
  const tiles = kinds.some(({ id }) => id === activity.kind.id) ? kinds : [activity.kind, ...kinds];
  const said = (it: typeof draft) => ({
    activityKindId: it.activityKindId,
    title: it.title.trim(),
    body: it.body.trim() || null,
    skills: skillsOf(it.skills),
    audience: it.audience,
    partnershipIds: [...it.partnershipIds].sort(),
  });
  const isSame = JSON.stringify(said(draft)) === JSON.stringify(said(begun));
  return (
    <ActionForm
      submitLabel={t("submit")}
      blocked={draft.title.trim() ? (isSame ? t("same") : null) : t("missingTitle")}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await change({
            input: { idempotencyKey, activityId: activity.id, version: begun.version, ...said(draft) },
          }),
          (data) => data.changeActivity,
        )
      }
      onDone={() => {
        toast(t("done"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("hint")}</p>
      <TileChoice
        label={t("kind")}
        tiles={tiles.map(({ id, code, nameZh, nameEn }) => ({
          value: id,
          label: locale === "zh" ? nameZh : nameEn,
          icon: activityIcon(code),
        }))}
        value={draft.activityKindId}
        onChange={(activityKindId) => put({ activityKindId })}
      />
      <TextInput
        label={t("name")}
        required
        maxLength={60}
        value={draft.title}
        onChange={({ currentTarget }) => put({ title: currentTarget.value })}
      />
      <ServedFields
        partnerships={partnerships}
        chosen={draft.partnershipIds}
        onChange={(partnershipIds) => put({ partnershipIds })}
      />
      <WhoFields draft={draft} onChange={put} />
    </ActionForm>
  );
}
