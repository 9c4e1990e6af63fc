import { type ReactNode, useMemo } from "react";
import { daysBetween, todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useLocale } from "../../lib/locale.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import type { VirtualColumn } from "../../ui/VirtualRow.tsx";
import classes from "./board.module.css";
import { type BoardColumn, COLUMNS, ORDER_OF } from "./board-address.ts";
import { type BoardRow, nameOf } from "./board-row.ts";
import { messages } from "./messages.ts";
import { SmallBars } from "./SmallBars.tsx";

type Look = Pick<VirtualColumn<BoardRow>, "render" | "width" | "numeric" | "card">;

/** Two lines of a cell, the second quiet; nothing at all when there is no first. */
function Two({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <span className={classes.two}>
      <span title={typeof first === "string" ? first : undefined}>{first}</span>
      {second && <span className={classes.second}>{second}</span>}
    </span>
  );
}

/** Every column of the board by its key; the same objects until the language changes. */
export function useBoardColumns(): Record<BoardColumn, VirtualColumn<BoardRow, BoardColumn>> {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const format = useFormat();
  const kinds = useKindWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words and formats change with the language alone.
  return useMemo(() => {
    const today = todayInChina();
    const since = (day: string | null | undefined) =>
      day && (
        <span title={format.date(day)}>
          {t("cell.since", { days: Math.max(0, daysBetween(day, today)) })}
        </span>
      );
    const looks: Record<BoardColumn, Look> = {
      giver: {
        card: "title",
        render: ({ partnership: { giver, kind, isLead, leader, sectionName } }) => (
          <Two
            first={nameOf(giver)}
            second={[
              isLead && t("cell.lead"),
              kind !== "CO_BUILDING" && t(`pairing.${kind}`),
              leader?.name,
              sectionName,
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        ),
      },
      receiver: {
        render: ({ partnership: { receiver }, receivedIn }) => (
          <Two
            first={nameOf(receiver)}
            second={receivedIn.filter((name) => name !== receiver.name).join(" ")}
          />
        ),
      },
      late: {
        width: 140,
        render: ({ lateCount, lateWorkdays, suspendedOn, firstDueOn }) => {
          if (lateCount > 0)
            return (
              <Two
                first={<StateWord state="OVERDUE" />}
                second={t("cell.late", { days: lateWorkdays, count: lateCount })}
              />
            );
          if (suspendedOn) return <Two first={<StateWord state="SUSPENDED" />} second={since(suspendedOn)} />;
          if (!firstDueOn) return <span className={classes.second}>{t("cell.nothingOwed")}</span>;
          return <Two first={t("cell.due", { when: format.relativeDay(firstDueOn) })} />;
        },
      },
      promises: {
        width: 168,
        render: (row) => <SmallBars promises={row.partnership.firstDue} kinds={kinds} />,
      },
      stuck: {
        width: 188,
        render: ({ stuck }) =>
          stuck && (
            <Two
              first={<span title={format.money(stuck.amount)}>{format.moneyShort(stuck.amount)}</span>}
              second={t("cell.stuck", { days: stuck.workdays, who: t(`waits.${stuck.at}`) })}
            />
          ),
      },
      disputes: {
        width: 96,
        render: ({ openDisputes, disputeSince }) =>
          openDisputes > 0 ? (
            <Two
              first={<span className={classes.late}>{t("cell.disputes", { count: openDisputes })}</span>}
              second={since(disputeSince)}
            />
          ) : null,
      },
      contact: {
        width: 96,
        render: ({ lastContactOn }) =>
          lastContactOn ? (
            <span title={format.date(lastContactOn)}>{format.relativeDay(lastContactOn)}</span>
          ) : (
            <span className={classes.second}>{t("cell.never")}</span>
          ),
      },
      needs: {
        width: 136,
        render: ({ needs, needsSince }) =>
          needs === "NOTHING" ? null : <Two first={t(`needs.${needs}`)} second={since(needsSince)} />,
      },
      pairing: {
        width: 124,
        render: ({ partnership: { kind, basis, state } }) => (
          <Two first={t(`pairing.${kind}`)} second={`${t(`basis.${basis}`)} · ${t(`state.${state}`)}`} />
        ),
      },
      money: {
        width: 140,
        render: ({ pledged, spent }) =>
          pledged === "0" ? null : (
            <Two
              first={t("cell.pledged", { amount: format.moneyShort(pledged) })}
              second={t("cell.spent", { amount: format.moneyShort(spent) })}
            />
          ),
      },
      awaiting: {
        width: 120,
        render: ({ awaiting, awaitingSince }) =>
          awaiting > 0 ? (
            <Two first={t("cell.awaiting", { count: awaiting })} second={since(awaitingSince)} />
          ) : null,
      },
      unacknowledged: {
        width: 120,
        render: ({ unacknowledgedDays }) =>
          unacknowledgedDays === null || unacknowledgedDays === undefined
            ? null
            : t("cell.unacknowledged", { days: unacknowledgedDays }),
      },
      term: {
        width: 128,
        render: ({ partnership: { endsOn } }) => t("cell.until", { day: format.date(endsOn) }),
      },
    };
    const columns = COLUMNS.map((key) => [
      key,
      { key, title: t(`column.${key}`), sortable: ORDER_OF[key] !== undefined, ...looks[key] },
    ]);
    return Object.fromEntries(columns) as Record<BoardColumn, VirtualColumn<BoardRow, BoardColumn>>;
  }, [locale]);
}
