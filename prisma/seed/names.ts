import type { Random } from "./random.ts";

// The most frequent family names, and given names that say nothing of a person.
const FAMILY =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段";
const FIRST = "文志建国海晓小春秋冬明玉金永思家立新学松柏竹兰梅雪雨云天子一宜安宁和平仁义礼信诚敏慧静淑美丽";
const SECOND =
  "华明军强平芳玲霞燕红梅英杰涛波辉斌超鹏飞宇轩涵怡琳婷倩颖洁莹欣悦佳磊鑫森林峰岩川河洋帆航舟成达";

/** Names of people who do not exist, each given once. */
export function personNames(random: Random): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const family = random.pick([...FAMILY]);
      const name = random.chance(0.16)
        ? family + random.pick([...SECOND])
        : family + random.pick([...FIRST]) + random.pick([...SECOND]);
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

/** A number of a range that no network hands out: nobody is called by mistake. */
export function phoneNumber(index: number): string {
  return `100${String(20_000_000 + index * 37).padStart(8, "0")}`;
}
