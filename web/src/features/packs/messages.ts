import { defineMessages } from "../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    take: "导出佐证包",
    holds:
      "一个压缩包：全部事实（JSON 和 Excel 可开的 CSV）、佐证文件、审计链和核验程序，不联网就能核验有没有改动。这次导出会记入审计。",
  },
  en: {
    take: "Take the evidence pack",
    holds:
      "One archive: all facts (JSON, and CSV for Excel), the evidence, the audit chain and a verifier that shows offline whether anything was changed. Taking it is itself audited.",
  },
});
