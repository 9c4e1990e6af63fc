import { Link } from "@tanstack/react-router";
import type { InnerPath } from "./links.tsx";
import classes from "./SectionTabs.module.css";

interface SectionTabsProps {
  label: string;
  tabs: readonly { to: InnerPath; label: string }[];
}

/** The pages of one place, as a line of links above them; scrolls sideways on a phone. */
export function SectionTabs({ label, tabs }: SectionTabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label: name }) => (
        <Link key={to} to={to} className={classes.tab}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
