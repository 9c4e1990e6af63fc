import { Anchor, Button } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";
import { SetLiaisonForm } from "./SetLiaisonForm.tsx";

const SidesPanel_PartnershipSnapshot = graphql(`
  fragment SidesPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    basis
    state
    giver {
      organization { id name phone address divisionName }
      liaison { membershipId person { name } title phone }
      acknowledgedAt
      unacknowledgedWorkdays
    }
    receiver {
      organization { id name phone address divisionName }
      liaison { membershipId person { name } title phone }
      acknowledgedAt
      unacknowledgedWorkdays
    }
  }
`);

interface SidesPanelProps {
  snapshot: FragmentType<typeof SidesPanel_PartnershipSnapshot>;
  live: boolean;
}

const SIDES = ["GIVER", "RECEIVER"] as const;

/** Both sides with whom to call, and whether each has acknowledged. */
export function SidesPanel({ snapshot, live }: SidesPanelProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const rights = useRights();
  const p = readFragment(SidesPanel_PartnershipSnapshot, snapshot);
  const [naming, setNaming] = useState<(typeof SIDES)[number] | null>(null);
  const stands = p.state === "ACTIVE" || p.state === "SUSPENDED";
  return (
    <Panel title={t("sides")}>
      <div className={classes.sides}>
        {SIDES.map((side) => {
          const it = side === "GIVER" ? p.giver : p.receiver;
          const { organization, liaison } = it;
          const phone = liaison?.phone ?? organization.phone;
          const mayName =
            rights.inOffice(["MANAGER", "COORDINATOR"]) || rights.in(organization.id, ["MANAGER"]);
          return (
            <div key={side} className={classes.side}>
              <h3>{t(`side.${side}`)}</h3>
              <div className={classes.name}>{organization.name}</div>
              <div className={classes.quiet}>
                {[organization.divisionName, organization.address].filter(Boolean).join(" · ")}
              </div>
              <div>
                {liaison
                  ? t("liaison", { name: liaison.person.name, title: liaison.title ?? "" })
                  : t("noLiaison")}{" "}
                {phone && (
                  <Anchor className={classes.phone} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
                    <IconPhone size={16} aria-hidden />
                    &nbsp;{phone}
                  </Anchor>
                )}
              </div>
              {p.basis === "ASSIGNED" && (
                <div className={classes.quiet}>
                  {it.acknowledgedAt
                    ? t("acknowledgedAt", { at: instant(it.acknowledgedAt) })
                    : t("unacknowledged", { days: it.unacknowledgedWorkdays ?? 0 })}
                </div>
              )}
              {live && stands && mayName && naming !== side && (
                <Button variant="subtle" px={0} onClick={() => setNaming(side)}>
                  {t(liaison ? "setLiaison.change" : "setLiaison.name")}
                </Button>
              )}
              {naming === side && (
                <div className={classes.form}>
                  <SetLiaisonForm
                    partnershipId={p.id}
                    side={side}
                    organizationId={organization.id}
                    currentId={liaison?.membershipId ?? null}
                    onClose={() => setNaming(null)}
                  />
                </div>
              )}
            </div>
          );
        })}
      </div>
    </Panel>
  );
}
