import {
  IconBuildingCommunity,
  IconCash,
  IconChecklist,
  IconClockHour4,
  IconGift,
  IconHeartHandshake,
  IconHome,
  IconReceipt,
  IconSettings,
  IconShieldSearch,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import { AppShell, type Place } from "../AppShell.tsx";
import { PageHeader } from "../PageHeader.tsx";
import { Columns, Facts, Page, Panel } from "../Panel.tsx";
import { StateWord } from "../StateWord.tsx";
import { TileChoice } from "../TileChoice.tsx";
import { GalleryData } from "./GalleryData.tsx";
import { GalleryFields } from "./GalleryFields.tsx";
import { GalleryLong } from "./GalleryLong.tsx";
import { GallerySignature } from "./GallerySignature.tsx";

const PLACES: Place[] = [
  { to: "/", label: "首页", icon: IconHome, phone: true },
  { to: "/partnerships", label: "共建结对", icon: IconBuildingCommunity, phone: true },
  { to: "/obligations", label: "我们的义务", icon: IconChecklist, phone: true },
  { to: "/requests", label: "求助", icon: IconHeartHandshake, phone: true },
  { to: "/expenses", label: "经费支出", icon: IconReceipt, phone: false },
  { to: "/office", label: "管理", icon: IconSettings, phone: false },
  { to: "/audit", label: "审计", icon: IconShieldSearch, phone: false },
];

const TILES = [
  { value: "ACTIVITY", label: "联合活动", icon: IconUsers, hint: "湖滨社区还差 1 场" },
  { value: "FUNDS", label: "经费", icon: IconCash, hint: "第一笔 20,000.00 元" },
  { value: "HOURS", label: "志愿服务", icon: IconClockHour4 },
  { value: "GOODS", label: "物资", icon: IconGift },
  { value: "VISIT", label: "走访", icon: IconHome },
  { value: "PROBLEM", label: "解决难题", icon: IconHeartHandshake },
] as const;

/** Every component of the look, with invented data, in development only. */
export function GalleryPage() {
  const [tile, setTile] = useState<(typeof TILES)[number]["value"] | null>("ACTIVITY");
  return (
    <AppShell
      places={PLACES}
      plus={{ to: "/log", label: "记一笔" }}
      organizationName="西岭市邮务局"
      onSearch={() => undefined}
      unread={3}
      personName="周明"
      memberships={[
        { id: "1", label: "西岭市邮务局 · 联络员", current: true },
        { id: "2", label: "西岭区创文办 · 协调员", current: false },
      ]}
      onChooseMembership={() => undefined}
      onSignOut={() => undefined}
    >
      <Page>
        <PageHeader
          title="湖滨社区 × 市邮务局"
          mark={<StateWord state="DUE" />}
          subtitle="2026 年度 · 联点共建 · 牵头单位"
          back={{ to: "/partnerships", label: "共建结对" }}
        />
        <GallerySignature />
        <Columns>
          <Panel title="记一笔">
            <TileChoice label="做了什么?" tiles={TILES} value={tile} onChange={setTile} />
          </Panel>
          <Panel title="联络员">
            <Facts
              facts={[
                { label: "单位", value: "周明 138 0000 0000" },
                { label: "社区", value: "何秀兰 139 0000 0000" },
                { label: "约定书", value: "第 2 版,双方已签" },
              ]}
            />
          </Panel>
        </Columns>
        <GalleryFields />
        <GalleryData />
        <GalleryLong />
      </Page>
    </AppShell>
  );
}
