import { useEffect } from "react";
import { createPortal } from "react-dom";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { formatInstant } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useViewer } from "../../lib/viewer.ts";
import { type BoardState, COLUMNS } from "./board-address.ts";
import { type BoardRow, rowKey } from "./board-row.ts";
import { messages } from "./messages.ts";
import classes from "./PrintSheet.module.css";
import { useBoardColumns } from "./use-board-columns.tsx";
import type { Condition } from "./use-filter-words.ts";

const BoardChainHead = graphql(`
  query BoardChainHead { chainHead { seq hash } }
`);

interface PrintSheetProps {
  rows: readonly BoardRow[];
  /** How many of them were chosen by hand; undefined when all that are loaded are printed. */
  chosen: number | undefined;
  total: number;
  state: BoardState;
  conditions: readonly Condition[];
  /** Called once everything that it says is there. */
  onReady: () => void;
}

/** The board on paper, A4 across: which rows, by whom, when, up to which entry of the chain; nothing of the frame. */
export function PrintSheet({ rows, chosen, total, state, conditions, onReady }: PrintSheetProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const viewer = useViewer();
  const all = useBoardColumns();
  const [{ data, fetching }] = useQuery({ query: BoardChainHead });
  useEffect(() => {
    if (!fetching) onReady();
  }, [fetching, onReady]);
  const columns = COLUMNS.filter((key) => state.columns.includes(key)).map((key) => all[key]);
  const head = data?.chainHead;
  const organization =
    viewer.kind === "signedIn" ? (viewer.membership?.organization.name ?? viewer.viewer.name) : "";
  return createPortal(
    <div className={classes.sheet}>
      <header>
        <h1>{t("print.title")}</h1>
        <p>{t("print.by", { organization, day: formatInstant(new Date().toISOString(), locale) })}</p>
        <p>
          {[
            conditions.length > 0 ? conditions.map(({ text }) => text).join("；") : t("print.all"),
            t("print.order", { order: t(`order.${state.by}`) }),
            chosen === undefined
              ? t("print.loaded", { shown: rows.length, total })
              : t("print.selected", { count: chosen }),
          ].join(" · ")}
        </p>
        {head && <p className={classes.head}>{t("print.head", { seq: head.seq, hash: head.hash })}</p>}
      </header>
      <table>
        <thead>
          <tr>
            {columns.map(({ key, title }) => (
              <th key={key}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, render }) => (
                <td key={key}>{render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
