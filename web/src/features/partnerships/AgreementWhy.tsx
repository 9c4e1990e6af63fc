import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { WhyBody } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { messages } from "./messages.ts";
import type { WhyAgreement } from "./why-data.ts";

/** A version of the agreement: who signed it. */
export function AgreementWhy({
  agreement,
  partnershipId,
}: {
  agreement: WhyAgreement;
  partnershipId: string;
}) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  return (
    <WhyBody
      rule={t(`agreementState.${agreement.state}`, { number: agreement.versionNumber })}
      facts={[
        ...agreement.signatures.map(({ side, at, by }) => ({
          id: side,
          label: t(`why.signature.${side}`),
          value: by.name,
          detail: instant(at),
        })),
      ]}
      footer={<AuditLink partnershipId={partnershipId} subjectId={agreement.id} />}
    />
  );
}
