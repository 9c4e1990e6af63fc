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
  children: ReactNode;
}

/** One row of a list looked at closely, with what can be done about it: beside the list, on a phone above it. */
export function SideDrawer({ title, onClose, children }: SideDrawerProps) {
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 48em)");
  return (
    <Drawer
      opened={title !== null}
      onClose={onClose}
      title={title}
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
