import { IconArrowLeft } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { useMessages } from "../lib/i18n.ts";
import classes from "./layout.module.css";
import { type InnerPath, TextLink } from "./links.tsx";
import { messages } from "./messages.ts";

interface PageHeaderProps {
  title: string;
  /** Beside the title: a state word. */
  mark?: ReactNode;
  /** A quiet line below. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Where it leads back to, and that page's name. */
  back?: { to: InnerPath; label: string };
}

/** A page's title (also the window's), its state, and what can be done there. */
export function PageHeader({ title, mark, subtitle, actions, back }: PageHeaderProps) {
  const t = useMessages(messages);
  const product = t("product");
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <header className={classes.header}>
      {back && (
        <TextLink to={back.to} className={classes.back}>
          <IconArrowLeft size={18} aria-hidden />
          {back.label}
        </TextLink>
      )}
      <div className={classes.headerLine}>
        <div className={classes.titles}>
          <h1>
            {title} {mark}
          </h1>
          {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  );
}
