import { IconCash, IconHeartHandshake, IconMessageExclamation } from "@tabler/icons-react";
import { useState } from "react";
import { formatMoney } from "../../lib/format.ts";
import { useLocale } from "../../lib/locale.tsx";
import { type Column, DataTable } from "../DataTable.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { ErrorNotice } from "../ErrorNotice.tsx";
import { FilterChips } from "../FilterChips.tsx";
import { LoadMore } from "../LoadMore.tsx";
import { LinkButton } from "../links.tsx";
import { Columns, Panel } from "../Panel.tsx";
import { PromiseBar } from "../PromiseBar.tsx";
import { Seals } from "../Seals.tsx";
import { RowsSkeleton } from "../Skeletons.tsx";
import { StateWord } from "../StateWord.tsx";
import { Timeline } from "../Timeline.tsx";

interface Row {
  id: string;
  unit: string;
  community: string;
  accepted: string;
  fen: string;
  days: number;
}

const ROWS: Row[] = [
  { id: "1", unit: "市邮务局", community: "湖滨社区", accepted: "1", fen: "2000000", days: 9 },
  { id: "2", unit: "文峰区水务站", community: "老街社区", accepted: "3", fen: "0", days: 0 },
  { id: "3", unit: "第二实验小学", community: "桥东社区", accepted: "4", fen: "1250050", days: 0 },
];

export function GalleryData() {
  const { locale } = useLocale();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["1"]));
  const [chips, setChips] = useState<("late" | "risk" | "wait")[]>(["late"]);
  const columns: Column<Row>[] = [
    { key: "unit", title: "单位", render: ({ unit }) => <b>{unit}</b>, phone: "title" },
    { key: "community", title: "社区", render: ({ community }) => community },
    {
      key: "state",
      title: "状态",
      render: ({ days }) =>
        days > 0 ? <StateWord state="OVERDUE" days={days} /> : <StateWord state="DUE" />,
    },
    {
      key: "bar",
      title: "联合活动",
      width: 140,
      render: ({ accepted }) => (
        <PromiseBar show="bar" measure="COUNT" unit="场" owed="4" claimed="4" accepted={accepted} />
      ),
    },
    { key: "money", title: "在途经费", numeric: true, render: ({ fen }) => formatMoney(fen, locale) },
  ];
  return (
    <>
      <FilterChips
        label="筛选"
        chips={[
          { key: "late", label: "已逾期", count: 12 },
          { key: "risk", label: "有风险", count: 3 },
          { key: "wait", label: "等对方确认", count: 40 },
        ]}
        selected={chips}
        onChange={setChips}
      />
      <DataTable
        caption="共建结对"
        columns={columns}
        rows={ROWS}
        rowKey={({ id }) => id}
        rowName={({ unit }) => unit}
        selected={selected}
        onSelect={setSelected}
      />
      <LoadMore
        pages={{ rows: [1, 2, 3], total: 128, hasMore: true, loading: false, more: () => undefined }}
      />
      <Columns>
        <Panel title="往来">
          <Timeline
            label="往来"
            entries={[
              {
                id: "1",
                on: "2026-11-18",
                icon: IconCash,
                tone: "accent",
                title: "市邮务局 拨付 20,000.00 元",
                detail: "第一笔,转到街道代管账户。",
                marks: <Seals giver={{ by: "周明" }} receiver={null} />,
              },
              {
                id: "2",
                on: "2026-11-16",
                icon: IconMessageExclamation,
                tone: "late",
                title: "创文办 第二次提醒:联合活动还差 1 场",
              },
              { id: "3", on: "2026-11-02", icon: IconHeartHandshake, title: "湖滨社区 求助 3 盏路灯" },
            ]}
          />
        </Panel>
        <div style={{ display: "grid", gap: 16 }}>
          <EmptyState
            title="还没有求助"
            next="社区有难处时,一分钟就能发出来,结对单位会先看到。"
            action={<LinkButton to="/requests/new">写一条求助</LinkButton>}
          />
          <ErrorNotice code="INTERNAL" id="0193-7c21" onRetry={() => undefined} />
          <RowsSkeleton rows={2} />
        </div>
      </Columns>
    </>
  );
}
