import { useMantineColorScheme } from "@mantine/core";
import { useClickOutside } from "@mantine/hooks";
import { IconCheck, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useRef, useState } from "react";
import { useMessages } from "../lib/i18n.ts";
import classes from "./AccountMenu.module.css";
import type { Place } from "./AppShell.tsx";
import { messages } from "./messages.ts";

export interface AccountMenuProps {
  personName: string;
  /** The roles the person may act in, with the one in use. */
  memberships: readonly { id: string; label: string; current: boolean }[];
  onChooseMembership: (id: string) => void;
  onSignOut: () => void;
  /** Places that the phone's bar has no room for. */
  otherPlaces: readonly Place[];
}

/**
 * The person's own menu: the other places, roles, light or dark, sign out. A plain disclosure: it stands on every
 * page, and a floating menu's positioning would be a tenth of the first load.
 */
export function AccountMenu(props: AccountMenuProps) {
  const { personName, memberships, onChooseMembership, onSignOut, otherPlaces } = props;
  const t = useMessages(messages);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const root = useClickOutside(() => setOpen(false));
  const dark = colorScheme === "dark";
  const close = () => setOpen(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside.
    <div
      ref={root}
      className={classes.root}
      onKeyDown={({ key }) => {
        if (key !== "Escape" || !open) return;
        close();
        button.current?.focus();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
      }}
    >
      <button
        ref={button}
        type="button"
        className={classes.button}
        aria-label={t("account", { name: personName })}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconUserCircle size={24} stroke={1.6} aria-hidden />
        <span className={classes.name}>{personName}</span>
      </button>
      <div id={id} className={classes.menu} hidden={!open}>
        <div className={classes.person}>{personName}</div>
        {memberships.length > 1 && (
          <div className={classes.section}>
            {memberships.map(({ id: membershipId, label, current }) => (
              <button
                key={membershipId}
                type="button"
                aria-current={current || undefined}
                onClick={() => (current ? close() : onChooseMembership(membershipId))}
              >
                {current ? <IconCheck size={18} aria-hidden /> : <span className={classes.gap} />}
                {label}
              </button>
            ))}
          </div>
        )}
        {otherPlaces.length > 0 && (
          <div className={classes.section} data-phone>
            {otherPlaces.map(({ to, label, icon: Icon }) => (
              <Link key={to} to={to} onClick={close}>
                <Icon size={18} aria-hidden />
                {label}
              </Link>
            ))}
          </div>
        )}
        <div className={classes.section}>
          <Link to="/me" onClick={close}>
            <IconUserCircle size={18} aria-hidden />
            {t("me")}
          </Link>
          <button type="button" onClick={() => setColorScheme(dark ? "light" : "dark")}>
            {dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
            {dark ? t("light") : t("dark")}
          </button>
          <button type="button" onClick={onSignOut}>
            <IconLogout size={18} aria-hidden />
            {t("signOut")}
          </button>
        </div>
      </div>
    </div>
  );
}
