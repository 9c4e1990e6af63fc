import { defineMessages } from "../../../lib/i18n.ts";

export const messages = defineMessages({
  zh: { label: "求助与诉求", requests: "求助", residents: "居民诉求" },
  en: { label: "Requests and appeals", requests: "Requests", residents: "Residents" },
});
