import { IconChevronRight } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./SignInPage.module.css";

interface DemoAccount {
  username: string;
  password: string;
  role: string;
  organization: string;
  person: string;
}

const ROLES = [
  "COMMUNITY_LIAISON",
  "COMMUNITY_MANAGER",
  "UNIT_LIAISON",
  "UNIT_LEADER",
  "OFFICE_COORDINATOR",
  "OFFICE_MANAGER",
  "OFFICE_AUDITOR",
  "DISTRICT_OFFICE",
] as const;

function isAccount(value: unknown): value is DemoAccount {
  if (typeof value !== "object" || value === null) return false;
  const names = ["username", "password", "role", "organization", "person"];
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === "string");
}

/** The accounts that the server offers in demo mode; none outside of it. */
async function fetchDemoAccounts(signal: AbortSignal): Promise<DemoAccount[]> {
  const response = await fetch("/api/demo", { signal, headers: { accept: "application/json" } });
  if (!response.ok || !response.headers.get("content-type")?.includes("json")) return [];
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null || !("accounts" in body) || !Array.isArray(body.accounts))
    return [];
  return body.accounts.filter(isAccount);
}

interface DemoAccountsProps {
  /** The username being signed in. */
  pending: string | null;
  onChoose: (username: string, password: string) => void;
}

/** Demo accounts grouped by role, one tap each. Nothing outside demo mode. */
export function DemoAccounts({ pending, onChoose }: DemoAccountsProps) {
  const t = useMessages(messages);
  const [accounts, setAccounts] = useState<DemoAccount[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without an answer the page is the plain sign-in page, which is right outside demo mode.
    fetchDemoAccounts(abort.signal).then(setAccounts, () => setAccounts([]));
    return () => abort.abort();
  }, []);
  if (accounts.length === 0) return null;
  const groups = Map.groupBy(accounts, ({ role }) => role);
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t("demo.title")}</h2>
      <p>{t("demo.note")}</p>
      {[...groups].map(([role, members]) => {
        const known = ROLES.find((it) => it === role);
        return (
          <div key={role} className={classes.group}>
            <h3>{known ? t(`demo.role.${known}`) : role}</h3>
            {known && <p>{t(`demo.does.${known}`)}</p>}
            {members.map(({ username, password, organization, person }) => (
              <button
                key={username}
                type="button"
                className={classes.account}
                disabled={pending !== null}
                aria-busy={pending === username}
                onClick={() => onChoose(username, password)}
              >
                <span>
                  <b>{person}</b>
                  <span>{organization}</span>
                </span>
                <IconChevronRight size={20} aria-hidden />
              </button>
            ))}
          </div>
        );
      })}
    </section>
  );
}
