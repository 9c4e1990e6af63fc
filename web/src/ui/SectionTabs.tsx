import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { InnerPath } from "./links.tsx";
import classes from "./SectionTabs.module.css";

interface SectionTabsProps {
  label: string;
  tabs: readonly { to: InnerPath; label: string }[];
}

/** The pages of one place, as a line of links above them; scrolls sideways on a phone. */
export function SectionTabs({ label, tabs }: SectionTabsProps) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab changes with the address.
  useEffect(() => {
    nav.current
      ?.querySelector("[aria-current='page']")
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label: name }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          // One whose address begins another's is not that one.
          activeOptions={{ exact: tabs.some((other) => other.to.startsWith(`${to}/`)) }}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
