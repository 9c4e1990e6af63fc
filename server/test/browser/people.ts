/** The demo accounts, by what they are. */
export const WHO = {
  worker: "shequ",
  secretary: "shuji",
  liaison: "lianluo",
  leader: "juzhang",
  coordinator: "xietiao",
  manager: "zhuren",
  auditor: "ducha",
  district: "quban",
} as const;
export type Who = keyof typeof WHO;

/** The languages of the product. */
export type Language = "zh" | "en";

/** The two sizes that every page must suit: a phone and a desk. */
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

/** What Chromium needs to run as root, and without calling anywhere by itself. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
