import { parseArgs } from "node:util";
import type { PersonActor } from "../server/src/kernel/actor.ts";
import { createDatabase, type Database } from "../server/src/kernel/db.ts";
import { findDivisions } from "../server/src/modules/search/read.ts";
import { searchTerm } from "../server/src/modules/search/term.ts";
import { medianOf, percentileOf } from "./figures.ts";

/** What people type, common and rare; each class is measured by itself. */
const CLASSES: Record<string, readonly string[]> = {
  "one character": [..."西东湖新王大石城龙甪"],
  "two characters, common": ["新村", "李家", "花园", "中心", "东风", "和平", "光明", "解放"],
  "two characters, rare": ["西湖", "崂山", "邮亭", "敦煌", "茅台", "甪直", "火宫"],
  "three characters": ["西湖社", "湖社区", "双清区", "向阳村", "王家庄", "解放路", "大石桥"],
  "an ending alone": ["社区", "村委会", "街道办事处"],
  "two initials": ["xh", "sq", "wj", "dh", "lj", "xc"],
  "three initials": ["xhs", "sqq", "wjz", "dfc", "xcw"],
  "four initials": ["xhsq", "wjzc", "dfcw", "cwhc"],
  "five initials": ["xhsqj", "dfcwh", "wjzcw", "hpsqj"],
  "two letters of pinyin": ["li", "wa", "he", "zh"],
  "three letters of pinyin": ["lia", "hon", "wan"],
  pinyin: ["xihu", "shuangqing", "beijing", "chongqing", "changsha", "dongfeng"],
};

const WARM_UP = 2;
const USAGE = "Usage: node bench/search.ts --url ADDRESS [--city 4305] [--rounds 30]";

/** The way to the city from which is searched: its own divisions come first. */
async function cityPath({ prisma }: Database, code: string): Promise<string> {
  const label = await prisma.divisionLabel.findFirst({
    where: { code, validTo: null },
    select: { division: { select: { path: true } } },
  });
  if (!label) throw new Error(`there is no division ${code}: import it before`);
  return label.division.path;
}

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    city: { type: "string", default: "4305" },
    rounds: { type: "string", default: "30" },
  },
});
if (!values.url) {
  console.error(USAGE);
  process.exit(1);
}
const database = createDatabase(values.url);
const actor: PersonActor = {
  ...{ kind: "PERSON", userId: "", personId: "", cityId: "", memberships: [] },
  cityPath: await cityPath(database, values.city),
};
console.log(`${await database.prisma.searchDivision.count({ where: { reading: 0 } })} names`);
console.log("ms                            p50     p99");
for (const [name, texts] of Object.entries(CLASSES)) {
  const taken: number[] = [];
  for (const text of texts) {
    const term = searchTerm(text);
    if (!term) continue;
    for (let round = -WARM_UP; round < Number(values.rounds); round++) {
      const begun = performance.now();
      await findDivisions(database, actor, term, 6);
      if (round >= 0) taken.push(performance.now() - begun);
    }
  }
  console.log(
    `${name.padEnd(25)} ${medianOf(taken).toFixed(1).padStart(7)} ${percentileOf(taken, 0.99).toFixed(1).padStart(7)}`,
  );
}
await database.close();
