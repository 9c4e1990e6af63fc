import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { todayInChina } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { DateField } from "../../../ui/DateField.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";

const CreateActivityKind = graphql(`
  mutation CreateActivityKind($input: CreateActivityKindInput!) {
    createActivityKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ChangeActivityKind = graphql(`
  mutation ChangeActivityKind($input: ChangeActivityKindInput!) {
    changeActivityKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface Named {
  id: string;
  nameZh: string;
  nameEn: string;
}

interface ActivityKindFormProps {
  /** The kind that changes; null for a new one. */
  former: (Named & { version: number; countKind?: Named | null; minutesKind?: Named | null }) | null;
  /** The kinds of support of the city. */
  kinds: readonly (Named & { measure: string })[];
  onClose: () => void;
}

/** Both names, and as what a session and its hours count; the code is chosen once. */
export function ActivityKindForm({ former, kinds, onClose }: ActivityKindFormProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const outcome = useOutcome();
  const [, create] = useMutation(CreateActivityKind);
  const [, change] = useMutation(ChangeActivityKind);
  const [draft, setDraft] = useState({
    nameZh: former?.nameZh ?? "",
    nameEn: former?.nameEn ?? "",
    countKindId: former?.countKind?.id ?? "",
    minutesKindId: former?.minutesKind?.id ?? "",
    code: "",
    validFrom: todayInChina(),
  });
  const put = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const { code, validFrom } = draft;
  const said = {
    nameZh: draft.nameZh.trim(),
    nameEn: draft.nameEn.trim(),
    countKindId: draft.countKindId || null,
    minutesKindId: draft.minutesKindId || null,
  };
  const blocked = () => {
    if (!said.nameZh || !said.nameEn) return t("missing");
    if (former) return null;
    if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(code)) return t("codeForm");
    return validFrom ? null : t("dayMissing");
  };
  const name = (field: "nameZh" | "nameEn") => (
    <TextInput
      required
      label={t(field)}
      value={draft[field]}
      maxLength={40}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
    />
  );
  const counts = (
    field: "countKindId" | "minutesKindId",
    measure: string,
    now: Named | null | undefined,
    description?: string,
  ) => {
    const fitting: Named[] = kinds.filter((it) => it.measure === measure);
    // What it counts as now may have ended since.
    const options = now && !fitting.some(({ id }) => id === now.id) ? [now, ...fitting] : fitting;
    return (
      <NativeSelect
        label={t(field === "countKindId" ? "countKind" : "minutesKind")}
        {...(description ? { description } : {})}
        value={draft[field]}
        onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
        data={[
          { value: "", label: t("none") },
          ...options.map(({ id, nameZh, nameEn }) => ({
            value: id,
            label: locale === "zh" ? nameZh : nameEn,
          })),
        ]}
      />
    );
  };
  return (
    <ActionForm
      submitLabel={former ? t("save") : t("addNow", { name: locale === "zh" ? said.nameZh : said.nameEn })}
      blocked={blocked()}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        former
          ? outcome(
              await change({
                input: { idempotencyKey, activityKindId: former.id, version: former.version, ...said },
              }),
              (data) => data.changeActivityKind,
            )
          : outcome(
              await create({ input: { idempotencyKey, code, validFrom, ...said } }),
              (data) => data.createActivityKind,
            )
      }
      onDone={() => {
        toast(t("saved"));
        onClose();
      }}
    >
      {name("nameZh")}
      {name("nameEn")}
      {counts("countKindId", "COUNT", former?.countKind)}
      {counts("minutesKindId", "MINUTES", former?.minutesKind, former ? t("fromNow") : undefined)}
      {!former && (
        <>
          <TextInput
            required
            label={t("code")}
            description={t("codeForm")}
            value={code}
            maxLength={40}
            onChange={({ currentTarget }) =>
              put({ code: currentTarget.value.normalize("NFKC").toUpperCase() })
            }
          />
          <DateField
            required
            label={t("from")}
            value={validFrom}
            onChange={(day) => put({ validFrom: day })}
          />
        </>
      )}
    </ActionForm>
  );
}
