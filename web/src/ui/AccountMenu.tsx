import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
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

/** The person's own menu: the other places, roles, light or dark, sign out. */
export function AccountMenu(props: AccountMenuProps) {
  const { personName, memberships, onChooseMembership, onSignOut, otherPlaces } = props;
  const t = useMessages(messages);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === "dark";
  return (
    <Menu position="bottom-end" width={264} radius={8} shadow="sm" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={t("account", { name: personName })}>
          <IconUserCircle size={24} stroke={1.6} aria-hidden />
          <span className={classes.name}>{personName}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label>{personName}</Menu.Label>
        {memberships.length > 1 &&
          memberships.map(({ id, label, current }) => (
            <Menu.Item
              key={id}
              leftSection={current ? <IconCheck size={18} aria-hidden /> : <span className={classes.gap} />}
              aria-current={current || undefined}
              onClick={() => current || onChooseMembership(id)}
            >
              {label}
            </Menu.Item>
          ))}
        {memberships.length > 1 && <Menu.Divider />}
        {otherPlaces.map(({ to, label, icon: Icon }) => (
          <Menu.Item
            key={to}
            className={classes.phoneOnly}
            component={Link}
            to={to}
            leftSection={<Icon size={18} aria-hidden />}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Item component={Link} to="/me" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t("me")}
        </Menu.Item>
        <Menu.Item
          leftSection={dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
          onClick={() => setColorScheme(dark ? "light" : "dark")}
        >
          {dark ? t("light") : t("dark")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={onSignOut}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
