import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { WhyBody } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { messages } from "./messages.ts";
import type { WhyAgreement } from "./why-data.ts";

/** A version of the agreement: its lines that bind, and who signed. */
export function AgreementWhy({
  agreement,
  partnershipId,
}: {
  agreement: WhyAgreement;
  partnershipId: string;
}) {
  const t = useMessages(messages);
  const { date, instant } = useFormat();
  const kinds = useKindWords();
  return (
    <WhyBody
      rule={t(`agreementState.${agreement.state}`, { number: agreement.versionNumber })}
      facts={[
        ...agreement.lines.flatMap(({ id, text, kind, quantity, good, dueOn }) =>
          kind && quantity
            ? [
                {
                  id,
                  label: text,
                  value: kinds.quantity(kind, quantity, good),
                  detail: dueOn
                    ? t("agreement.binds", { kind: kinds.title(kind, good), day: date(dueOn) })
                    : null,
                },
              ]
            : [],
        ),
        ...agreement.signatures.map(({ side, at, by }) => ({
          id: side,
          label: t(`why.signature.${side}`),
          value: by.name,
          detail: instant(at),
        })),
      ]}
      footer={<AuditLink partnershipId={partnershipId} />}
    />
  );
}
