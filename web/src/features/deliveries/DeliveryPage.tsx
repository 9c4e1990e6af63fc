import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextLink } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Facts, Page, Panel } from "../../ui/Panel.tsx";
import { Seals } from "../../ui/Seals.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { DeliveryActs } from "./DeliveryActs.tsx";
import { DeliveryEvidence } from "./DeliveryEvidence.tsx";
import { DeliveryHistory } from "./DeliveryHistory.tsx";
import { messages } from "./messages.ts";

const DeliveryQuery = graphql(`
  query Delivery($id: ID!) {
    node(id: $id) {
      __typename
      ... on Delivery {
        id
        state
        quantity
        acceptedQuantity
        good
        occurredOn
        note
        onBehalf
        partnershipId
        giver { name }
        receiver { name }
        kind { measure nameZh nameEn unitZh unitEn }
        transfer { channel voucherNumber }
        giverSeal { person { name } organization { name } at }
        receiverSeal { person { name } organization { name } at }
        ...DeliveryActs_Delivery
        ...DeliveryHistory_Delivery
        ...DeliveryEvidence_Delivery
      }
    }
  }
`);

/** One act of support with its facts, both seals, and what may be done about it. */
export function DeliveryPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: DeliveryQuery,
    variables: { id: `Delivery:${id}` },
  });
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
  const delivery = data.node;
  if (delivery?.__typename !== "Delivery") return <NotFoundPage />;
  const { kind } = delivery;
  const amount = (value: string) =>
    format.quantity({
      measure: kind.measure,
      value,
      unit: delivery.good ?? (locale === "zh" ? kind.unitZh : kind.unitEn),
    });
  const partly = delivery.state === "ACCEPTED" && delivery.acceptedQuantity !== delivery.quantity;
  const seal = (given: typeof delivery.giverSeal | null | undefined) =>
    given?.at ? { by: `${given.organization?.name ?? ""} ${given.person.name}`.trim(), at: given.at } : null;
  const partnership = delivery.partnershipId?.slice("Partnership:".length);
  return (
    <Page>
      <PageHeader
        title={`${locale === "zh" ? kind.nameZh : kind.nameEn} ${amount(delivery.quantity)}`}
        mark={<StateWord state={partly ? "PARTLY_ACCEPTED" : delivery.state} />}
        subtitle={t("delivery.between", { giver: delivery.giver.name, receiver: delivery.receiver.name })}
      />
      <Panel>
        <Facts
          facts={[
            { label: t("delivery.day"), value: format.date(delivery.occurredOn) },
            { label: t("delivery.accepted"), value: amount(delivery.acceptedQuantity) },
            ...(delivery.transfer?.voucherNumber
              ? [{ label: t("delivery.voucher"), value: delivery.transfer.voucherNumber }]
              : []),
            ...(delivery.transfer
              ? [{ label: t("delivery.channel"), value: t(`channel.${delivery.transfer.channel}`) }]
              : []),
            ...(delivery.note ? [{ label: t("delivery.note"), value: delivery.note }] : []),
            {
              label: t("delivery.seals"),
              value: (
                <Seals
                  giver={seal(delivery.giverSeal)}
                  receiver={seal(delivery.receiverSeal)}
                  onBehalfBy={delivery.onBehalf ? (delivery.giverSeal.organization?.name ?? "") : null}
                />
              ),
            },
          ]}
        />
        {partnership && (
          <p>
            <TextLink to="/partnerships/$id" params={{ id: partnership }}>
              {t("delivery.toPartnership")}
            </TextLink>
          </p>
        )}
      </Panel>
      <DeliveryActs delivery={delivery} />
      <DeliveryEvidence delivery={delivery} />
      <DeliveryHistory delivery={delivery} />
    </Page>
  );
}
