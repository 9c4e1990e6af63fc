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

const kinds = {
  CO_BUILDING: ["联点共建", "co-building", "共建"],
  LEADER_CONTACT: ["领导联点", "leader contact"],
  ROAD_SECTION: ["路段包干", "road section"],
} as const;

const giver: Column = {
  key: "giver",
  zh: "共建单位",
  en: "Unit",
  form: "text",
  required: true,
  noteZh: "单位全称或统一社会信用代码",
  noteEn: "full name or credit code",
  example: "文峰局",
};
const receiver: Column = {
  key: "receiver",
  zh: "社区",
  en: "Community",
  form: "text",
  required: true,
  noteZh: "社区名称;重名时写成“街道/社区”",
  noteEn: "its name; “street/community” where two share it",
  example: "湖滨社区",
};

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
  pairings: {
    zh: "结对",
    en: "Pairings",
    columns: [
      giver,
      receiver,
      {
        key: "kind",
        zh: "结对类别",
        en: "Kind",
        form: "choice",
        choices: kinds,
        noteZh: "空着就是联点共建",
        noteEn: "empty: co-building",
        example: "联点共建",
      },
      {
        key: "startsOn",
        zh: "开始日期",
        en: "Starts on",
        form: "date",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "2026-01-01",
      },
      {
        key: "endsOn",
        zh: "结束日期",
        en: "Ends on",
        form: "date",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "2026-12-31",
      },
      {
        key: "documentNumber",
        zh: "文号",
        en: "Document number",
        form: "text",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "〔2025〕18 号",
      },
      {
        key: "documentDate",
        zh: "文件日期",
        en: "Document date",
        form: "date",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "2025-12-20",
      },
      {
        key: "leader",
        zh: "联点领导",
        en: "Leader",
        form: "text",
        noteZh: "领导联点时填姓名",
        noteEn: "the name, for leader contact",
        example: "",
      },
      {
        key: "sectionName",
        zh: "路段名称",
        en: "Section",
        form: "text",
        noteZh: "路段包干时填",
        noteEn: "for road section",
        example: "",
      },
      {
        key: "sectionFrom",
        zh: "路段起点",
        en: "From",
        form: "text",
        noteZh: "路段包干时填",
        noteEn: "for road section",
        example: "",
      },
      {
        key: "sectionTo",
        zh: "路段终点",
        en: "To",
        form: "text",
        noteZh: "路段包干时填",
        noteEn: "for road section",
        example: "",
      },
    ],
  },
  pledges: {
    zh: "认捐",
    en: "Pledges",
    columns: [
      giver,
      receiver,
      {
        key: "purpose",
        zh: "用途",
        en: "Purpose",
        form: "text",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "创文工作经费",
      },
      {
        key: "amount",
        zh: "金额(元)",
        en: "Amount (yuan)",
        form: "yuan",
        noteZh: "可写 2万;物资不填",
        noteEn: "2万 is read; empty for goods",
        example: "20000",
      },
      {
        key: "good",
        zh: "物资名称",
        en: "Good",
        form: "text",
        noteZh: "认捐物资时填",
        noteEn: "for goods",
        example: "",
      },
      {
        key: "quantity",
        zh: "物资数量",
        en: "Quantity",
        form: "thousandths",
        noteZh: "认捐物资时填",
        noteEn: "for goods",
        example: "",
      },
      {
        key: "pledgedOn",
        zh: "认捐日期",
        en: "Pledged on",
        form: "date",
        required: true,
        noteZh: "",
        noteEn: "",
        example: "2026-01-15",
      },
      {
        key: "dueOn",
        zh: "到期日期",
        en: "Due on",
        form: "date",
        required: true,
        noteZh: "分期就分行写",
        noteEn: "one row for each instalment",
        example: "2026-06-30",
      },
    ],
  },
};

export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];

/** Rows of all sheets that one workbook may hold. */
export const MOST_ROWS = 10_000;
/** Pledges that one workbook may hold: each opens accounts and a promise. */
export const MOST_PLEDGES = 1_000;
