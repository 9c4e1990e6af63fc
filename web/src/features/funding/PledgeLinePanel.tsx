import { IconHourglass } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Why } from "../../ui/Why.tsx";
import { FundReturnItem } from "./FundReturnItem.tsx";
import classes from "./funding.module.css";
import { InstalmentItem } from "./InstalmentItem.tsx";
import { LineActs } from "./LineActs.tsx";
import { useSayOf, WORDS } from "./line-words.ts";
import { messages } from "./messages.ts";

const PledgeLinePanel_PledgeLine = graphql(`
  fragment PledgeLinePanel_PledgeLine on PledgeLine {
    id
    measure
    good
    available
    words { pledged sent received spent returned waived cancelled }
    stuck { at amount mustAct since }
    instalments { id kind { nameZh nameEn measure unitZh unitEn } ...InstalmentItem_Obligation }
    returns { id ...FundReturnItem_FundReturn }
    ...LineActs_PledgeLine
  }
`);

/** What line components need of their pledge. */
export interface PledgeOfLine {
  version: number;
  /** Acts on the pledge that the server allows the person now. */
  allowed: readonly string[];
  giverId: string;
  receiverId: string;
}

interface PledgeLinePanelProps {
  line: FragmentType<typeof PledgeLinePanel_PledgeLine>;
  pledge: PledgeOfLine;
}

/** Words that are left out while they are nothing. */
const RARE = ["waived", "cancelled"];

/** Money, or one good: every word a number that opens to its journals; where it is stuck; instalments; returns; acts. */
export function PledgeLinePanel({ pledge, ...props }: PledgeLinePanelProps) {
  const line = readFragment(PledgeLinePanel_PledgeLine, props.line);
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const say = useSayOf()(line);
  const kind = line.instalments[0]?.kind;
  const amounts = { ...line.words, available: line.available };
  const address = (word: string) => `line:${uuidOf(line.id)}:${word}`;
  return (
    <Panel
      {...(kind ? { title: kinds.title(kind, line.good) } : {})}
      actions={<Why address={address("all")}>{t("pledge.allJournals")}</Why>}
    >
      <div className={classes.stack}>
        <dl className={classes.words}>
          {WORDS.filter((word) => !RARE.includes(word) || amounts[word] !== "0").map((word) => (
            <div key={word}>
              <dt>{t(`word.${word}`)}</dt>
              <dd>
                <Why address={address(word)}>{say(amounts[word])}</Why>
              </dd>
            </div>
          ))}
        </dl>
        {line.stuck.length > 0 && (
          <ul className={classes.stuck}>
            {line.stuck.map(({ at, amount, mustAct, since }) => (
              <li key={at} data-tone={at === "PROMISED_OVERDUE" || at === "DISPUTED" ? "late" : undefined}>
                <IconHourglass size={18} aria-hidden />
                <span>
                  {t("pledge.stuckSince", {
                    amount: say(amount),
                    where: t(`stuck.${at}`),
                    day: date(since),
                    who: t(`mustAct.${mustAct}`),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )}
        <div>
          <h3>{t("pledge.instalments")}</h3>
          <ul className={classes.list}>
            {line.instalments.map((instalment) => (
              <InstalmentItem key={instalment.id} instalment={instalment} giverId={pledge.giverId} />
            ))}
          </ul>
        </div>
        {line.returns.length > 0 && (
          <div>
            <h3>{t("pledge.returns")}</h3>
            <ul className={classes.list}>
              {line.returns.map((fundReturn) => (
                <FundReturnItem key={fundReturn.id} fundReturn={fundReturn} say={say} />
              ))}
            </ul>
          </div>
        )}
        <LineActs line={line} pledge={pledge} say={say} />
      </div>
    </Panel>
  );
}
