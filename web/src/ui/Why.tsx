import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext } from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./Why.module.css";

const InsideDrawer = createContext(false);

/** The address of what the drawer explains, from the page's `?why=`; and how to change it. */
export function useWhy() {
  const { why }: { why?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (address: string | undefined) =>
    navigate({
      to: ".",
      search: (old: object) => ({ ...old, why: address }),
      replace: address === undefined,
    });
  return { address: why, open: set, close: () => set(undefined) };
}

interface WhyProps {
  /** What explains the number, understood by the page's `WhyDrawer`: `obligation:018f…`. */
  address: string;
  children: ReactNode;
}

/** A number that explains itself: dotted underline, opens the drawer. Inside the drawer it is plain text. */
export function Why({ address, children }: WhyProps) {
  const inside = useContext(InsideDrawer);
  const { open } = useWhy();
  const t = useMessages(messages);
  if (inside) return <span>{children}</span>;
  return (
    <button
      type="button"
      className={`${classes.why} gj-print-keep`}
      title={t("why.open")}
      onClick={(event) => {
        event.stopPropagation();
        open(address);
      }}
    >
      {children}
    </button>
  );
}

interface WhyDrawerProps {
  title?: string;
  /** The facts behind an address. */
  children: (address: string) => ReactNode;
}

/** The side drawer of a page; one level deep, and its address can be shared. One per page. */
export function WhyDrawer({ title, children }: WhyDrawerProps) {
  const { address, close } = useWhy();
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 48em)");
  return (
    <Drawer
      opened={address !== undefined}
      onClose={close}
      title={title ?? t("why.title")}
      position={phone ? "bottom" : "right"}
      size={phone ? "85%" : 480}
      closeButtonProps={{ "aria-label": t("close"), size: "lg" }}
      classNames={{
        title: classes.title ?? "",
        header: classes.head ?? "",
        content: classes.content ?? "",
      }}
    >
      {address !== undefined && <InsideDrawer value={true}>{children(address)}</InsideDrawer>}
    </Drawer>
  );
}

/** One fact behind a number. */
export interface WhyFact {
  id: string;
  label: ReactNode;
  value?: ReactNode;
  detail?: ReactNode;
}

interface WhyBodyProps {
  /** The rule or promise that asks for it, in a sentence. */
  rule?: ReactNode;
  facts: WhyFact[];
  /** What the facts come to. */
  total?: ReactNode;
  /** Evidence, and a link to the audit entry. */
  footer?: ReactNode;
}

/** The drawer's usual content: the rule, the facts with their seals, what they come to, the audit link. */
export function WhyBody({ rule, facts, total, footer }: WhyBodyProps) {
  const t = useMessages(messages);
  return (
    <div className={classes.body}>
      {rule && (
        <section>
          <h3>{t("why.rule")}</h3>
          <p>{rule}</p>
        </section>
      )}
      <section>
        <h3>{t("why.facts")}</h3>
        {facts.length === 0 && <p className={classes.none}>{t("why.noFacts")}</p>}
        <ul>
          {facts.map(({ id, label, value, detail }) => (
            <li key={id}>
              <span className={classes.label}>{label}</span>
              <span className={classes.value}>{value}</span>
              {detail && <div className={classes.detail}>{detail}</div>}
            </li>
          ))}
          {total && (
            <li className={classes.total}>
              <span className={classes.label}>{t("why.total")}</span>
              <span className={classes.value}>{total}</span>
            </li>
          )}
        </ul>
      </section>
      {footer && <footer>{footer}</footer>}
    </div>
  );
}
