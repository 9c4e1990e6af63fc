import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { LinkButton } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./deliveries.module.css";
import { messages } from "./messages.ts";

interface LoggedNoticeProps {
  logged: { id: string; receiver: string };
  onAgain: () => void;
}

/** After logging: whose turn it is now, and a link to send to the other side. */
export function LoggedNotice({ logged, onAgain }: LoggedNoticeProps) {
  const t = useMessages(messages);
  const uuid = uuidOf(logged.id);
  async function share() {
    const url = `${window.location.origin}/deliveries/${uuid}`;
    // On a phone the device's own sheet opens; elsewhere the address is copied.
    if (navigator.share) await navigator.share({ url }).catch(() => {});
    else await navigator.clipboard.writeText(url).then(() => toast(t("log.copied")));
  }
  return (
    <Panel>
      <div className={classes.logged} role="status">
        <IconCircleCheck size={40} stroke={1.4} aria-hidden />
        <p>{t("log.done", { receiver: logged.receiver })}</p>
        <div className={classes.acts}>
          <LinkButton to="/">{t("log.home")}</LinkButton>
          <Button variant="default" onClick={onAgain}>
            {t("log.again")}
          </Button>
          <Button variant="default" onClick={() => void share()}>
            {t("log.share")}
          </Button>
          <LinkButton variant="subtle" to="/deliveries/$id" params={{ id: uuid }}>
            {t("log.open")}
          </LinkButton>
        </div>
      </div>
    </Panel>
  );
}
