import { IconBell, IconPlus, IconSearch, type TablerIcon } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../lib/i18n.ts";
import { AccountMenu, type AccountMenuProps } from "./AccountMenu.tsx";
import classes from "./AppShell.module.css";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import type { InnerPath } from "./links.tsx";
import { messages } from "./messages.ts";

/** A place of the product. */
export interface Place {
  to: InnerPath;
  label: string;
  icon: TablerIcon;
  /** Whether it stands in the phone's bottom bar; at most four do. The others are in the account menu. */
  phone: boolean;
  /** Beginnings of other addresses that belong to it: `/sessions`. */
  holds?: readonly string[];
}

interface AppShellProps extends Omit<AccountMenuProps, "otherPlaces"> {
  /** At most seven. */
  places: readonly Place[];
  /** The one thing this person does most: raised in the middle of the phone's bar. */
  plus?: { to: InnerPath; label: string };
  organizationName: string;
  unread: number;
  /** Opens the search over everything. */
  onSearch: () => void;
  children: ReactNode;
}

/** The frame: rail on a desktop, bar on a phone, header with organization, bell, language and account. */
export function AppShell({
  places,
  plus,
  organizationName,
  unread,
  onSearch,
  children,
  ...account
}: AppShellProps) {
  const t = useMessages(messages);
  const bar = places.filter(({ phone }) => phone).slice(0, 4);
  const middle = Math.ceil(bar.length / 2);
  const { pathname } = useLocation();
  const within = (path: string) => pathname === path || pathname.startsWith(`${path}/`);
  // Where no place stands at this address itself, the one that holds it is shown as the present one.
  const here = places.some(({ to }) => within(to))
    ? undefined
    : places.find(({ holds }) => holds?.some(within))?.to;
  const link = ({ to, label, icon: Icon }: Place) => (
    <Link
      key={to}
      to={to}
      className={classes.place}
      activeOptions={{ exact: to === "/" }}
      data-here={to === here || undefined}
    >
      <Icon size={22} stroke={1.7} aria-hidden />
      <span>{label}</span>
    </Link>
  );
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("skip")}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          {t("product")}
        </Link>
        <span className={classes.organization}>{organizationName}</span>
        <button
          type="button"
          className={classes.bell}
          aria-label={t("search")}
          title={t("search")}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={onSearch}
        >
          <IconSearch size={22} stroke={1.7} aria-hidden />
        </button>
        <LanguageSwitch />
        <Link
          to="/notifications"
          className={classes.bell}
          aria-label={t("bell", { unread })}
          title={t("bell", { unread })}
        >
          <IconBell size={22} stroke={1.7} aria-hidden />
          {unread > 0 && <span className={classes.count}>{unread > 99 ? "99+" : unread}</span>}
        </Link>
        <AccountMenu {...account} otherPlaces={places.filter((place) => !bar.includes(place))} />
      </header>
      <nav className={classes.rail} aria-label={t("places")}>
        {plus && (
          <Link to={plus.to} className={classes.railPlus}>
            <IconPlus size={20} aria-hidden />
            {plus.label}
          </Link>
        )}
        {places.map(link)}
      </nav>
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <nav className={classes.bar} aria-label={t("places")}>
        {bar.slice(0, middle).map(link)}
        {plus && (
          <Link to={plus.to} className={classes.plus}>
            <span className={classes.plusDisc}>
              <IconPlus size={28} aria-hidden />
            </span>
            <span>{plus.label}</span>
          </Link>
        )}
        {bar.slice(middle).map(link)}
      </nav>
    </div>
  );
}
