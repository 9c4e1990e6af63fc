import { TextInput } from "@mantine/core";
import { useState } from "react";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import type { ActionOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TileChoice } from "../../ui/TileChoice.tsx";
import type { ChosenOrganization } from "../partnerships/OrganizationField.tsx";
import { activityIcon } from "./activity-icons.ts";
import { HostField } from "./HostField.tsx";
import { CoHostFields, ServedFields } from "./HostFields.tsx";
import { messages } from "./messages.ts";
import { WhenAndWhereFields } from "./PlanFields.tsx";
import { emptyPlan, missingOf, type PlanDraft, termsOf } from "./plan-draft.ts";
import { WhoFields } from "./WhoFields.tsx";

/** A kind of activity as the form shows it. */
export interface KindTile {
  id: string;
  code: string;
  nameZh: string;
  nameEn: string;
}

/** A partnership that could be served. */
export interface ServedPartnership {
  id: string;
  giver: { id: string; name: string };
  receiver: { id: string; name: string };
}

/** What is sent to plan an activity. */
export type PlanInput = ReturnType<typeof termsOf> & {
  organizationId: string;
  coHostIds: string[];
  activityKindId: string;
  partnershipIds: string[];
};

interface PlanActivityFormProps {
  kinds: readonly KindTile[];
  partnerships: readonly ServedPartnership[];
  /** Whoever plans; null for an office, which plans on somebody's behalf. */
  own: ChosenOrganization | null;
  on?: string | undefined;
  partnershipId?: string | undefined;
  onSend: (input: PlanInput, idempotencyKey: string) => Promise<ActionOutcome>;
}

/** What, who holds it and for whom, when and how often, where, who may come. */
export function PlanActivityForm(props: PlanActivityFormProps) {
  const { kinds, partnerships, own, on, partnershipId, onSend } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const today = todayInChina();
  const [draft, setDraft] = useState<PlanDraft>(() => emptyPlan(today, on));
  const [host, setHost] = useState<ChosenOrganization | null>(own);
  const [coHosts, setCoHosts] = useState<ChosenOrganization[]>([]);
  const [servedIds, setServedIds] = useState<string[]>(partnershipId ? [`Partnership:${partnershipId}`] : []);
  const change = (part: Partial<PlanDraft>) => setDraft((old) => ({ ...old, ...part }));
  const hostIds = [host, ...coHosts].flatMap((it) => (it ? [it.id] : []));
  // A partnership is served by one of its own sides.
  const possible = partnerships.filter(
    ({ giver, receiver }) => hostIds.includes(giver.id) || hostIds.includes(receiver.id),
  );
  const served = servedIds.filter((id) => possible.some((it) => it.id === id));
  const receiverIds = possible.filter(({ id }) => served.includes(id)).map(({ receiver }) => receiver.id);
  const missing = host ? missingOf(draft) : "host";
  const kind = kinds.find(({ id }) => id === draft.kindId);
  return (
    <ActionForm
      submitLabel={t(draft.recurrence.repeat === "NONE" ? "plan.submit" : "plan.submitSeries")}
      blocked={missing && t(`plan.missing.${missing}`)}
      onSubmit={(key) =>
        onSend(
          {
            ...termsOf(draft),
            organizationId: host?.id ?? "",
            coHostIds: coHosts.map(({ id }) => id),
            activityKindId: draft.kindId,
            partnershipIds: served,
          },
          key,
        )
      }
    >
      {!own && (
        <HostField
          label={t("plan.onBehalf")}
          description={t("plan.onBehalfHint")}
          kind="COMMUNITY"
          required
          value={host}
          onChange={setHost}
        />
      )}
      <TileChoice
        label={t("plan.kind")}
        tiles={kinds.map(({ id, code, nameZh, nameEn }) => ({
          value: id,
          label: locale === "zh" ? nameZh : nameEn,
          icon: activityIcon(code),
        }))}
        value={draft.kindId || null}
        onChange={(kindId) => change({ kindId })}
      />
      {kind && (
        <>
          <TextInput
            label={t("plan.title")}
            placeholder={t("plan.titleHint")}
            required
            maxLength={60}
            value={draft.title}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
          <WhenAndWhereFields
            draft={draft}
            onChange={change}
            min={today}
            communityIds={[...new Set([...hostIds, ...receiverIds])]}
          />
          <ServedFields partnerships={possible} chosen={served} onChange={setServedIds} />
          <CoHostFields chosen={coHosts} onChange={setCoHosts} except={host?.id ?? null} />
          <WhoFields draft={draft} onChange={change} />
        </>
      )}
    </ActionForm>
  );
}
