import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED, type TypedQuantity } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { messages } from "./messages.ts";

const ReopenRequestForm_HelpRequest = graphql(`
  fragment ReopenRequestForm_HelpRequest on HelpRequest {
    id
    version
    needs { id good quantity accepted kind { nameZh nameEn measure unitZh unitEn } }
  }
`);
const ReopenHelpRequest = graphql(`
  mutation ReopenHelpRequest($input: ReopenHelpRequestInput!) {
    reopenHelpRequest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface ReopenRequestFormProps {
  request: FragmentType<typeof ReopenRequestForm_HelpRequest>;
  onDone: (said: string) => void;
  onCancel: () => void;
}

/** It did not hold: how much more is needed of what. What arrived stays arrived. */
export function ReopenRequestForm({ onDone, onCancel, ...props }: ReopenRequestFormProps) {
  const request = readFragment(ReopenRequestForm_HelpRequest, props.request);
  const t = useMessages(messages);
  const kinds = useKindWords();
  const outcome = useOutcome();
  const [, reopen] = useMutation(ReopenHelpRequest);
  const [more, setMore] = useState<Record<string, TypedQuantity>>({});
  const missing = request.needs.some(({ quantity, accepted }) => quantity !== accepted);
  const again = Object.entries(more).flatMap(([needId, { quantity }]) =>
    quantity ? [{ needId, quantity }] : [],
  );
  const unread = Object.values(more).some(({ text, quantity }) => text.trim() !== "" && quantity === null);
  return (
    <ActionForm
      submitLabel={t("reopen.submit")}
      blocked={unread || (!missing && again.length === 0) ? t("reopen.enterAmount") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("reopen.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await reopen({
            input: { idempotencyKey, helpRequestId: request.id, version: request.version, again },
          }),
          (data) => data.reopenHelpRequest,
        )
      }
    >
      <p>
        {missing && t("reopen.aboutOpen")} {t("reopen.about")}
      </p>
      {request.needs.map(({ id, kind, good }) => (
        <QuantityField
          key={id}
          label={t("reopen.more", { what: kinds.title(kind, good) })}
          measure={kind.measure}
          unit={kinds.unit(kind, good)}
          value={more[id]?.text ?? NOTHING_TYPED.text}
          onChange={(text, quantity) => setMore((all) => ({ ...all, [id]: { text, quantity } }))}
        />
      ))}
    </ActionForm>
  );
}
