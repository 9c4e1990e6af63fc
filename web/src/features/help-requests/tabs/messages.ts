import { defineMessages } from "../../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    label: "求助与诉求",
    requests: "求助",
    hall: "求助大厅",
    residents: "居民诉求",
    capabilities: "可供资源",
    ownCapabilities: "本单位能给的",
    fairness: "帮扶均衡",
  },
  en: {
    label: "Requests and appeals",
    requests: "Requests",
    hall: "Hall",
    residents: "Appeals",
    capabilities: "What units can give",
    ownCapabilities: "What we can give",
    fairness: "Fairness",
  },
});
