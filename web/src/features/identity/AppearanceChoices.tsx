import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useId } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import classes from "./identity.module.css";
import { messages } from "./messages.ts";

const SCHEMES = ["auto", "light", "dark"] as const;

/** Language and light or dark, kept in this browser. */
export function AppearanceChoices() {
  const t = useMessages(messages);
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <div className={classes.stack}>
      <div className={classes.choice}>
        <span id={`${id}-language`}>{t("appearance.language")}</span>
        <SegmentedControl
          aria-labelledby={`${id}-language`}
          value={locale}
          onChange={(value) => setLocale(value === "en" ? "en" : "zh")}
          data={[
            { value: "zh", label: t("appearance.chinese") },
            { value: "en", label: t("appearance.english") },
          ]}
        />
      </div>
      <div className={classes.choice}>
        <span id={`${id}-scheme`}>{t("appearance.scheme")}</span>
        <SegmentedControl
          aria-labelledby={`${id}-scheme`}
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((it) => it === value) ?? "auto")}
          data={SCHEMES.map((value) => ({ value, label: t(`appearance.${value}`) }))}
        />
      </div>
      <p className={classes.quiet}>{t("appearance.kept")}</p>
    </div>
  );
}
