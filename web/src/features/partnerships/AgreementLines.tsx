import type { AgreementPanel_PartnershipSnapshotFragment } from "../../gql/graphql.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { Seals } from "../../ui/Seals.tsx";
import { Why } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

interface AgreementLinesProps {
  agreement: AgreementPanel_PartnershipSnapshotFragment["agreements"][number];
}

const LISTS = ["RESOURCES", "NEEDS", "PROJECTS"] as const;

/** One version of the agreement: the three lists and who signed. */
export function AgreementLines({ agreement: a }: AgreementLinesProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const sealOf = (side: "GIVER" | "RECEIVER") => {
    const signature = a.signatures.find((it) => it.side === side);
    return signature ? { by: signature.by.name, at: signature.at } : null;
  };
  return (
    <div>
      <p>
        {t(`agreementState.${a.state}`, { number: a.versionNumber })}{" "}
        <Seals giver={sealOf("GIVER")} receiver={sealOf("RECEIVER")} />
      </p>
      {LISTS.map((list) => {
        const lines = a.lines.filter((line) => line.list === list);
        if (lines.length === 0) return null;
        return (
          <div key={list} className={classes.list}>
            <h3>{t(`list.${list}`)}</h3>
            <ul className={classes.lines}>
              {lines.map((line) => (
                <li key={line.id}>
                  <span>{line.text}</span>
                  {line.kind && line.quantity && (
                    <span className={classes.amount}>
                      <Why address={a.id}>{kinds.quantity(line.kind, line.quantity, line.good)}</Why>
                    </span>
                  )}
                  {line.kind && line.dueOn && (
                    <span className={`${classes.whole} ${classes.quiet}`}>
                      {t("agreement.binds", {
                        kind: kinds.title(line.kind, line.good),
                        day: date(line.dueOn),
                      })}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {a.note && <p className={classes.quiet}>{a.note}</p>}
    </div>
  );
}
