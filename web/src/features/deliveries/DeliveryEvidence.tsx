import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./deliveries.module.css";
import { messages } from "./messages.ts";

const DeliveryEvidence_Delivery = graphql(`
  fragment DeliveryEvidence_Delivery on Delivery {
    evidence { id fileName url thumbnailUrl capturedAt reused }
  }
`);

/** The files behind a delivery; one that stood behind an earlier fact is said to. */
export function DeliveryEvidence(props: { delivery: FragmentType<typeof DeliveryEvidence_Delivery> }) {
  const { evidence } = readFragment(DeliveryEvidence_Delivery, props.delivery);
  const t = useMessages(messages);
  const format = useFormat();
  if (evidence.length === 0) return null;
  return (
    <Panel title={t("delivery.evidence")}>
      <ul className={classes.files}>
        {evidence.map((file) => (
          <li key={file.id}>
            <a href={file.url ?? undefined} target="_blank" rel="noreferrer">
              {file.thumbnailUrl ? (
                <img src={file.thumbnailUrl} alt={file.fileName} loading="lazy" />
              ) : (
                file.fileName
              )}
            </a>
            {file.capturedAt && <div>{t("delivery.captured", { at: format.instant(file.capturedAt) })}</div>}
            {file.reused && <div data-warn>{t("delivery.reused")}</div>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
