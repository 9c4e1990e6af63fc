import { Button, Checkbox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { SetChip } from "../../ui/FilterChips.tsx";
import type { ChosenOrganization } from "../partnerships/OrganizationField.tsx";
import classes from "./activities.module.css";
import { HostField } from "./HostField.tsx";
import { messages } from "./messages.ts";

interface CoHostFieldsProps {
  chosen: readonly ChosenOrganization[];
  onChange: (chosen: ChosenOrganization[]) => void;
  /** Hosts already. */
  except: string | null;
}

/** Organizations that hold it too: found by name, each taken away by a tap. */
export function CoHostFields({ chosen, onChange, except }: CoHostFieldsProps) {
  const t = useMessages(messages);
  const [adding, setAdding] = useState(false);
  const add = (organization: ChosenOrganization | null) => {
    if (organization && organization.id !== except && !chosen.some(({ id }) => id === organization.id))
      onChange([...chosen, organization]);
  };
  return (
    <fieldset className={classes.group}>
      <legend>{t("plan.coHosts")}</legend>
      {chosen.length > 0 && (
        <div className={classes.filters}>
          {chosen.map(({ id, name }) => (
            <SetChip
              key={id}
              text={name}
              label={t("plan.removeHost", { name })}
              onRemove={() => onChange(chosen.filter((it) => it.id !== id))}
            />
          ))}
        </div>
      )}
      {adding ? (
        <div className={classes.two}>
          <HostField label={t("plan.addUnit")} kind="PARTNER_UNIT" value={null} onChange={add} />
          <HostField label={t("plan.addCommunity")} kind="COMMUNITY" value={null} onChange={add} />
        </div>
      ) : (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ justifySelf: "start" }}
          onClick={() => setAdding(true)}
        >
          {t("plan.addHost")}
        </Button>
      )}
    </fieldset>
  );
}

interface ServedFieldsProps {
  partnerships: readonly {
    id: string;
    giver: { id: string; name: string };
    receiver: { id: string; name: string };
  }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** The partnerships that it serves: what is confirmed counts toward their promises. */
export function ServedFields({ partnerships, chosen, onChange }: ServedFieldsProps) {
  const t = useMessages(messages);
  if (partnerships.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>{t("plan.served")}</legend>
      <span className={classes.quiet}>{t("plan.servedHint")}</span>
      {partnerships.map(({ id, giver, receiver }) => (
        <Checkbox
          key={id}
          className={classes.check ?? ""}
          label={`${giver.name} × ${receiver.name}`}
          checked={chosen.includes(id)}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? [...chosen, id] : chosen.filter((it) => it !== id))
          }
        />
      ))}
    </fieldset>
  );
}
