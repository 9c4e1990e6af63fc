import { TextInput } from "@mantine/core";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import { OrganizationSelect } from "./OrganizationSelect.tsx";

/** The fields of an organization as texts; empty is absent. */
export interface OrganizationTexts {
  name: string;
  shortName: string;
  creditCode: string;
  unitClass: string;
  residents: string;
  address: string;
  phone: string;
  parentId: string;
}

/** What an organization begins with. */
export const NO_TEXTS: OrganizationTexts = {
  name: "",
  shortName: "",
  creditCode: "",
  unitClass: "",
  residents: "",
  address: "",
  phone: "",
  parentId: "",
};

/** The fields as an input takes them: what is empty is null. */
export function inputOf(texts: OrganizationTexts) {
  const clean = (text: string) => text.normalize("NFKC").trim() || null;
  const residents = clean(texts.residents);
  return {
    name: texts.name.trim(),
    shortName: texts.shortName.trim() || null,
    creditCode: clean(texts.creditCode),
    unitClass: texts.unitClass.trim() || null,
    residents: residents === null ? null : Number(residents),
    address: texts.address.trim() || null,
    phone: clean(texts.phone),
    parentId: texts.parentId || null,
  };
}

/** What stands in the way; a key of a text, null when it can be sent. */
export function problemOf(texts: OrganizationTexts): "nameMissing" | "residentsWrong" | null {
  if (texts.name.trim() === "") return "nameMissing";
  return /^\d{0,8}$/.test(texts.residents.normalize("NFKC").trim()) ? null : "residentsWrong";
}

interface OrganizationFieldsProps {
  kind: OrganizationKind;
  value: OrganizationTexts;
  onChange: (value: OrganizationTexts) => void;
  /** Itself, which is no part of itself. */
  except?: string;
}

/** Names, codes and where it is found; some fields are of one kind alone. */
export function OrganizationFields({ kind, value, onChange, except }: OrganizationFieldsProps) {
  const t = useMessages(messages);
  const field = (key: keyof OrganizationTexts, maxLength: number) => ({
    label: t(`organizations.${key as "name"}`),
    value: value[key],
    maxLength,
    onChange: ({ currentTarget }: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...value, [key]: currentTarget.value }),
  });
  return (
    <>
      <TextInput required {...field("name", 100)} />
      <TextInput {...field("shortName", 40)} description={t("organizations.shortNameHint")} />
      {kind === "PARTNER_UNIT" && (
        <>
          <TextInput {...field("creditCode", 18)} />
          <TextInput {...field("unitClass", 40)} description={t("organizations.unitClassHint")} />
        </>
      )}
      {kind === "COMMUNITY" && <TextInput {...field("residents", 8)} inputMode="numeric" />}
      <TextInput {...field("address", 200)} />
      <TextInput {...field("phone", 20)} type="tel" />
      <OrganizationSelect
        label={t("organizations.parent")}
        description={t("organizations.parentHint")}
        value={value.parentId}
        onChange={(parentId) => onChange({ ...value, parentId })}
        {...(except ? { except } : {})}
      />
    </>
  );
}
