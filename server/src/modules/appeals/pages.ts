import type { PublicPage } from "../../kernel/page.ts";
import { followPage } from "./follow-page.ts";
import { formPage } from "./form-page.ts";
import { posterPage } from "./poster-page.ts";

/** The public pages of this module; `follow` is no code of a community: codes have eight characters. */
export const pages: readonly PublicPage[] = [followPage, formPage, posterPage];
