import type { PublicPage } from "../../kernel/page.ts";
import { calendarPage } from "./calendar-page.ts";
import { sessionPage } from "./session-page.ts";
import { signupPage } from "./signup-page.ts";

/** The public pages of this module. */
export const pages: readonly PublicPage[] = [sessionPage, signupPage, calendarPage];
