import type { DownloadDeclaration } from "./kernel/download.ts";
import { downloads as activities } from "./modules/activities/downloads.ts";
import { downloads as board } from "./modules/board/downloads.ts";
import { downloads as fairness } from "./modules/fairness/downloads.ts";
import { downloads as identity } from "./modules/identity/downloads.ts";
import { downloads as packs } from "./modules/packs/downloads.ts";
import { downloads as reports } from "./modules/reports/downloads.ts";
import { downloads as volunteers } from "./modules/volunteers/downloads.ts";
import { downloads as workbook } from "./modules/workbook/downloads.ts";

/** Every file that the product makes, each declared by its module in `downloads.ts`. */
export const downloads: readonly DownloadDeclaration[] = [
  ...activities,
  ...board,
  ...fairness,
  ...identity,
  ...reports,
  ...packs,
  ...volunteers,
  ...workbook,
];
