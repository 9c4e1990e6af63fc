import {
  IconBuildingCommunity,
  IconCalendarEvent,
  IconChecklist,
  IconHeartHandshake,
  IconHome,
  IconLayoutList,
  IconReceipt,
  IconReportAnalytics,
  IconSettings,
  IconShieldSearch,
  IconUsers,
} from "@tabler/icons-react";
import { useMessages } from "../lib/i18n.ts";
import type { ViewerMembership } from "../lib/viewer.ts";
import type { Place } from "../ui/AppShell.tsx";
import type { InnerPath } from "../ui/links.tsx";
import { messages } from "./messages.ts";

/** What stands under the partnerships, unless it is a place of its own. */
const PAIRING = ["/obligations", "/expenses", "/deliveries", "/pledges"];

/** Which places this membership sees, and the one thing it does most. At most seven, four in the phone's bar. */
export function usePlaces(membership: ViewerMembership | undefined): {
  places: Place[];
  plus?: { to: InnerPath; label: string };
} {
  const t = useMessages(messages);
  if (!membership) return { places: [] };
  const { role, organization } = membership;
  const office = organization.kind === "OFFICE";
  const community = organization.kind === "COMMUNITY";
  const home: Place = { to: "/", label: t("place.home"), icon: IconHome, phone: true };
  const partnerships: Place = {
    to: "/partnerships",
    label: t("place.partnerships"),
    icon: IconBuildingCommunity,
    phone: true,
    holds: PAIRING,
  };
  const board: Place = {
    to: "/board",
    label: t("place.board"),
    icon: IconLayoutList,
    phone: true,
    holds: ["/partnerships", "/city", ...PAIRING],
  };
  const obligations: Place = {
    to: "/obligations",
    label: t("place.owedByUs"),
    icon: IconChecklist,
    phone: false,
  };
  const activities: Place = {
    to: "/activities",
    label: t("place.activities"),
    icon: IconCalendarEvent,
    phone: true,
    holds: ["/sessions", "/stations", "/record"],
  };
  const requests: Place = {
    to: "/requests",
    label: t("place.requests"),
    icon: IconHeartHandshake,
    phone: !office,
    holds: ["/hall", "/appeals", "/capabilities", "/fairness"],
  };
  const expenses: Place = {
    to: "/expenses",
    label: t("place.expenses"),
    icon: IconReceipt,
    phone: false,
  };
  const manage: Place = { to: "/office", label: t("place.manage"), icon: IconSettings, phone: true };
  const audit: Place = {
    to: "/audit",
    label: t("place.audit"),
    icon: IconShieldSearch,
    phone: role === "AUDITOR",
  };
  const reports: Place = {
    to: "/reports",
    label: t("place.reports"),
    icon: IconReportAnalytics,
    phone: false,
  };
  const people: Place = { to: "/office/people", label: t("place.people"), icon: IconUsers, phone: false };
  // An office finds partnerships, promises and money on the board, which leads to the plain lists. The others have the
  // lists of the two sides under one line of tabs; each keeps the one that is its daily work as a place of its own.
  const places = office
    ? [home, board, activities, requests, reports]
    : [home, partnerships, community ? expenses : obligations, activities, requests, reports];
  // Who manages an organization manages its people; an office's stand under its own place.
  if (!office && role === "MANAGER") places.push(people);
  if (office)
    return role === "AUDITOR"
      ? { places: [...places, audit] }
      : { places: [...places, manage, audit], plus: { to: "/office/assign", label: t("plus.assign") } };
  if (community) return { places, plus: { to: "/requests/new", label: t("plus.request") } };
  return { places, plus: { to: "/log", label: t("plus.log") } };
}
