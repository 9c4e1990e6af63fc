import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { uuidOf } from "../lib/node-id.ts";
import { rootRoute } from "./root.tsx";
import { SessionGuard } from "./SessionGuard.tsx";
import {
  validateActivitiesSearch,
  validateAssignSearch,
  validateAuditSearch,
  validateBoardSearch,
  validateCheckInSearch,
  validateCitySearch,
  validateDaysSearch,
  validateDivisionSearch,
  validateFairnessSearch,
  validateFormSearch,
  validateKeptPlanSearch,
  validateListSearch,
  validatePartnershipSearch,
  validatePlanSearch,
  validateRecordSearch,
  validateReportSearch,
  validateSignInSearch,
  validateStationsSearch,
} from "./search.ts";

/** A link may name a thing by its node id; its address holds the uuid alone, and pages read that. */
const bareId = ({ id }: { id: string }) => ({ id: uuidOf(id) });
const idParams = { parse: bareId, stringify: bareId };

// One route, one lazily loaded page. A page's file and export bear the same name.

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: validateSignInSearch,
  component: lazyRouteComponent(() => import("../features/identity/SignInPage.tsx"), "SignInPage"),
});

const secondFactor = createRoute({
  getParentRoute: () => rootRoute,
  path: "/second-factor",
  component: lazyRouteComponent(
    () => import("../features/identity/second-factor/SecondFactorPage.tsx"),
    "SecondFactorPage",
  ),
});

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitation/$token",
  component: lazyRouteComponent(() => import("../features/identity/InvitationPage.tsx"), "InvitationPage"),
});

/** Everything below needs a person. */
const inside = createRoute({ getParentRoute: () => rootRoute, id: "inside", component: SessionGuard });

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("../features/home/HomePage.tsx"), "HomePage"),
});

const board = createRoute({
  getParentRoute: () => inside,
  path: "/board",
  validateSearch: validateBoardSearch,
  component: lazyRouteComponent(() => import("../features/board/BoardPage.tsx"), "BoardPage"),
});

const city = createRoute({
  getParentRoute: () => inside,
  path: "/city",
  validateSearch: validateCitySearch,
  component: lazyRouteComponent(() => import("../features/board/CityPage.tsx"), "CityPage"),
});

const partnerships = createRoute({
  getParentRoute: () => inside,
  path: "/partnerships",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(
    () => import("../features/partnerships/PartnershipsPage.tsx"),
    "PartnershipsPage",
  ),
});

const partnership = createRoute({
  getParentRoute: () => inside,
  path: "/partnerships/$id",
  params: idParams,
  validateSearch: validatePartnershipSearch,
  component: lazyRouteComponent(
    () => import("../features/partnerships/PartnershipPage.tsx"),
    "PartnershipPage",
  ),
});

const proposePartnership = createRoute({
  getParentRoute: () => inside,
  path: "/partnerships/propose",
  component: lazyRouteComponent(
    () => import("../features/partnerships/ProposePartnershipPage.tsx"),
    "ProposePartnershipPage",
  ),
});

const log = createRoute({
  getParentRoute: () => inside,
  path: "/log",
  validateSearch: validateFormSearch,
  component: lazyRouteComponent(() => import("../features/deliveries/LogSupportPage.tsx"), "LogSupportPage"),
});

const obligations = createRoute({
  getParentRoute: () => inside,
  path: "/obligations",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(
    () => import("../features/obligations/ObligationsPage.tsx"),
    "ObligationsPage",
  ),
});

const appeals = createRoute({
  getParentRoute: () => inside,
  path: "/appeals",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(() => import("../features/appeals/AppealsPage.tsx"), "AppealsPage"),
});

const appeal = createRoute({
  getParentRoute: () => inside,
  path: "/appeals/$id",
  params: idParams,
  component: lazyRouteComponent(() => import("../features/appeals/AppealPage.tsx"), "AppealPage"),
});

const helpRequests = createRoute({
  getParentRoute: () => inside,
  path: "/requests",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(
    () => import("../features/help-requests/HelpRequestsPage.tsx"),
    "HelpRequestsPage",
  ),
});

const hall = createRoute({
  getParentRoute: () => inside,
  path: "/hall",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(() => import("../features/help-requests/market/HallPage.tsx"), "HallPage"),
});

const newHelpRequest = createRoute({
  getParentRoute: () => inside,
  path: "/requests/new",
  validateSearch: validateFormSearch,
  component: lazyRouteComponent(
    () => import("../features/help-requests/NewHelpRequestPage.tsx"),
    "NewHelpRequestPage",
  ),
});

const helpRequest = createRoute({
  getParentRoute: () => inside,
  path: "/requests/$id",
  params: idParams,
  component: lazyRouteComponent(
    () => import("../features/help-requests/market/HelpRequestPage.tsx"),
    "HelpRequestPage",
  ),
});

const capabilities = createRoute({
  getParentRoute: () => inside,
  path: "/capabilities",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(
    () => import("../features/capabilities/CapabilitiesPage.tsx"),
    "CapabilitiesPage",
  ),
});

