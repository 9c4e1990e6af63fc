import { NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import type { ActivitiesSearch } from "../../routes/search.ts";
import { FilterChips } from "../../ui/FilterChips.tsx";
import classes from "./activities.module.css";
import { type CalendarAddress, WHOSE } from "./calendar-address.ts";
import { messages } from "./messages.ts";

interface ActivityFiltersProps {
  address: CalendarAddress;
  /** An office looks at its territory. */
  office: boolean;
  kinds: readonly { id: string; nameZh: string; nameEn: string }[];
  onChange: (search: ActivitiesSearch) => void;
}

/** Whose activities, of which kind, where, and whether only those that still need people. */
export function ActivityFilters({ address, office, kinds, onChange }: ActivityFiltersProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [typed, setTyped] = useState(address.place);
  const change = (place: string) => onChange({ place: place || undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed begins to wait.
  useEffect(() => {
    if (typed.trim() === address.place) return;
    const timer = setTimeout(() => change(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  const whose = WHOSE.filter((it) => !office || it !== "ours");
  return (
    <div className={classes.filters}>
      <FilterChips
        label={t("calendar.whose")}
        single
        chips={whose.map((key) => ({
          key,
          label: t(office && key === "city" ? "calendar.territory" : `calendar.${key}`),
        }))}
        selected={[address.whose]}
        onChange={([next]) => onChange({ whose: next ?? address.whose })}
      />
      <FilterChips
        label={t("calendar.filters")}
        chips={[{ key: "open", label: t("calendar.open") }]}
        selected={address.open ? ["open"] : []}
        onChange={(next) => onChange({ open: next.length > 0 ? "1" : undefined })}
      />
      <NativeSelect
        aria-label={t("calendar.kind")}
        value={address.kind ?? ""}
        onChange={({ currentTarget }) => onChange({ kind: currentTarget.value || undefined })}
        data={[
          { value: "", label: t("calendar.allKinds") },
          ...kinds.map(({ id, nameZh, nameEn }) => ({ value: id, label: locale === "zh" ? nameZh : nameEn })),
        ]}
      />
      <TextInput
        aria-label={t("calendar.place")}
        placeholder={t("calendar.place")}
        value={typed}
        maxLength={60}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </div>
  );
}
