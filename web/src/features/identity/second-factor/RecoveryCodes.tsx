import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useMessages } from "../../../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./second-factor.module.css";

interface RecoveryCodesProps {
  codes: readonly string[];
  username: string;
  onKept: () => void;
}

/** The recovery codes, this once: to download, to print, and a button that says they are kept. */
export function RecoveryCodes({ codes, username, onKept }: RecoveryCodesProps) {
  const t = useMessages(messages);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const head = t("codes.fileHead", { username });
  function download() {
    // With a mark at its start, so that every editor reads Chinese.
    const blob = new Blob([`\uFEFF${[head, "", ...codes].join("\r\n")}\r\n`], { type: "text/plain" });
    const address = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement("a"), { href: address, download: t("codes.file") });
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <div className={classes.steps}>
      <h3 ref={heading} tabIndex={-1} className={classes.heading}>
        {t("codes.title")}
      </h3>
      <p className={classes.text}>{t("codes.why")}</p>
      <div className={classes.sheet}>
        <p className={classes.sheetHead}>{head}</p>
        <ul className={classes.codes}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<IconDownload size={18} />} onClick={download}>
          {t("codes.download")}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
          {t("codes.print")}
        </Button>
      </div>
      <Button onClick={onKept}>{t("codes.kept")}</Button>
    </div>
  );
}
