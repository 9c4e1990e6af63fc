import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useMessages } from "../lib/i18n.ts";
import { startLive } from "../lib/live.ts";
import { useRoleWords } from "../lib/role-words.ts";
import { useUnreadCount } from "../lib/unread.ts";
import { leaveForSignIn } from "../lib/urql-client.ts";
import { chooseMembership, useViewer } from "../lib/viewer.ts";
import { AppShell } from "../ui/AppShell.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { PageSkeleton } from "../ui/Skeletons.tsx";
import { toast } from "../ui/toast.ts";
import { messages } from "./messages.ts";
import { usePlaces } from "./places.ts";
import classes from "./SessionGuard.module.css";

// Nobody waits for it who does not search.
const SearchPalette = lazy(async () => ({
  default: (await import("../features/search/SearchPalette.tsx")).SearchPalette,
}));

async function leave(failed: string): Promise<void> {
  try {
    const { signOut } = await import("../lib/auth.ts");
    await signOut();
    window.location.assign("/sign-in");
  } catch {
    toast(failed, { tone: "failed" });
  }
}

/** Shows the frame to a person who is signed in; sends others to the sign-in page. */
export function SessionGuard() {
  const t = useMessages(messages);
  const words = useRoleWords();
  const state = useViewer();
  const isDue = state.kind === "failed" && state.code === "FORBIDDEN";
  const unread = useUnreadCount(state.kind === "signedIn");
  const membership = state.kind === "signedIn" ? state.membership : undefined;
  const { places, plus } = usePlaces(membership);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    if (state.kind !== "signedIn") return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey ||
        event.key.toLowerCase() !== "k"
      )
        return;
      event.preventDefault();
      setSearching(true);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [state.kind]);
  useEffect(() => {
    if (state.kind === "signedOut") leaveForSignIn();
    // Who may not even ask who they are owes a second factor.
    if (isDue) window.location.assign("/second-factor");
    if (state.kind === "signedIn") startLive();
  }, [state.kind, isDue]);

  if (state.kind === "failed" && !isDue)
    return (
      <main className={classes.alone}>
        <ErrorNotice code={state.code} id={state.id} onRetry={state.retry} />
      </main>
    );
  if (state.kind !== "signedIn")
    return (
      <main className={classes.alone}>
        <PageSkeleton />
      </main>
    );
  const { viewer } = state;
  return (
    <AppShell
      places={places}
      {...(plus ? { plus } : {})}
      organizationName={membership?.organization.name ?? t("noOrganization")}
      personName={viewer.name}
      unread={unread}
      onSearch={() => setSearching(true)}
      memberships={viewer.memberships.map(({ id, role, organization }) => ({
        id,
        label: `${organization.name} · ${words.role(role)}`,
        current: id === membership?.id,
      }))}
      onChooseMembership={chooseMembership}
      onSignOut={() => void leave(t("signOutFailed"))}
    >
      <Outlet />
      {searching && (
        <Suspense fallback={null}>
          <SearchPalette onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </AppShell>
  );
}
