import { NativeSelect, PasswordInput, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";

const CreateWebhook = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ChangeWebhook = graphql(`
  mutation ChangeWebhook($input: ChangeWebhookInput!) {
    changeWebhook(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const KINDS = ["WECOM", "DINGTALK", "GENERIC"] as const;
type Kind = (typeof KINDS)[number];

interface WebhookFormProps {
  /** The one that changes; null for a new one. */
  former: { id: string; version: number; kind: Kind; name: string; locale: string; active: boolean } | null;
  /** The organizations that the person manages. */
  organizations: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** A robot of a work chat: whose, which kind, its address and secret, which are sealed at once. */
export function WebhookForm({ former, organizations, onClose }: WebhookFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, create] = useMutation(CreateWebhook);
  const [, change] = useMutation(ChangeWebhook);
  const [organizationId, setOrganizationId] = useState(organizations[0]?.id ?? "");
  const [kind, setKind] = useState<Kind>(former?.kind ?? "WECOM");
  const [name, setName] = useState(former?.name ?? "");
  const [url, setUrl] = useState("");
  const [secret, setSecret] = useState("");
  const [locale, setLocale] = useState(former?.locale === "en" ? "en" : "zh");
  const missing = name.trim() === "" || (!former && url.trim() === "");
  const given = { ...(url.trim() && { url: url.trim() }), ...(secret.trim() && { secret: secret.trim() }) };
  return (
    <ActionForm
      submitLabel={t(former ? "hooks.save" : "hooks.addNow")}
      blocked={
        missing
          ? t("hooks.missing")
          : !former && kind === "GENERIC" && secret.trim() === ""
            ? t("hooks.secretMissing")
            : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        former
          ? outcome(
              await change({
                input: {
                  ...{ idempotencyKey, webhookId: former.id, version: former.version },
                  ...{ name: name.trim(), locale, active: former.active, ...given },
                },
              }),
              (data) => data.changeWebhook,
            )
          : outcome(
              await create({
                input: { idempotencyKey, organizationId, kind, name: name.trim(), locale, url: "", ...given },
              }),
              (data) => data.createWebhook,
            )
      }
      onDone={() => {
        toast(t("hooks.saved"));
        onClose();
      }}
    >
      {!former && organizations.length > 1 && (
        <NativeSelect
          label={t("hooks.organization")}
          data={organizations.map(({ id, name: label }) => ({ value: id, label }))}
          value={organizationId}
          onChange={({ currentTarget }) => setOrganizationId(currentTarget.value)}
        />
      )}
      {!former && (
        <Radio.Group
          label={t("hooks.kind")}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? "WECOM")}
        >
          {KINDS.map((one) => (
            <Radio key={one} value={one} label={t(`hooks.kinds.${one}`)} style={{ paddingBlock: 6 }} />
          ))}
        </Radio.Group>
      )}
      <TextInput
        required
        label={t("hooks.name")}
        placeholder={t("hooks.namePlaceholder")}
        maxLength={40}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <PasswordInput
        required={!former}
        label={t("hooks.url")}
        description={`${t("hooks.urlHint")}${former ? t("hooks.urlKept") : ""}`}
        autoComplete="off"
        maxLength={1000}
        value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
      />
      {kind !== "WECOM" && (
        <PasswordInput
          required={!former && kind === "GENERIC"}
          label={t("hooks.secret")}
          description={`${t(`hooks.secretHint.${kind}`)}${former ? t("hooks.urlKept") : ""}`}
          autoComplete="off"
          maxLength={200}
          value={secret}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
      )}
      <Radio.Group
        label={t("hooks.language")}
        value={locale}
        onChange={(value) => setLocale(value === "en" ? "en" : "zh")}
      >
        {(["zh", "en"] as const).map((one) => (
          <Radio key={one} value={one} label={t(`choice.languages.${one}`)} style={{ paddingBlock: 6 }} />
        ))}
      </Radio.Group>
    </ActionForm>
  );
}
