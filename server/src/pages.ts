import type { PublicPage } from "./kernel/page.ts";

/** Every page that needs no sign-in, in the order of the modules. */
export const pages: readonly PublicPage[] = [];
