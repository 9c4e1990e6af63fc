import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { RemindForm } from "../obligations/RemindForm.tsx";
import { TextField } from "../obligations/TextField.tsx";
import { messages } from "./messages.ts";
import { EndPartnership, ResumePartnership, SetLead, SuspendPartnership } from "./mutations.ts";
import classes from "./partnership.module.css";

interface OfficeActsProps {
  partnershipId: string;
  version: number;
  state: "ACTIVE" | "SUSPENDED" | "PROPOSED" | "ENDED" | "DECLINED";
  startsOn: string;
  endsOn: string;
  isLead: boolean;
  giverName: string;
  receiverName: string;
}

type Act = "remind" | "lead" | "suspend" | "end";

/** What an office may do with a partnership that stands: remind, name the lead, stop and restart its clock, end it. */
export function OfficeActs(props: OfficeActsProps) {
  const t = useMessages(messages);
  const [open, setOpen] = useState<Act | null>(null);
  const close = () => setOpen(null);
  const { state, isLead, giverName, receiverName, partnershipId } = props;
  const acts: Act[] = ["remind"];
  if (!isLead && state === "ACTIVE") acts.push("lead");
  if (state === "ACTIVE") acts.push("suspend");
  acts.push("end");
  return (
    <>
      <div className={classes.buttons}>
        {state === "SUSPENDED" && <ResumeButton {...props} />}
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? null : act)}
          >
            {t(`office.${act}`)}
          </Button>
        ))}
      </div>
      {open && (
        <div className={classes.form}>
          {open === "remind" && (
            <RemindForm
              partnershipId={partnershipId}
              giverName={giverName}
              receiverName={receiverName}
              proposal={t("remindProposal", { receiver: receiverName })}
              eitherSide
              onClose={close}
            />
          )}
          {open === "lead" && <LeadForm {...props} onClose={close} />}
          {open === "suspend" && <SuspendForm {...props} onClose={close} />}
          {open === "end" && <EndForm {...props} onClose={close} />}
        </div>
      )}
    </>
  );
}

function ResumeButton({ partnershipId, version }: OfficeActsProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, resume] = useMutation(ResumePartnership);
  return (
    <ConfirmButton
      label={t("resume.label")}
      question={t("resume.question")}
      confirmLabel={t("resume.label")}
      onConfirm={async (idempotencyKey) =>
        outcome(
          await resume({ input: { idempotencyKey, partnershipId, version } }),
          (data) => data.resumePartnership,
        )
      }
      onDone={() => toast(t("resume.done"))}
    />
  );
}

type FormProps = OfficeActsProps & { onClose: () => void };

function LeadForm({ partnershipId, giverName, receiverName, startsOn: first, endsOn, onClose }: FormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, setLead] = useMutation(SetLead);
  const today = todayInChina();
  const [startsOn, setStartsOn] = useState(today > first ? today : first);
  return (
    <ActionForm
      submitLabel={t("lead.submit", { name: giverName, day: date(startsOn) })}
      blocked={startsOn < first || startsOn > endsOn ? t("lead.blocked") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(await setLead({ input: { idempotencyKey, partnershipId, startsOn } }), (data) => data.setLead)
      }
      onDone={() => {
        toast(t("lead.done", { name: giverName }));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("lead.what", { receiver: receiverName })}</p>
      <DateField label={t("lead.from")} value={startsOn} onChange={setStartsOn} min={first} max={endsOn} />
    </ActionForm>
  );
}

function SuspendForm({ partnershipId, version, onClose }: FormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, suspend] = useMutation(SuspendPartnership);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      submitLabel={t("suspend.submit")}
      blocked={reason.trim() === "" ? t("blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await suspend({ input: { idempotencyKey, partnershipId, version, reason } }),
          (data) => data.suspendPartnership,
        )
      }
      onDone={() => {
        toast(t("suspend.done"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("suspend.what")}</p>
      <TextField autoFocus required label={t("reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}

function EndForm({ partnershipId, version, startsOn, onClose }: FormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndPartnership);
  const today = todayInChina();
  const [endsOn, setEndsOn] = useState(today);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={t("end.submit", { day: date(endsOn) })}
      blocked={endsOn > today ? t("end.blocked") : reason.trim() === "" ? t("blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({ input: { idempotencyKey, partnershipId, version, endsOn, reason } }),
          (data) => data.endPartnership,
        )
      }
      onDone={() => {
        toast(t("end.done"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("end.what")}</p>
      <DateField
        required
        label={t("end.lastDay")}
        value={endsOn}
        onChange={setEndsOn}
        min={startsOn}
        max={today}
      />
      <TextField required label={t("reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
