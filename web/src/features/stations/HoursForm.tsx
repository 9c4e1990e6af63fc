import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";
import { asOnMonday, isComplete, nextSpan, type SpanDraft, WEEK } from "./week-draft.ts";

const HoursForm_Station = graphql(`
  fragment HoursForm_Station on Station {
    id
    version
    opensOnHolidays
    hours { weekday opens closes }
  }
`);
const SetStationHours = graphql(`
  mutation SetStationHours($input: SetStationHoursInput!) {
    setStationHours(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface HoursFormProps {
  station: FragmentType<typeof HoursForm_Station>;
  onClose: () => void;
}

/** The week day by day, as many spans as a day has. */
export function HoursForm(props: HoursFormProps) {
  const station = readFragment(HoursForm_Station, props.station);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, set] = useMutation(SetStationHours);
  const [hours, setHours] = useState<SpanDraft[]>(() =>
    station.hours.map(({ weekday, opens, closes }) => ({ weekday, opens, closes })),
  );
  const [opensOnHolidays, setOpensOnHolidays] = useState(station.opensOnHolidays);
  const change = (at: number, part: Partial<SpanDraft>) =>
    setHours(hours.map((span, index) => (index === at ? { ...span, ...part } : span)));
  return (
    <ActionForm
      submitLabel={t("hours.save")}
      blocked={isComplete(hours) ? null : t("hours.missing")}
      onCancel={props.onClose}
      onDone={() => {
        toast(t("hours.saved"));
        props.onClose();
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({
            input: {
              idempotencyKey,
              stationId: station.id,
              version: station.version,
              hours,
              opensOnHolidays,
            },
          }),
          (data) => data.setStationHours,
        )
      }
    >
      {WEEK.map((key) => {
        const day = t(`weekday.${key}`);
        const weekday = Number(key);
        return (
          <fieldset key={key} className={classes.weekday}>
            <legend>{t("hours.day", { day })}</legend>
            {hours.map(
              (span, at) =>
                span.weekday === weekday && (
                  // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name of their own.
                  <div key={at} className={classes.span}>
                    <TimeField
                      label={t("hours.from", { day })}
                      value={span.opens}
                      onChange={(opens) => change(at, { opens })}
                    />
                    <TimeField
                      label={t("hours.to", { day })}
                      value={span.closes}
                      onChange={(closes) => change(at, { closes })}
                    />
                    <ActionIcon
                      variant="default"
                      size={44}
                      aria-label={t("hours.remove", { day })}
                      onClick={() => setHours(hours.filter((_, index) => index !== at))}
                    >
                      <IconX size={18} aria-hidden />
                    </ActionIcon>
                  </div>
                ),
            )}
            <div className={classes.acts}>
              <Button
                variant="subtle"
                size="sm"
                onClick={() => setHours([...hours, nextSpan(hours, weekday)])}
              >
                {t("hours.add", { day })}
              </Button>
              {weekday === 1 && (
                <Button variant="subtle" size="sm" onClick={() => setHours(asOnMonday(hours))}>
                  {t("hours.copy")}
                </Button>
              )}
            </div>
          </fieldset>
        );
      })}
      <Checkbox
        label={t("hours.holidays")}
        checked={opensOnHolidays}
        onChange={({ currentTarget }) => setOpensOnHolidays(currentTarget.checked)}
      />
    </ActionForm>
  );
}
