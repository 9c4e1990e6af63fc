import { PROMISE_SHEETS } from "./promise-columns.ts";

/** The sheets of the workbook and their columns: declared once, for the template, the reading and the checks. */

export type SheetName = "units" | "communities" | "people" | "pairings" | "pledges";

/** How a cell is read: free text; digits and letters without spaces; a day; a whole number; an amount; one of some words. */
export type CellForm = "text" | "code" | "date" | "integer" | "yuan" | "thousandths" | "choice";

export type Column = {
  key: string;
  zh: string;
  en: string;
  form: CellForm;
  required?: true;
  /** For `choice`: the value and the words that mean it, the first of each language shown. */
  choices?: Readonly<Record<string, readonly string[]>>;
  noteZh: string;
  noteEn: string;
  example: string;
};

export type Sheet = { zh: string; en: string; columns: readonly Column[] };

const name = (zh: string, en: string, example: string): Column => ({
  key: "name",
  zh,
  en,
  form: "text",
  required: true,
  noteZh: "全称",
  noteEn: "the full name",
  example,
});
const phone: Column = {
  key: "phone",
  zh: "电话",
  en: "Phone",
  form: "code",
  noteZh: "手机或座机",
  noteEn: "mobile or landline",
  example: "13900000001",
};
const address: Column = {
  key: "address",
  zh: "地址",
  en: "Address",
  form: "text",
  noteZh: "",
  noteEn: "",
  example: "湖滨路 1 号",
};
const shortName: Column = {
  key: "shortName",
  zh: "简称",
  en: "Short name",
  form: "text",
  noteZh: "平时的叫法",
  noteEn: "what people say",
  example: "文峰局",
};

const roles = {
  LEADER: ["领导", "leader", "分管领导", "负责人"],
  MANAGER: ["管理员", "manager", "主任", "书记"],
  COORDINATOR: ["统筹员", "coordinator"],
  AUDITOR: ["审计员", "auditor"],
  LIAISON: ["联络员", "liaison"],
  GRID_MEMBER: ["网格员", "grid member"],
  MEMBER: ["成员", "member"],
} as const;

export const SHEETS: Readonly<Record<SheetName, Sheet>> = {
  units: {
    zh: "单位",
    en: "Units",
    columns: [
      name("单位名称", "Name", "文峰局"),
      shortName,
      {
        key: "creditCode",
        zh: "统一社会信用代码",
        en: "Credit code",
        form: "code",
        noteZh: "18 位;有就按它认单位",
        noteEn: "18 characters; identifies the unit where given",
        example: "",
      },
      {
        key: "division",
        zh: "所在区划",
        en: "Division",
        form: "text",
        noteZh: "区划代码或名称,重名时写成“上级/名称”;空着就是全市",
        noteEn: "code or name, “parent/name” where two share it; empty: the city",
        example: "",
      },
      {
        key: "unitClass",
        zh: "单位类别",
        en: "Class",
        form: "text",
        noteZh: "任务规则里用的类别",
        noteEn: "the class that rules name",
        example: "重点责任单位",
      },
      phone,
      address,
    ],
  },
  communities: {
    zh: "社区",
    en: "Communities",
    columns: [
      name("社区名称", "Name", "湖滨社区"),
      {
        key: "division",
        zh: "所在区划",
        en: "Division",
        form: "text",
        noteZh: "社区自己的代码或名称,或它的街道;空着就按名称找",
        noteEn: "its own code or name, or its street; empty: found by name",
        example: "湖滨街道",
      },
      {
        key: "residents",
        zh: "居民数",
        en: "Residents",
        form: "integer",
        noteZh: "",
        noteEn: "",
        example: "5200",
      },
      phone,
      address,
    ],
  },
  people: {
    zh: "人员",
    en: "People",
    columns: [
      name("姓名", "Name", "李安"),
      phone,
      {
        key: "organization",
        zh: "单位或社区",
        en: "Organization",
        form: "text",
        required: true,
        noteZh: "名称或统一社会信用代码",
        noteEn: "name or credit code",
        example: "文峰局",
      },
      {
        key: "role",
        zh: "角色",
        en: "Role",
        form: "choice",
        required: true,
        choices: roles,
        noteZh: "",
        noteEn: "",
        example: "联络员",
      },
      { key: "title", zh: "职务", en: "Title", form: "text", noteZh: "", noteEn: "", example: "办公室主任" },
    ],
  },
  ...PROMISE_SHEETS,
};

export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];

/** Rows of all sheets that one workbook may hold. */
export const MOST_ROWS = 10_000;
/** Pledges that one workbook may hold: each opens accounts and a promise. */
export const MOST_PLEDGES = 1_000;
