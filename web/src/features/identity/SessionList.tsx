import { IconCheck } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { endOtherSessions, endSession, listSessions } from "../../lib/auth.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import { deviceOf } from "./device.ts";
import classes from "./identity.module.css";
import { messages } from "./messages.ts";

type Sessions = Awaited<ReturnType<typeof listSessions>>;

/** Where the person is signed in, and a button that ends each other session. `current` is this browser's. */
export function SessionList({ current }: { current: string | null }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const [sessions, setSessions] = useState<Sessions | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    try {
      setSessions(await listSessions());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, []);
  useEffect(() => void load(), [load]);
  if (failed) return <ErrorNotice code="NETWORK" onRetry={() => void load()} />;
  return (
    <>
      <ul className={classes.rows}>
        {sessions?.map(({ id, token, userAgent, ipAddress, createdAt, updatedAt }) => {
          const device = deviceOf(userAgent ?? "");
          const name = t("sessions.device", {
            browser: t(`sessions.browser.${device.browser}`),
            system: t(`sessions.system.${device.system}`),
          });
          return (
            <li key={id} className={classes.row}>
              <div>
                <b>{name}</b>
                <div className={classes.quiet}>
                  {t("sessions.since", { at: instant(new Date(createdAt).toISOString()) })}
                  {" · "}
                  {t("sessions.lastUsed", { at: instant(new Date(updatedAt).toISOString()) })}
                  {ipAddress ? ` · ${ipAddress}` : ""}
                </div>
              </div>
              {id === current ? (
                <StateMark icon={IconCheck} tone="accent">
                  {t("sessions.this")}
                </StateMark>
              ) : (
                <ConfirmButton
                  variant="default"
                  label={t("sessions.end")}
                  question={t("sessions.question", { name })}
                  confirmLabel={t("sessions.endNow")}
                  onConfirm={async () => {
                    await endSession(token);
                    return { kind: "done" };
                  }}
                  onDone={() => {
                    toast(t("sessions.ended"));
                    void load();
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {sessions && sessions.length > 1 && (
        <div className={classes.below}>
          <ConfirmButton
            variant="default"
            label={t("sessions.endOthers")}
            question={t("sessions.othersQuestion")}
            confirmLabel={t("sessions.endOthersNow")}
            onConfirm={async () => {
              await endOtherSessions();
              return { kind: "done" };
            }}
            onDone={() => {
              toast(t("sessions.othersEnded"));
              void load();
            }}
          />
        </div>
      )}
    </>
  );
}
