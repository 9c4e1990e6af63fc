import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { type ChosenOrganization, OrganizationField } from "../partnerships/OrganizationField.tsx";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";
import { usualHours } from "./week-draft.ts";

const OpenStation = graphql(`
  mutation OpenStation($input: OpenStationInput!) {
    openStation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Station { id }
    }
  }
`);

interface OpenStationFormProps {
  /** Whose it is; null where an office chooses. */
  community: ChosenOrganization | null;
  onCancel?: () => void;
}

/** A community gets its station: the name is proposed, the rest can wait. */
export function OpenStationForm({ community, onCancel }: OpenStationFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const navigate = useNavigate();
  const [, open] = useMutation(OpenStation);
  const [chosen, setChosen] = useState(community);
  const [typed, setTyped] = useState<string | null>(null);
  const [address, setAddress] = useState("");
  const name = typed ?? (chosen ? t("form.nameOf", { community: chosen.name }) : "");
  return (
    <ActionForm
      submitLabel={t("form.submit")}
      blocked={!chosen ? t("form.missingCommunity") : name.trim() === "" ? t("form.missing") : null}
      {...(onCancel ? { onCancel } : {})}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await open({
            input: {
              idempotencyKey,
              communityId: chosen?.id ?? "",
              name: name.trim(),
              address: address.trim() || null,
              hours: usualHours(),
              rooms: [],
            },
          }),
          (data) => data.openStation,
          undefined,
          (member) => {
            if (member.__typename !== "Station") return;
            toast(t("form.done"));
            void navigate({ to: "/stations/$id", params: { id: uuidOf(member.id) } });
          },
        )
      }
    >
      {!community && (
        <OrganizationField
          label={t("form.community")}
          kind="COMMUNITY"
          required
          value={chosen}
          onChange={setChosen}
        />
      )}
      <TextInput
        label={t("form.name")}
        required
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <TextInput
        label={t("form.address")}
        placeholder={t("form.addressHint")}
        maxLength={120}
        value={address}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <p className={classes.quiet}>{t("form.usual")}</p>
    </ActionForm>
  );
}
