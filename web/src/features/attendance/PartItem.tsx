import { Button, TextInput } from "@mantine/core";
import { IconCircleCheck, IconHourglass, IconMessageExclamation } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TextLink } from "../../ui/links.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./attendance.module.css";
import { messages } from "./messages.ts";
import { PartServed } from "./PartServed.tsx";

const PartItem_SessionPart = graphql(`
  fragment PartItem_SessionPart on SessionPart {
    id
    version
    state
    held
    people
    minutes
    typedMinutes
    allowed
    giver { name }
    receiver { name }
    confirmer { name }
    confirmedBy { name }
    confirmedAt
    disputedBy { name }
    disputeReason
    possibleDoubles { id quantity good kind { nameZh nameEn measure unitZh unitEn } }
  }
`);

const TakeBack = graphql(`
  mutation TakeBackConfirmation($input: TakeBackConfirmationInput!) {
    takeBackConfirmation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const MARKS = {
  WAITING: [IconHourglass, "quiet"],
  CONFIRMED: [IconCircleCheck, "accent"],
  DISPUTED: [IconMessageExclamation, "late"],
  DROPPED: [IconHourglass, "quiet"],
} as const;

/** What a session came to between two sides: who confirmed it, which deliveries it became, which promises they serve. */
export function PartItem(props: { part: FragmentType<typeof PartItem_SessionPart> }) {
  const part = readFragment(PartItem_SessionPart, props.part);
  const t = useMessages(messages);
  const { quantity, instant } = useFormat();
  const kinds = useKindWords();
  const outcome = useOutcome();
  const [, takeBack] = useMutation(TakeBack);
  const [taking, setTaking] = useState(false);
  const [reason, setReason] = useState("");
  const [icon, tone] = MARKS[part.state];
  const hours = (value: string) => quantity({ measure: "MINUTES", value });
  return (
    <li className={classes.part}>
      <div className={classes.partHead}>
        <b>
          {part.giver?.name ?? t("part.guests")}
          {part.receiver && ` × ${part.receiver.name}`}
        </b>
        <StateMark icon={icon} tone={tone}>
          {part.state === "WAITING"
            ? t("part.waits", { who: part.confirmer?.name ?? t("part.office") })
            : part.state === "CONFIRMED"
              ? t("part.confirmed", {
                  person: part.confirmedBy?.name ?? "",
                  at: instant(part.confirmedAt ?? ""),
                })
              : t(`part.${part.state}`)}
        </StateMark>
      </div>
      <div>
        {t("part.people", { count: part.people, time: hours(part.minutes) })}
        {BigInt(part.typedMinutes) > 0n && ` · ${t("part.typed", { time: hours(part.typedMinutes) })}`}
        {part.held && ` · ${t("part.held")}`}
      </div>
      {part.disputeReason && part.state === "DISPUTED" && (
        <p className={classes.hint}>
          {t("part.disputedBy", { person: part.disputedBy?.name ?? "", reason: part.disputeReason })}
        </p>
      )}
      {part.state === "CONFIRMED" && part.giver && part.receiver && <PartServed partId={part.id} />}
      {part.state === "WAITING" &&
        part.possibleDoubles.map(({ id, kind, good, quantity: amount }) => (
          <p key={id} className={classes.hint}>
            {t("part.double", { what: `${kinds.title(kind, good)} ${kinds.quantity(kind, amount, good)}` })}{" "}
            <TextLink to="/deliveries/$id" params={{ id }}>
              {t("part.look")}
            </TextLink>
          </p>
        ))}
      {part.allowed.includes("takeBack") && !taking && (
        <div className={classes.acts}>
          <Button variant="subtle" onClick={() => setTaking(true)}>
            {t("part.takeBack")}
          </Button>
        </div>
      )}
      {taking && (
        <div className={classes.form}>
          <ActionForm
            danger
            submitLabel={t("part.takeBackNow")}
            blocked={reason.trim() ? null : t("confirm.reasonMissing")}
            onSubmit={async (idempotencyKey) =>
              outcome(
                await takeBack({
                  input: { idempotencyKey, partId: part.id, version: part.version, reason: reason.trim() },
                }),
                (data) => data.takeBackConfirmation,
              )
            }
            onDone={() => {
              toast(t("part.takenBack"));
              setTaking(false);
            }}
            onCancel={() => setTaking(false)}
          >
            <TextInput
              label={t("part.takeBackReason")}
              required
              maxLength={500}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </ActionForm>
        </div>
      )}
    </li>
  );
}