const fairness = createRoute({
  getParentRoute: () => inside,
  path: "/fairness",
  validateSearch: validateFairnessSearch,
  component: lazyRouteComponent(() => import("../features/fairness/FairnessPage.tsx"), "FairnessPage"),
});

const fairnessPlan = createRoute({
  getParentRoute: () => inside,
  path: "/fairness/plan",
  validateSearch: validateKeptPlanSearch,
  component: lazyRouteComponent(() => import("../features/fairness/PairingPlanPage.tsx"), "PairingPlanPage"),
});

const stations = createRoute({
  getParentRoute: () => inside,
  path: "/stations",
  validateSearch: validateStationsSearch,
  component: lazyRouteComponent(() => import("../features/stations/StationsPage.tsx"), "StationsPage"),
});

const station = createRoute({
  getParentRoute: () => inside,
  path: "/stations/$id",
  params: idParams,
  component: lazyRouteComponent(() => import("../features/stations/StationPage.tsx"), "StationPage"),
});

const activities = createRoute({
  getParentRoute: () => inside,
  path: "/activities",
  validateSearch: validateActivitiesSearch,
  component: lazyRouteComponent(() => import("../features/activities/ActivitiesPage.tsx"), "ActivitiesPage"),
});

const newActivity = createRoute({
  getParentRoute: () => inside,
  path: "/activities/new",
  validateSearch: validatePlanSearch,
  component: lazyRouteComponent(
    () => import("../features/activities/NewActivityPage.tsx"),
    "NewActivityPage",
  ),
});

const activity = createRoute({
  getParentRoute: () => inside,
  path: "/activities/$id",
  params: idParams,
  component: lazyRouteComponent(() => import("../features/activities/ActivityPage.tsx"), "ActivityPage"),
});

const session = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$id",
  params: idParams,
  validateSearch: validateCheckInSearch,
  component: lazyRouteComponent(() => import("../features/activities/SessionPage.tsx"), "SessionPage"),
});

const sessionPoster = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$id/poster",
  params: idParams,
  component: lazyRouteComponent(
    () => import("../features/activities/SessionPosterPage.tsx"),
    "SessionPosterPage",
  ),
});

const sessionCode = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$id/code",
  params: idParams,
  component: lazyRouteComponent(
    () => import("../features/attendance/CheckInCodePage.tsx"),
    "CheckInCodePage",
  ),
});

const record = createRoute({
  getParentRoute: () => inside,
  path: "/record",
  validateSearch: validateRecordSearch,
  component: lazyRouteComponent(() => import("../features/volunteers/RecordPage.tsx"), "RecordPage"),
});

const records = createRoute({
  getParentRoute: () => inside,
  path: "/record/people",
  component: lazyRouteComponent(() => import("../features/volunteers/RecordsPage.tsx"), "RecordsPage"),
});

const makePledge = createRoute({
  getParentRoute: () => inside,
  path: "/pledges/new",
  validateSearch: validateFormSearch,
  component: lazyRouteComponent(() => import("../features/funding/MakePledgePage.tsx"), "MakePledgePage"),
});

const pledge = createRoute({
  getParentRoute: () => inside,
  path: "/pledges/$id",
  params: idParams,
  component: lazyRouteComponent(() => import("../features/funding/PledgePage.tsx"), "PledgePage"),
});

const expenses = createRoute({
  getParentRoute: () => inside,
  path: "/expenses",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(() => import("../features/funding/ExpensesPage.tsx"), "ExpensesPage"),
});

const newExpense = createRoute({
  getParentRoute: () => inside,
  path: "/expenses/new",
  validateSearch: validateFormSearch,
  component: lazyRouteComponent(() => import("../features/funding/NewExpensePage.tsx"), "NewExpensePage"),
});

const delivery = createRoute({
  getParentRoute: () => inside,
  path: "/deliveries/$id",
  params: idParams,
  component: lazyRouteComponent(() => import("../features/deliveries/DeliveryPage.tsx"), "DeliveryPage"),
});

const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  validateSearch: validateReportSearch,
  component: lazyRouteComponent(() => import("../features/reports/ReportPage.tsx"), "ReportPage"),
});

const circular = createRoute({
  getParentRoute: () => inside,
  path: "/reports/circular",
  component: lazyRouteComponent(() => import("../features/reports/CircularPage.tsx"), "CircularPage"),
});

const difference = createRoute({
  getParentRoute: () => inside,
  path: "/partnerships/$id/difference",
  params: idParams,
  validateSearch: validateDaysSearch,
  component: lazyRouteComponent(
    () => import("../features/partnerships/difference/DifferencePage.tsx"),
    "DifferencePage",
  ),
});

const ledger = createRoute({
  getParentRoute: () => inside,
  path: "/partnerships/$id/ledger",
  params: idParams,
  validateSearch: validateDaysSearch,
  component: lazyRouteComponent(() => import("../features/reports/LedgerPage.tsx"), "LedgerPage"),
});

