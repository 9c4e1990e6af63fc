import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { EndRoleForm } from "./EndRoleForm.tsx";
import { HandOverForm } from "./HandOverForm.tsx";
import { messages } from "./messages.ts";
import classes from "./organizations.module.css";

const RoleItem_Membership = graphql(`
  fragment RoleItem_Membership on Membership {
    id
    role
    title
    startsOn
    endsOn
    version
    organization { id name }
  }
`);

interface RoleItemProps {
  membership: FragmentType<typeof RoleItem_Membership>;
  person: { id: string; name: string };
  mayManage: boolean;
}

/** One role with its term: end it, or hand its liaison work over to a colleague. */
export function RoleItem({ membership, person, mayManage }: RoleItemProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useRoleWords();
  const [open, setOpen] = useState<"end" | "handOver" | null>(null);
  const m = readFragment(RoleItem_Membership, membership);
  const today = todayInChina();
  const over = m.endsOn != null && m.endsOn < today;
  const term = m.endsOn
    ? t("person.termTo", { from: date(m.startsOn), to: date(m.endsOn) })
    : t("person.termFrom", { from: date(m.startsOn) });
  const speaks = m.role === "LIAISON" || m.role === "MANAGER";
  const close = () => setOpen(null);
  return (
    <li className={classes.row}>
      <div>
        <b>{m.organization.name}</b> · {words.role(m.role)}
        {m.title && <span className={classes.quiet}> · {m.title}</span>}
        <div className={classes.quiet}>
          {term}
          {over && ` · ${t("person.over")}`}
        </div>
      </div>
      {mayManage && !over && open === null && (
        <div className={classes.buttons}>
          {speaks && (
            <Button variant="default" onClick={() => setOpen("handOver")}>
              {t("handOver.open")}
            </Button>
          )}
          <Button variant="default" onClick={() => setOpen("end")}>
            {t("person.endRole")}
          </Button>
        </div>
      )}
      {open === "end" && (
        <div className={`${classes.form} ${classes.whole}`}>
          <EndRoleForm
            membership={{ id: m.id, version: m.version }}
            words={t("person.roleAt", {
              name: person.name,
              role: words.role(m.role),
              organization: m.organization.name,
            })}
            onClose={close}
          />
        </div>
      )}
      {open === "handOver" && (
        <div className={`${classes.form} ${classes.whole}`}>
          <HandOverForm
            membershipId={m.id}
            person={person}
            organizationId={m.organization.id}
            onClose={close}
          />
        </div>
      )}
    </li>
  );
}
