import { Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const HandOverChoices = graphql(`
  query HandOverChoices($organizationId: ID!) {
    node(id: $organizationId) {
      __typename
      ... on Organization {
        id
        name
        memberships { id role person { id name } }
        givenPartnerships { id state giver { name } receiver { name } liaisons { membershipId person { id } } }
        receivedPartnerships { id state giver { name } receiver { name } liaisons { membershipId person { id } } }
      }
    }
  }
`);

const HandOver = graphql(`
  mutation HandOverLiaison($input: HandOverLiaisonInput!) {
    handOverLiaison(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface HandOverFormProps {
  membershipId: string;
  person: { id: string; name: string };
  organizationId: string;
  onClose: () => void;
}

/** A colleague takes over from a day: shows first which partnerships move, and says what stays. */
export function HandOverForm({ membershipId, person, organizationId, onClose }: HandOverFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const words = useRoleWords();
  const [{ data, error }] = useQuery({ query: HandOverChoices, variables: { organizationId } });
  const [, handOver] = useMutation(HandOver);
  const [to, setTo] = useState<string | null>(null);
  const [effectiveOn, setEffectiveOn] = useState(todayInChina());
  const [note, setNote] = useState("");
  if (data?.node?.__typename !== "Organization")
    return error ? <ErrorNotice code={errorCode(error)} id={errorId(error)} /> : <PageSkeleton />;
  const { memberships, givenPartnerships, receivedPartnerships } = data.node;
  const colleagues = memberships.filter(
    (it) => it.person.id !== person.id && (it.role === "LIAISON" || it.role === "MANAGER"),
  );
  const moving = [...givenPartnerships, ...receivedPartnerships].filter(
    ({ state, liaisons }) =>
      state !== "ENDED" && state !== "DECLINED" && liaisons.some((it) => it.person.id === person.id),
  );
  const successor = colleagues.find(({ id }) => id === to);
  const blocked =
    moving.length === 0
      ? t("handOver.nothing")
      : !successor
        ? t("handOver.whoMissing")
        : effectiveOn < todayInChina()
          ? t("handOver.dayPast")
          : null;
  return (
    <ActionForm
      submitLabel={
        successor
          ? t("handOver.submit", { count: moving.length, name: successor.person.name })
          : t("handOver.open")
      }
      blocked={blocked}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await handOver({
            input: {
              idempotencyKey,
              fromMembershipId: membershipId,
              toMembershipId: to ?? "",
              effectiveOn,
              note: note.trim() || null,
            },
          }),
          (result) => result.handOverLiaison,
        )
      }
      onDone={() => {
        toast(t("handOver.done", { name: successor?.person.name ?? "", day: date(effectiveOn) }));
        onClose();
      }}
    >
      <div>
        <b>{t("handOver.moves", { count: moving.length })}</b>
        <ul style={{ margin: "4px 0", paddingInlineStart: 20 }}>
          {moving.map(({ id, giver, receiver }) => (
            <li key={id}>{t("handOver.pair", { giver: giver.name, receiver: receiver.name })}</li>
          ))}
        </ul>
        <span>{t("handOver.what", { name: person.name })}</span>
      </div>
      {colleagues.length === 0 ? (
        <p style={{ margin: 0 }}>{t("handOver.nobody")}</p>
      ) : (
        <Radio.Group required label={t("handOver.who")} value={to} onChange={setTo}>
          {colleagues.map(({ id, role, person: colleague }) => (
            <Radio
              key={id}
              value={id}
              label={t("handOver.colleague", { name: colleague.name, role: words.role(role) })}
              style={{ paddingBlock: 6 }}
            />
          ))}
        </Radio.Group>
      )}
      <DateField
        required
        label={t("handOver.from")}
        value={effectiveOn}
        onChange={setEffectiveOn}
        min={todayInChina()}
      />
      <Textarea
        label={t("handOver.note")}
        value={note}
        maxLength={500}
        rows={3}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ActionForm>
  );
}
