import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { DateField } from "../../ui/DateField.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

interface PastPanelProps {
  /** The partnership's uuid. */
  id: string;
  /** The day that is looked at; null for now. */
  asOf: string | null;
}

/** The page as it was at the end of any past day, and what has changed since. */
export function PastPanel({ id, asOf }: PastPanelProps) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const today = todayInChina();
  const [day, setDay] = useState(asOf ?? "");
  const look = () => void navigate({ to: "/partnerships/$id", params: { id }, search: { asOf: day } });
  return (
    <Panel title={t("past.title")}>
      <form
        className={`${classes.past} gj-no-print`}
        onSubmit={(event) => {
          event.preventDefault();
          if (day) look();
        }}
      >
        <DateField label={t("past.day")} value={day} max={today} onChange={setDay} />
        <div className={classes.buttons}>
          <Button type="submit" variant="default" disabled={day === "" || day === asOf}>
            {t("past.look")}
          </Button>
          <LinkButton
            to="/partnerships/$id/difference"
            params={{ id }}
            search={asOf ? { from: asOf, to: today } : {}}
            variant="default"
          >
            {t("past.difference")}
          </LinkButton>
        </div>
      </form>
    </Panel>
  );
}
