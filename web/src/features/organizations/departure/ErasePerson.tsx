import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "../organizations.module.css";
import own from "./departure.module.css";
import { messages } from "./messages.ts";

const ErasePerson_Person = graphql(`
  fragment ErasePerson_Person on Person {
    id
    name
    version
    erasedAt
    memberships(past: true) { id endsOn }
  }
`);

const Erase = graphql(`
  mutation ErasePerson($input: ErasePersonInput!) {
    erasePerson(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on Person { id name phone erasedAt version }
    }
  }
`);

/** What erasing takes and what it leaves, in plain words, and the form that does it once the name was typed. */
export function ErasePerson(props: {
  person: FragmentType<typeof ErasePerson_Person>;
  onErased: () => void;
}) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, erase] = useMutation(Erase);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const { id, name, version, erasedAt, memberships } = readFragment(ErasePerson_Person, props.person);
  if (erasedAt) return <p className={classes.quiet}>{t("erase.erased", { at: instant(erasedAt) })}</p>;
  const hasRole = memberships.some(({ endsOn }) => !endsOn || endsOn >= todayInChina());

  function body() {
    if (hasRole) return <p className={classes.quiet}>{t("erase.blocked")}</p>;
    if (!isOpen)
      return (
        <Button variant="default" color="red" onClick={() => setOpen(true)}>
          {t("erase.open")}
        </Button>
      );
    return (
      <ActionForm
        danger
        submitLabel={t("erase.submit", { name })}
        blocked={
          reason.trim() === ""
            ? t("erase.reasonMissing")
            : typed.trim() === name
              ? null
              : t("erase.confirmMissing")
        }
        onCancel={() => setOpen(false)}
        onSubmit={async (idempotencyKey) =>
          outcome(
            await erase({ input: { idempotencyKey, personId: id, version, reason } }),
            (data) => data.erasePerson,
          )
        }
        onDone={() => {
          toast(t("erase.done"));
          props.onErased();
        }}
      >
        <div className={own.what}>
          <h4>{t("erase.goes")}</h4>
          <p>{t("erase.goesList")}</p>
          <h4>{t("erase.stays")}</h4>
          <p>{t("erase.staysList")}</p>
        </div>
        <Textarea
          autosize
          required
          label={t("erase.reason")}
          description={t("erase.reasonHint")}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <TextInput
          label={t("erase.confirm", { name })}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          autoComplete="off"
        />
      </ActionForm>
    );
  }

  return (
    <section className={classes.section}>
      <h3>{t("erase.title")}</h3>
      <div className={classes.stack}>
        <p className={classes.quiet}>{t("erase.why")}</p>
        {body()}
      </div>
    </section>
  );
}
