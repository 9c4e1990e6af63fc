import type { DownloadDeclaration } from "../../kernel/download.ts";
import { XLSX } from "../../kernel/media-types.ts";
import { makeTemplate } from "./template.ts";

let template: Promise<Buffer> | undefined;

/** The empty workbook to fill in: the same for everybody, so it is made once. */
export const downloads: readonly DownloadDeclaration[] = [
  {
    path: "workbook-template.xlsx",
    async open() {
      template ??= makeTemplate();
      return { fileName: "gongjian-workbook.xlsx", mediaType: XLSX, body: await template };
    },
  },
];
