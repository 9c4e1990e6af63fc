import { useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { HelpRequestForm } from "./market/HelpRequestForm.tsx";
import { messages } from "./messages.ts";

const NewHelpRequestQuery = graphql(`
  query NewHelpRequest {
    city { kinds { id code measure nameZh nameEn unitZh unitEn } }
  }
`);

const CreateHelpRequest = graphql(`
  mutation CreateHelpRequest($input: CreateHelpRequestInput!) {
    createHelpRequest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on HelpRequest { id state }
    }
  }
`);

/** Asking for help, in a tile, an amount and a sentence. */
export function NewHelpRequestPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const outcome = useOutcome();
  const viewer = useViewer();
  const [, create] = useMutation(CreateHelpRequest);
  const [{ data, error, fetching }, refetch] = useQuery({ query: NewHelpRequestQuery });
  if (!data) {
    if (fetching) return <PageSkeleton />;
    return (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    );
  }
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const kind = membership?.organization.kind;
  const receives = kind === "COMMUNITY" || kind === "OFFICE";
  const maySend = membership?.role === "LIAISON" || membership?.role === "MANAGER";
  if (!membership || !receives || !(maySend || membership.role === "GRID_MEMBER"))
    return (
      <Page>
        <PageHeader title={t("form.title")} />
        <EmptyState
          title={receives ? t("form.notRole") : t("form.notReceiver")}
          next={receives ? t("form.notRoleNext") : t("form.notReceiverNext")}
          action={<LinkButton to="/requests">{t("form.back")}</LinkButton>}
        />
      </Page>
    );
  return (
    <Page>
      <PageHeader title={t("form.title")} subtitle={membership.organization.name} />
      <Panel>
        <HelpRequestForm
          kinds={data.city.kinds}
          maySend={maySend}
          onSend={async (input, idempotencyKey) =>
            outcome(
              await create({ input: { idempotencyKey, receiverId: membership.organization.id, ...input } }),
              (result) => result.createHelpRequest,
              undefined,
              (member) => {
                if (member.__typename !== "HelpRequest") return;
                toast(member.state === "DRAFT" ? t("form.drafted") : t("form.sent"));
                void navigate({ to: "/requests/$id", params: { id: uuidOf(member.id) } });
              },
            )
          }
        />
      </Panel>
    </Page>
  );
}
