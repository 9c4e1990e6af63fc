import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { toast } from "../../ui/toast.ts";
import classes from "./funding.module.css";
import { LowerPledgeForm } from "./LowerPledgeForm.tsx";
import { messages } from "./messages.ts";
import type { PledgeOfLine } from "./PledgeLinePanel.tsx";
import { RaisePledgeForm } from "./RaisePledgeForm.tsx";
import { ReschedulePledgeForm } from "./ReschedulePledgeForm.tsx";
import { SendBackForm } from "./SendBackForm.tsx";

const LineActs_PledgeLine = graphql(`
  fragment LineActs_PledgeLine on PledgeLine {
    id
    measure
    good
    available
    words { promised }
    instalments { id quantity claimed closure effectiveDueOn lateWorkdays }
  }
`);

type Act = "raise" | "lower" | "reschedule" | "sendBack";

/** What every form about one line gets. */
export interface LineFormProps {
  line: {
    id: string;
    measure: "MONEY" | "GOODS" | "MINUTES" | "COUNT" | "DONE";
    good: string | null;
    /** Digits in minor units: what is unsent, and what the receiver can spend. */
    unsent: string;
    available: string;
    version: number;
    instalments: readonly { id: string; unsent: string; dueOn: string }[];
  };
  say: (value: string | bigint) => string;
  /** Closes the form and says what happened. */
  onDone: (said: string) => void;
  onCancel: () => void;
}

interface LineActsProps {
  line: FragmentType<typeof LineActs_PledgeLine>;
  pledge: PledgeOfLine;
  say: (value: string | bigint) => string;
}

/** The acts on one line that are possible now for the person signed in. */
export function LineActs({ pledge, say, ...props }: LineActsProps) {
  const row = readFragment(LineActs_PledgeLine, props.line);
  const t = useMessages(messages);
  const rights = useRights();
  const [open, setOpen] = useState<Act | null>(null);
  const unsent = BigInt(row.words.promised) > 0n;
  const acts: Act[] = [];
  if (pledge.allowed.includes("raise")) acts.push("raise");
  if (pledge.allowed.includes("lower") && unsent) acts.push("lower");
  if (pledge.allowed.includes("reschedule") && unsent) acts.push("reschedule");
  if (BigInt(row.available) > 0n && rights.in(pledge.receiverId, ["LIAISON", "MANAGER"]))
    acts.push("sendBack");
  if (acts.length === 0) return null;
  const form: LineFormProps = {
    line: {
      id: row.id,
      measure: row.measure,
      good: row.good ?? null,
      unsent: row.words.promised,
      available: row.available,
      version: pledge.version,
      instalments: row.instalments.flatMap((one) => {
        const rest = BigInt(one.quantity) - BigInt(one.claimed);
        if (one.closure !== null || rest <= 0n) return [];
        return [{ id: one.id, unsent: String(rest), dueOn: one.effectiveDueOn }];
      }),
    },
    say,
    onDone: (said) => {
      setOpen(null);
      toast(said);
    },
    onCancel: () => setOpen(null),
  };
  return (
    <>
      <div className={classes.acts}>
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? null : act)}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
      {open && (
        <div className={classes.form}>
          {open === "raise" && <RaisePledgeForm {...form} />}
          {open === "lower" && <LowerPledgeForm {...form} />}
          {open === "reschedule" && <ReschedulePledgeForm {...form} />}
          {open === "sendBack" && <SendBackForm {...form} />}
        </div>
      )}
    </>
  );
}
