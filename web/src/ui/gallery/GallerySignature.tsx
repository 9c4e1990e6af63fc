import { MoneyRiver } from "../MoneyRiver.tsx";
import { Columns, Panel } from "../Panel.tsx";
import { PromiseBar } from "../PromiseBar.tsx";
import { Seals } from "../Seals.tsx";
import { type StateName, StateWord } from "../StateWord.tsx";
import { useWhy, Why, WhyBody, WhyDrawer } from "../Why.tsx";

const STATES: StateName[] = [
  "UPCOMING",
  "DUE",
  "AT_RISK",
  "OVERDUE",
  "AWAITING",
  "MET",
  "MET_LATE",
  "WAIVED",
];
const MORE: StateName[] = ["SUBMITTED", "PARTLY_ACCEPTED", "DISPUTED", "SETTLED", "WITHDRAWN", "UNMET"];

export function GallerySignature() {
  const { open } = useWhy();
  return (
    <>
      <Columns>
        <Panel title="义务与履约">
          <div style={{ display: "grid", gap: 20 }}>
            <PromiseRow name="经费" state="AT_RISK">
              <PromiseBar
                measure="MONEY"
                owed="4000000"
                claimed="2000000"
                accepted="1500000"
                pace={0.8}
                dueOn="2026-12-31"
              />
            </PromiseRow>
            <PromiseRow name="联合活动" state="OVERDUE" days={9}>
              <PromiseBar
                measure="COUNT"
                unit="场"
                owed="4"
                claimed="3"
                accepted="2"
                pace={0.9}
                dueOn="2026-11-10"
              />
            </PromiseRow>
            <PromiseRow name="志愿服务" state="AWAITING">
              <PromiseBar measure="MINUTES" owed="1200" claimed="1200" accepted="300" />
            </PromiseRow>
            <PromiseRow name="走访" state="MET">
              <PromiseBar measure="COUNT" owed="4" claimed="4" accepted="4" />
            </PromiseRow>
          </div>
        </Panel>
        <Panel title="经费">
          <MoneyRiver
            amounts={{ pledged: "4000000", sent: "2000000", received: "1500000", spent: "630000" }}
            stuck={[
              { after: "sent", fen: "500000", days: 34, waitsFor: "RECEIVER" },
              { after: "pledged", fen: "2000000", days: 12, waitsFor: "GIVER" },
            ]}
            onStation={(station) => open(`money:${station}`)}
          />
        </Panel>
      </Columns>
      <Panel title="状态与两枚章">
        <div style={{ display: "flex", flexWrap: "wrap", gap: "8px 24px" }}>
          {[...STATES, ...MORE].map((state) => (
            <StateWord key={state} state={state} {...(state === "OVERDUE" ? { days: 9 } : {})} />
          ))}
        </div>
        <div style={{ display: "flex", flexWrap: "wrap", gap: "8px 32px", marginTop: 16 }}>
          <Seals giver={{ by: "周明", at: "2026-11-18T02:00:00Z" }} receiver={null} />
          <Seals giver={{ by: "周明" }} receiver={{ by: "何秀兰" }} />
          <Seals giver={{ by: "林涛" }} receiver={null} onBehalfBy="西岭区创文办" />
          <span>
            本季已确认 <Why address="accepted:2026Q4">71%</Why>
          </span>
        </div>
      </Panel>
      <WhyDrawer>
        {(address) => (
          <WhyBody
            rule={`任务规则:联点共建单位每年经费不少于 4 万元。(${address})`}
            facts={[
              {
                id: "1",
                label: "第一笔 · 11月18日 周三",
                value: "20,000.00 元",
                detail: <Seals giver={{ by: "周明" }} receiver={{ by: "何秀兰" }} />,
              },
              { id: "2", label: "裁定核减", value: "−5,000.00 元", detail: "创文办 林涛 裁定:票据重复。" },
            ]}
            total="15,000.00 元"
          />
        )}
      </WhyDrawer>
    </>
  );
}

interface PromiseRowProps {
  name: string;
  state: StateName;
  days?: number;
  children: React.ReactNode;
}

function PromiseRow({ name, state, days, children }: PromiseRowProps) {
  return (
    <div>
      <div style={{ display: "flex", justifyContent: "space-between", marginBottom: 6 }}>
        <b>{name}</b>
        <StateWord state={state} {...(days === undefined ? {} : { days })} />
      </div>
      {children}
    </div>
  );
}
