import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./SideDrawer.module.css";

interface SideDrawerProps {
  /** What it shows; it is open while there is a title. */
  title: string | null;
  onClose: () => void;
  /** Whether the focus goes back to where it was; false when the page itself says where to. */
  returnFocus?: boolean;
  children: ReactNode;
}

/** One row of a list looked at closely, with what can be done about it: beside the list, on a phone above it. */
export function SideDrawer({ title, onClose, returnFocus = true, children }: SideDrawerProps) {
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 48em)");
  return (
    <Drawer
      opened={title !== null}
      onClose={onClose}
      title={title}
      returnFocus={returnFocus}
      position={phone ? "bottom" : "right"}
      size={phone ? "92%" : 520}
      closeButtonProps={{ "aria-label": t("close"), size: "lg" }}
      classNames={{
        title: classes.title ?? "",
        header: classes.head ?? "",
        content: classes.content ?? "",
        body: classes.body ?? "",
      }}
    >
      {children}
    </Drawer>
  );
}
