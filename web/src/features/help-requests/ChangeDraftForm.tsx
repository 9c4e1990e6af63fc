import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { prefilled } from "../../lib/typed-quantity.ts";
import { HelpRequestForm, type RequestInput } from "./market/HelpRequestForm.tsx";
import { messages } from "./messages.ts";
import { type AskableKind, emptyNeed } from "./need-draft.ts";

const ChangeDraftForm_HelpRequest = graphql(`
  fragment ChangeDraftForm_HelpRequest on HelpRequest {
    id
    version
    title
    body
    privateDetails
    urgency
    wishedOn
    needs { id description good quantity kind { id measure } }
  }
`);
const ChangeHelpRequest = graphql(`
  mutation ChangeHelpRequest($input: ChangeHelpRequestInput!) {
    changeHelpRequest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface ChangeDraftFormProps {
  request: FragmentType<typeof ChangeDraftForm_HelpRequest>;
  kinds: readonly AskableKind[];
  onDone: (said: string) => void;
  onCancel: () => void;
}

/** A draft written anew, before it is sent. */
export function ChangeDraftForm({ kinds, onDone, onCancel, ...props }: ChangeDraftFormProps) {
  const request = readFragment(ChangeDraftForm_HelpRequest, props.request);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, change] = useMutation(ChangeHelpRequest);
  const needs = request.needs.map(({ kind, quantity, good, description }, at) => ({
    key: at + 1,
    kindId: kind.id,
    amount: prefilled(kind.measure, quantity),
    good: good ?? "",
    description,
  }));
  const send = async (
    { evidenceIds: _files, open: _open, ...fields }: RequestInput,
    idempotencyKey: string,
  ) =>
    outcome(
      await change({
        input: { idempotencyKey, helpRequestId: request.id, version: request.version, ...fields },
      }),
      (data) => data.changeHelpRequest,
    );
  return (
    <HelpRequestForm
      kinds={kinds}
      maySend={false}
      draft={{
        sentence: request.body || request.title,
        privateDetails: request.privateDetails ?? "",
        urgency: request.urgency,
        wishedOn: request.wishedOn ?? "",
        needs: needs.length > 0 ? needs : [emptyNeed(1)],
      }}
      onSend={send}
      onDone={() => onDone(t("form.changed"))}
      onCancel={onCancel}
    />
  );
}
