import { organizationIds, type PersonActor } from "../../kernel/actor.ts";
import type { Database } from "../../kernel/db.ts";
import { yuanDigits } from "../../kernel/table.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { visibleTo } from "../organizations/policy.ts";
import type { BoardFilter, BoardSort } from "./model.ts";
import type { BoardWords } from "./words.ts";

type Asked = { filter: BoardFilter; actor: PersonActor; words: BoardWords; locale: Locale };

/** The conditions of a filter in words. What the actor may not see is not named. */
export async function filterWords({ prisma }: Pick<Database, "prisma">, asked: Asked): Promise<string[]> {
  const { filter, actor, words, locale } = asked;
  const say = words.filter;
  const sides = [filter.giverId, filter.receiverId].filter((id) => id != null);
  const organizations =
    sides.length === 0
      ? []
      : await prisma.organization.findMany({
          where: { AND: [{ id: { in: sides } }, visibleTo(actor)] },
          select: { id: true, name: true },
        });
  const nameOf = (id: string) => organizations.find((one) => one.id === id)?.name ?? say.unknown;
  const label =
    filter.divisionId == null
      ? null
      : await prisma.divisionLabel.findFirst({
          where: { divisionId: filter.divisionId },
          orderBy: { validFrom: "desc" },
          select: { name: true },
        });
  const kind =
    filter.kindId == null
      ? null
      : await prisma.kind.findFirst({ where: { id: filter.kindId, cityId: actor.cityId } });
  const kindName = (locale === "zh" ? kind?.nameZh : kind?.nameEn) ?? say.unknown;
  const { lateWorkdaysAtLeast: late, stuckWorkdaysAtLeast: stuck, stuckAtLeast } = filter;
  const found = [
    filter.needsMe && say.needsMe,
    filter.text && fill(say.text, { text: filter.text }),
    filter.giverId && fill(say.giver, { name: nameOf(filter.giverId) }),
    filter.receiverId && fill(say.receiver, { name: nameOf(filter.receiverId) }),
    filter.divisionId != null && fill(say.division, { name: label?.name ?? say.unknown }),
    filter.kindId && fill(say.kind, { name: kindName }),
    filter.partnershipKind && words.kind[filter.partnershipKind],
    filter.basis && words.basis[filter.basis],
    filter.states?.map((state) => words.state[state]).join(" / "),
    late === 0 ? say.late : late != null && fill(say.lateDays, { days: late }),
    stuck === 0 ? say.stuck : stuck != null && fill(say.stuckDays, { days: stuck }),
    stuckAtLeast != null && fill(say.amount, { amount: yuanDigits(stuckAtLeast) }),
    filter.disputeOpen && say.dispute,
    filter.unacknowledged && say.unacknowledged,
  ].filter((one) => typeof one === "string" && one !== "");
  return found.length === 0 ? [say.none] : (found as string[]);
}

/** The order in words. */
export function sortWords({ by, descending }: BoardSort, words: BoardWords): string {
  return descending ? fill(words.reversed, { order: words.order[by] }) : words.order[by];
}

/** In whose name a file is made: the names of the actor's offices. */
export async function officeNames({ prisma }: Pick<Database, "prisma">, actor: PersonActor): Promise<string> {
  const offices = await prisma.organization.findMany({
    where: { id: { in: organizationIds(actor, "OFFICE") } },
    select: { name: true },
    orderBy: { id: "asc" },
  });
  return offices.map(({ name }) => name).join(" / ");
}