const chain = createRoute({
  getParentRoute: () => inside,
  path: "/audit/chain",
  component: lazyRouteComponent(() => import("../features/audit/ChainPage.tsx"), "ChainPage"),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  validateSearch: validateAuditSearch,
  component: lazyRouteComponent(() => import("../features/audit/AuditPage.tsx"), "AuditPage"),
});

const notifications = createRoute({
  getParentRoute: () => inside,
  path: "/notifications",
  component: lazyRouteComponent(
    () => import("../features/notifications/NotificationsPage.tsx"),
    "NotificationsPage",
  ),
});

const me = createRoute({
  getParentRoute: () => inside,
  path: "/me",
  component: lazyRouteComponent(() => import("../features/identity/MePage.tsx"), "MePage"),
});

const office = createRoute({
  getParentRoute: () => inside,
  path: "/office",
  component: lazyRouteComponent(() => import("./office/OfficeLayout.tsx"), "OfficeLayout"),
});

const officeIndex = createRoute({
  getParentRoute: () => office,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/office/organizations", replace: true });
  },
});

const officeAssign = createRoute({
  getParentRoute: () => office,
  path: "/assign",
  validateSearch: validateAssignSearch,
  component: lazyRouteComponent(
    () => import("../features/partnerships/AssignPartnershipsPage.tsx"),
    "AssignPartnershipsPage",
  ),
});

const officeRules = createRoute({
  getParentRoute: () => office,
  path: "/rules",
  component: lazyRouteComponent(() => import("../features/obligations/DutyRulesPage.tsx"), "DutyRulesPage"),
});

const officePeriods = createRoute({
  getParentRoute: () => office,
  path: "/periods",
  component: lazyRouteComponent(() => import("../features/obligations/PeriodsPage.tsx"), "PeriodsPage"),
});

const officeOrganizations = createRoute({
  getParentRoute: () => office,
  path: "/organizations",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(
    () => import("../features/organizations/OrganizationsPage.tsx"),
    "OrganizationsPage",
  ),
});

const officePeople = createRoute({
  getParentRoute: () => office,
  path: "/people",
  validateSearch: validateListSearch,
  component: lazyRouteComponent(() => import("../features/organizations/PeoplePage.tsx"), "PeoplePage"),
});

const officeImport = createRoute({
  getParentRoute: () => office,
  path: "/import",
  component: lazyRouteComponent(() => import("../features/workbook/ImportPage.tsx"), "ImportPage"),
});

const officeReminders = createRoute({
  getParentRoute: () => office,
  path: "/reminders",
  component: lazyRouteComponent(
    () => import("../features/notifications/reminders/RemindersPage.tsx"),
    "RemindersPage",
  ),
});

const officeWebhooks = createRoute({
  getParentRoute: () => office,
  path: "/webhooks",
  component: lazyRouteComponent(
    () => import("../features/notifications/channels/WebhooksPage.tsx"),
    "WebhooksPage",
  ),
});

const officeBurden = createRoute({
  getParentRoute: () => office,
  path: "/burden",
  component: lazyRouteComponent(() => import("../features/burden/BurdenPage.tsx"), "BurdenPage"),
});

const officeDivisions = createRoute({
  getParentRoute: () => office,
  path: "/divisions",
  validateSearch: validateDivisionSearch,
  component: lazyRouteComponent(() => import("../features/divisions/DivisionsPage.tsx"), "DivisionsPage"),
});

const officeCalendar = createRoute({
  getParentRoute: () => office,
  path: "/calendar",
  component: lazyRouteComponent(() => import("../features/cities/CalendarPage.tsx"), "CalendarPage"),
});

const officeSettings = createRoute({
  getParentRoute: () => office,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/cities/SettingsPage.tsx"), "SettingsPage"),
});

const officeActivityKinds = createRoute({
  getParentRoute: () => office,
  path: "/activity-kinds",
  component: lazyRouteComponent(
    () => import("../features/activities/kinds/ActivityKindsPage.tsx"),
    "ActivityKindsPage",
  ),
});

/** All routes of the product. */
export const routeTree = rootRoute.addChildren([
  signIn,
  secondFactor,
  invitation,
  inside.addChildren([
    home,
    board,
    city,
    partnerships,
    proposePartnership,
    partnership,
    log,
    obligations,
    appeals,
    appeal,
    helpRequests,
    hall,
    newHelpRequest,
    helpRequest,
    capabilities,
    fairness,
    fairnessPlan,
    activities,
    stations,
    station,
    newActivity,
    activity,
    session,
    sessionPoster,
    sessionCode,
    record,
    records,
    makePledge,
    pledge,
    expenses,
    newExpense,
    delivery,
    reports,
    circular,
    ledger,
    difference,
    audit,
    chain,
    notifications,
    me,
    office.addChildren([
      officeIndex,
      officeAssign,
      officeRules,
      officePeriods,
      officeOrganizations,
      officePeople,
      officeImport,
      officeReminders,
      officeWebhooks,
      officeBurden,
      officeDivisions,
      officeCalendar,
      officeSettings,
      officeActivityKinds,
    ]),
  ]),
]);
