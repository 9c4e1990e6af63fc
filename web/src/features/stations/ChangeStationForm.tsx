import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const ChangeStationForm_Station = graphql(`
  fragment ChangeStationForm_Station on Station { id name address version }
`);
const ChangeStation = graphql(`
  mutation ChangeStation($input: ChangeStationInput!) {
    changeStation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface ChangeStationFormProps {
  station: FragmentType<typeof ChangeStationForm_Station>;
  onClose: () => void;
}

/** What the station is called and where it is. */
export function ChangeStationForm(props: ChangeStationFormProps) {
  const station = readFragment(ChangeStationForm_Station, props.station);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, change] = useMutation(ChangeStation);
  const [name, setName] = useState(station.name);
  const [address, setAddress] = useState(station.address ?? "");
  return (
    <ActionForm
      submitLabel={t("edit.save")}
      blocked={name.trim() === "" ? t("form.missing") : null}
      onCancel={props.onClose}
      onDone={() => {
        toast(t("edit.saved"));
        props.onClose();
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await change({
            input: {
              idempotencyKey,
              stationId: station.id,
              version: station.version,
              name: name.trim(),
              address: address.trim() || null,
            },
          }),
          (data) => data.changeStation,
        )
      }
    >
      <TextInput
        label={t("form.name")}
        required
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t("form.address")}
        placeholder={t("form.addressHint")}
        maxLength={120}
        value={address}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
    </ActionForm>
  );
}
