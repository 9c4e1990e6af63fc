import { useMemo, useState } from "react";
import { formatMoney, formatMoneyShort } from "../../lib/format.ts";
import { useLocale } from "../../lib/locale.tsx";
import { BarChart } from "../charts/BarChart.tsx";
import { LineChart } from "../charts/LineChart.tsx";
import { Columns, Panel } from "../Panel.tsx";
import { PromiseBar } from "../PromiseBar.tsx";
import { StateWord } from "../StateWord.tsx";
import type { VirtualColumn } from "../VirtualRow.tsx";
import { type TableSort, VirtualTable } from "../VirtualTable.tsx";

interface Row {
  id: string;
  unit: string;
  community: string;
  days: number;
  accepted: string;
  fen: string;
}

const ROWS: Row[] = Array.from({ length: 2000 }, (_, at) => ({
  id: String(at),
  unit: `第 ${at + 1} 单位`,
  community: `第 ${(at * 7) % 310} 社区`,
  days: at % 5 === 0 ? 1 + (at % 23) : 0,
  accepted: String(at % 5),
  fen: String((at % 9) * 1_250_000),
}));
const DISTRICTS = ["西岭区", "文峰区", "漪湖区", "云台县"];

/** What is long or drawn: a table of 2,000 rows, bars, lines. */
export function GalleryLong() {
  const { locale } = useLocale();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<TableSort<"unit" | "late">>({ by: "late", descending: true });
  const [open, setOpen] = useState<string>();
  const columns = useMemo(
    (): VirtualColumn<Row, "unit" | "community" | "late" | "bar" | "money">[] => [
      { key: "unit", title: "单位", render: ({ unit }) => unit, card: "title", sortable: true },
      { key: "community", title: "社区", render: ({ community }) => community },
      {
        key: "late",
        title: "逾期",
        sortable: true,
        render: ({ days }) =>
          days > 0 ? <StateWord state="OVERDUE" days={days} /> : <StateWord state="DUE" />,
      },
      {
        key: "bar",
        title: "联合活动",
        width: 160,
        render: ({ accepted }) => (
          <PromiseBar show="bar" measure="COUNT" unit="场" owed="4" claimed="4" accepted={accepted} />
        ),
      },
      {
        key: "money",
        title: "在途经费",
        numeric: true,
        width: 150,
        render: ({ fen }) => formatMoney(fen, locale),
      },
    ],
    [locale],
  );
  return (
    <>
      <Columns>
        <Panel>
          <LineChart
            title="承诺与确认"
            description="每月到期的经费，和其中对方已经确认的。"
            pointsAre="月份"
            series={[
              { key: "promised", name: "承诺" },
              { key: "accepted", name: "确认" },
            ]}
            points={Array.from({ length: 9 }, (_, at) => ({
              key: String(at),
              name: `${at + 1}月`,
              values: { promised: 40 + at * 12, ...(at < 7 ? { accepted: 30 + ((at * 17) % 40) } : {}) },
            }))}
            say={(value) => formatMoney(BigInt(value) * 1_000_000n, locale)}
            sayShort={(value) => formatMoneyShort(BigInt(value) * 1_000_000n, locale)}
          />
        </Panel>
        <Panel>
          <BarChart
            title="各区逾期"
            description="今天逾期的结对，按时间长短。"
            rowsAre="区"
            series={[
              { key: "short", name: "10 天以内" },
              { key: "long", name: "更久" },
            ]}
            rows={DISTRICTS.map((name, at) => ({
              key: name,
              name,
              values: { short: 12 - at * 3, long: at * 2 },
            }))}
            say={(value) => value}
          />
        </Panel>
      </Columns>
      <VirtualTable
        caption="很长的表"
        columns={columns}
        rows={ROWS}
        total={ROWS.length}
        rowKey={({ id }) => id}
        rowName={({ unit }) => unit}
        sort={sort}
        onSort={(by) => setSort(by === "unit" || by === "late" ? { by, descending: !sort.descending } : sort)}
        selected={selected}
        onSelect={setSelected}
        openKey={open}
        onOpen={({ id }) => setOpen(open === id ? undefined : id)}
      />
    </>
  );
}
