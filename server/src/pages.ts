import type { PublicPage } from "./kernel/page.ts";
import { pages as activities } from "./modules/activities/pages.ts";
import { pages as appeals } from "./modules/appeals/pages.ts";
import { pages as helpRequests } from "./modules/help-requests/pages.ts";
import { pages as notifications } from "./modules/notifications/pages.ts";
import { pages as stations } from "./modules/stations/pages.ts";
import { pages as volunteers } from "./modules/volunteers/pages.ts";

/** Every page that needs no sign-in, in the order of the modules. */
export const pages: readonly PublicPage[] = [
  ...activities,
  ...appeals,
  ...helpRequests,
  ...notifications,
  ...stations,
  ...volunteers,
];
