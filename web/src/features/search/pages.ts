import { useMessages } from "../../lib/i18n.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";
import { messages as routeMessages } from "../../routes/messages.ts";
import { messages as officeMessages } from "../../routes/office/messages.ts";
import type { InnerPath } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import type { FoundPage } from "./targets.ts";

/** A page as it is looked for: its name in both languages, and its pinyin with a space between syllables. */
interface ProductPage extends FoundPage {
  pinyin: string;
  of: readonly OrganizationKind[];
}

const ALL = ["OFFICE", "PARTNER_UNIT", "COMMUNITY", "TEAM"] as const;
const SIDES = ["PARTNER_UNIT", "COMMUNITY", "TEAM"] as const;
const OFFICE = ["OFFICE"] as const;

/** The pages that somebody may open, by the kind of organization they act for. */
export function usePages(kind: OrganizationKind | undefined): FoundPage[] {
  return useAllPages().filter(({ of }) => kind !== undefined && of.includes(kind));
}

function useAllPages(): ProductPage[] {
  const route = useMessages(routeMessages);
  const office = useMessages(officeMessages);
  const t = useMessages(messages);
  const page = (to: InnerPath, label: string, pinyin: string, of: readonly OrganizationKind[] = ALL) => ({
    ...{ to, label, pinyin, of },
  });
  return [
    page("/", route("place.home"), "shou ye"),
    page("/board", route("place.board"), "kan ban", OFFICE),
    page("/city", t("page.city"), "quan shi qing kuang", OFFICE),
    page("/partnerships", route("place.partnerships"), "gong jian jie dui", SIDES),
    page("/partnerships", t("page.partnerships"), "jie dui lie biao", OFFICE),
    page("/obligations", t("page.obligations"), "yi wu lv xing"),
    page("/activities", route("place.activities"), "huo dong"),
    page("/record", t("page.record"), "wo de zhi yuan fu wu ji lu"),
    page("/requests", route("place.requests"), "qiu zhu"),
    page("/requests/new", route("plus.request"), "fa qi qiu zhu", ["COMMUNITY"]),
    page("/log", route("plus.log"), "ji yi bi", ["PARTNER_UNIT"]),
    page("/expenses", t("page.expenses"), "jing fei zhi chu"),
    page("/reports", route("place.reports"), "bao gao"),
    page("/audit", route("place.audit"), "shen ji", OFFICE),
    page("/office/organizations", office("organizations"), "dan wei yu she qu", OFFICE),
    page("/office/people", office("people"), "ren yuan", OFFICE),
    page("/office/assign", office("assign"), "jie dui an pai", OFFICE),
    page("/office/rules", office("rules"), "ren wu gui ze", OFFICE),
    page("/office/periods", office("periods"), "zhou qi", OFFICE),
    page("/office/settings", office("settings"), "cheng shi she zhi", OFFICE),
    page("/office/calendar", office("calendar"), "gong zuo ri li", OFFICE),
    page("/office/divisions", office("divisions"), "xing zheng qu hua"),
    page("/office/import", office("import"), "biao ge dao ru", OFFICE),
    page("/notifications", t("page.notifications"), "xiao xi"),
    page("/me", t("page.me"), "wo de zhang hao"),
  ];
}

/** Whether a page is meant by what was typed: a part of its name, or the beginning of its initials or pinyin. */
export function meansPage(page: FoundPage, typed: string): boolean {
  const text = typed.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  if (text === "") return false;
  if (page.label.replace(/\s+/g, "").toLowerCase().includes(text)) return true;
  const syllables = ((page as Partial<ProductPage>).pinyin ?? "").split(" ");
  const initials = syllables.map((syllable) => syllable.charAt(0)).join("");
  return initials.startsWith(text) || syllables.join("").startsWith(text);
}
