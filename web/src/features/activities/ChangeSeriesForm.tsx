import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { WhenAndWhereFields } from "./PlanFields.tsx";
import { choiceOf, emptyPlan, missingOf, type PlanDraft, termsOf } from "./plan-draft.ts";
import type { SessionInHand } from "./session-in-hand.ts";

const ChangeSeries = graphql(`
  mutation ChangeSeries($input: ChangeSeriesInput!) {
    changeSeries(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Activity { id }
    }
  }
`);

interface ChangeSeriesFormProps {
  session: SessionInHand;
  series: { version: number; recurrence: string; holidays: PlanDraft["recurrence"]["holidays"] };
  onClose: () => void;
}

/** From this session on the series is another: its day, time, place or places. */
export function ChangeSeriesForm({ session, series, onClose }: ChangeSeriesFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const navigate = useNavigate();
  const [, change] = useMutation(ChangeSeries);
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    ...emptyPlan(todayInChina()),
    kindId: "as before",
    title: "as before",
    firstOn: session.on,
    from: session.from,
    to: session.to,
    place: session.place,
    roomId: session.roomId,
    capacity: session.capacity === null ? "" : String(session.capacity),
    recurrence: choiceOf(series.recurrence, session.on, series.holidays),
  }));
  const missing = missingOf(draft) ?? (draft.recurrence.repeat === "NONE" ? "repeat" : null);
  return (
    <ActionForm
      submitLabel={t("series.submit", { day: date(session.on) })}
      blocked={missing && t(`plan.missing.${missing}`)}
      onSubmit={async (idempotencyKey) => {
        const { firstOn, startTime, durationMinutes, recurrence, holidays, place, roomId, capacity } =
          termsOf(draft);
        return outcome(
          await change({
            input: {
              idempotencyKey,
              sessionId: session.id,
              version: series.version,
              firstOn,
              startTime,
              durationMinutes,
              recurrence,
              holidays,
              place,
              roomId,
              capacity,
            },
          }),
          (data) => data.changeSeries,
          undefined,
          (member) => {
            if (member.__typename === "Activity")
              void navigate({ to: "/activities/$id", params: { id: uuidOf(member.id) } });
          },
        );
      }}
      onDone={() => {
        toast(t("series.done"));
        onClose();
      }}
      onCancel={onClose}
    >
      <WhenAndWhereFields
        draft={draft}
        onChange={(part) => setDraft((old) => ({ ...old, ...part }))}
        min={todayInChina()}
        communityIds={session.communityIds}
      />
    </ActionForm>
  );
}
