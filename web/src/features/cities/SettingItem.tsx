import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./cities.module.css";
import { messages } from "./messages.ts";
import { SetSettingForm } from "./SetSettingForm.tsx";

const SettingItem_SettingValue = graphql(`
  fragment SettingItem_SettingValue on SettingValue { key value isDefault min max }
`);

const KEYS = [
  "reportingWindowWorkdays",
  "atRiskWorkdays",
  "silenceWorkdays",
  "appealAnswerWorkdays",
  "appealContactKeptDays",
  "extensionsPerObligation",
  "remindersPerWeek",
  "offerWindowWorkdays",
  "staleClaimWorkdays",
  "solvedAnswerWorkdays",
  "askerKeptDays",
  "stationNextSessionDays",
  "stationConfirmedSessionDays",
  "reminderCapPerWeek",
  "quietFrom",
  "quietTo",
  "remindersOnWorkdaysOnly",
  "digestAt",
  "burdenMarkAsks",
  "fairnessUnderPercent",
  "fairnessOverPercent",
  "sessionHorizonDays",
  "guestKeptDays",
  "moneyNeedsEvidence",
  "twoFactorForOffices",
] as const;

interface SettingItemProps {
  setting: FragmentType<typeof SettingItem_SettingValue>;
  /** Every dated value of it, the latest first. */
  history: readonly { id: string; value: string; validFrom: string; recordedAt: string }[];
  mayManage: boolean;
}

/** One value of the city: what it means, what holds today, what comes, what was, and the form for the next. */
export function SettingItem({ setting, history, mayManage }: SettingItemProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const [changing, setChanging] = useState(false);
  const { key, value, isDefault, min, max } = readFragment(SettingItem_SettingValue, setting);
  const known = KEYS.find((it) => it === key);
  const name = known ? t(`setting.${known}`) : key;
  const say = (text: string) =>
    text === "true" ? t("settings.on") : text === "false" ? t("settings.off") : text;
  const today = todayInChina();
  const next = history.filter(({ validFrom }) => validFrom > today);
  const past = history.filter(({ validFrom }) => validFrom <= today);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <b>{name}</b>
        {known && <div className={classes.quiet}>{t(`settingMeans.${known}`)}</div>}
        {next.map((one) => (
          <div key={one.id}>{t("settings.next", { day: date(one.validFrom), value: say(one.value) })}</div>
        ))}
        {past.length > 0 && (
          <details>
            <summary>{t("settings.history", { count: past.length })}</summary>
            <ul>
              {past.map((one) => (
                <li key={one.id}>
                  {t("settings.since", { day: date(one.validFrom), value: say(one.value) })}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className={classes.value}>
        <span className={classes.number}>{say(value)}</span>
        <span className={classes.quiet}>{isDefault ? t("settings.default") : ""}</span>
        {mayManage && !changing && (
          <Button
            variant="default"
            aria-label={t("settings.changeOne", { name })}
            onClick={() => setChanging(true)}
          >
            {t("settings.change")}
          </Button>
        )}
      </div>
      {changing && (
        <div className={classes.form}>
          <SetSettingForm
            name={name}
            settingKey={key}
            value={value}
            bounds={min != null && max != null ? { min, max } : null}
            onClose={() => setChanging(false)}
          />
        </div>
      )}
    </li>
  );
}
