import { Button } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { messages } from "./messages.ts";
import { SetPopulationForm } from "./SetPopulationForm.tsx";

/** A community's manager says how many people live there; it stands until an office says another number. */
export function OwnPopulation({ community }: { community: { id: string; name: string } }) {
  const t = useMessages(messages);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("toPopulations")}
      </Button>
      <SideDrawer title={open ? t("population.title") : null} onClose={() => setOpen(false)}>
        {open && <SetPopulationForm community={community} onClose={() => setOpen(false)} />}
      </SideDrawer>
    </>
  );
}
