import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TextLink } from "../../ui/links.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const SealPeriod = graphql(`
  mutation SealPeriod($input: SealPeriodInput!) {
    sealPeriod(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface SealPeriodFormProps {
  periodId: string;
  version: number;
  code: string;
  onClose: () => void;
}

/** How many deliveries wait, from the refusal's parameters. */
function undecidedIn(params: unknown): string | null {
  if (!Array.isArray(params)) return null;
  const count: unknown = params.find(
    (it: unknown) => typeof it === "object" && it !== null && "name" in it && it.name === "count",
  );
  return typeof count === "object" && count !== null && "value" in count ? String(count.value) : null;
}

/** Closes a period for good; when deliveries still wait for the other side, it says so and asks for a reason. */
export function SealPeriodForm({ periodId, version, code, onClose }: SealPeriodFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, seal] = useMutation(SealPeriod);
  const [waiting, setWaiting] = useState<string | null>(null);
  const [force, setForce] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={force ? t("seal.submitForce", { code }) : t("seal.submit", { code })}
      blocked={force && reason.trim() === "" ? t("blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await seal({
            input: { idempotencyKey, periodId, version, force, reason: force ? reason : null },
          }),
          (data) => data.sealPeriod,
          (refusal) => {
            if (refusal.code !== "DELIVERIES_UNDECIDED") return undefined;
            const count = undecidedIn(refusal.fields["params"]);
            setWaiting(count ?? "");
            return undefined;
          },
        )
      }
      onDone={() => {
        toast(t("seal.done", { code }));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("seal.what")}</p>
      {waiting !== null && (
        <>
          <p style={{ margin: 0 }}>
            {t("seal.waiting", { count: waiting })}{" "}
            <TextLink to="/obligations" search={{ state: "AWAITING" }}>
              {t("seal.seeWaiting")}
            </TextLink>
          </p>
          <Checkbox
            size="md"
            label={t("seal.force")}
            checked={force}
            onChange={({ currentTarget }) => setForce(currentTarget.checked)}
          />
          {force && <TextField required label={t("seal.reason")} value={reason} onChange={setReason} />}
        </>
      )}
    </ActionForm>
  );
}
