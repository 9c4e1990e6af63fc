import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { BoardCounts } from "./BoardCounts.tsx";
import { BoardEmpty } from "./BoardEmpty.tsx";
import { BoardFilterLine } from "./BoardFilterLine.tsx";
import { BoardTable } from "./BoardTable.tsx";
import classes from "./board.module.css";
import { filterOf, sortOf } from "./board-query.ts";
import { type BoardRow, readRows, rowKey } from "./board-row.ts";
import { ColumnChooser } from "./ColumnChooser.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { ExtendManyForm } from "./ExtendManyForm.tsx";
import { FilterForm } from "./FilterForm.tsx";
import { messages } from "./messages.ts";
import { PreviewDrawer } from "./PreviewDrawer.tsx";
import { PrintSheet } from "./PrintSheet.tsx";
import { RemindManyForm } from "./RemindManyForm.tsx";
import { SelectionBar } from "./SelectionBar.tsx";
import { isUnchanged, useSavedViews } from "./saved-views.ts";
import { useBoardAddress } from "./use-board-address.ts";
import { useFilterWords } from "./use-filter-words.ts";
import { usePrint } from "./use-print.ts";
import { useSelection } from "./use-selection.ts";
import { ViewsDrawer } from "./ViewsDrawer.tsx";
import { ViewsMenu } from "./ViewsMenu.tsx";

const Board = graphql(`
  query Board($first: Int!, $after: String, $filter: BoardFilter, $sort: BoardSort) {
    board(first: $first, after: $after, filter: $filter, sort: $sort) {
      totalCount
      hiddenCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...BoardTable_Standing } }
    }
  }
`);

const AT_ONCE = 50;

type Drawer = "filters" | "views" | "remind" | "extend";

/** The partnerships of an office's territory as they stand today: found, looked at, acted on, exported, printed. */
export function BoardPage() {
  const t = useMessages(messages);
  const { state, view, preview, change, look, choose } = useBoardAddress();
  const conditions = useFilterWords(state.filters);
  const { officeId, views } = useSavedViews();
  const chosenView = views.find(({ key }) => key === view);
  // What was chosen when the drawer opened is meant, whatever is fetched meanwhile.
  const [opened, setOpened] = useState<{ drawer: Drawer; rows: readonly BoardRow[] } | null>(null);
  const print = usePrint();

  const variables = { first: AT_ONCE, filter: filterOf(state.filters), sort: sortOf(state) };
  const pages = usePages(Board, variables, (data) => data.board);
  // Until the answer to a new question is there, the rows of the former stay, greyed.
  const kept = useRef<Pick<typeof pages, "rows" | "total" | "data">>(pages);
  if (pages.rows) kept.current = pages;
  const { rows: masked, total = 0, data } = kept.current;
  const rows = useMemo(() => readRows(masked ?? []), [masked]);
  const busy = pages.rows === undefined && !pages.error;
  const loadMore = useRef(pages.more);
  loadMore.current = pages.more;
  const more = useCallback(() => loadMore.current(), []);
  const selection = useSelection({ rows, hasMore: pages.hasMore, loading: pages.loading, more });
  const { chosen } = selection;

  const at = rows.findIndex((row) => rowKey(row) === preview);
  const keyAt = (index: number) => {
    const row = rows[index];
    return row && at >= 0 ? rowKey(row) : undefined;
  };
  const drawer = opened?.drawer ?? null;
  const acting = opened?.rows ?? [];
  const setDrawer = (next: Drawer) => setOpened({ drawer: next, rows: chosen });
  const close = () => {
    setOpened(null);
    // The line of acts may be gone together with what was chosen: the keyboard goes on in the table.
    setTimeout(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>("[data-part=open][tabindex='0']")?.focus();
    }, 100);
  };
  const titles: Record<Drawer, string> = {
    filters: t("filters.title"),
    views: t("views.button"),
    remind: t("remind.title", { count: acting.length }),
    extend: t("extend.title", { count: acting.length }),
  };
  if (officeId === "") return <NotFoundPage />;
  return (
    <Page>
      <div data-wide hidden />
      <PageHeader
        title={t("title")}
        mark={
          chosenView && (
            <span className={classes.viewName}>
              {t("views.label", { name: chosenView.name })}
              {!isUnchanged(chosenView, state) && ` · ${t("views.changed")}`}
            </span>
          )
        }
        subtitle={
          <span className={classes.links}>
            <TextLink to="/city">{t("link.city")}</TextLink>
            <TextLink to="/partnerships">{t("link.partnerships")}</TextLink>
            <TextLink to="/obligations">{t("link.obligations")}</TextLink>
            <TextLink to="/expenses">{t("link.expenses")}</TextLink>
          </span>
        }
        actions={
          <div className={classes.acts}>
            <ViewsMenu
              views={views}
              chosen={chosenView}
              state={state}
              onChoose={(saved) => choose(saved && { id: saved.key, state: saved.state })}
              onManage={() => setDrawer("views")}
            />
            <ColumnChooser columns={state.columns} onChange={(columns) => change({ columns }, true)} />
            <ExportMenu state={state} />
            <Button
              size="sm"
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
              onClick={print.begin}
            >
              {t("print.button")}
            </Button>
          </div>
        }
      />
      <div className={classes.above}>
        <BoardFilterLine
          filters={state.filters}
          conditions={conditions}
          onChange={(filters, replace) => change({ filters }, replace)}
          onMore={() => setDrawer("filters")}
        />
        {masked !== undefined && (
          <BoardCounts
            matching={total}
            hidden={data?.board.hiddenCount ?? 0}
            narrowed={conditions.length > 0}
            busy={busy}
            onClear={() => change({ filters: {} })}
          />
        )}
      </div>
      {pages.error && rows.length === 0 && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {masked === undefined && !pages.error && <RowsSkeleton rows={10} />}
      {masked !== undefined && rows.length === 0 && !busy && (
        <BoardEmpty narrowed={conditions.length > 0} onClear={() => change({ filters: {} })} />
      )}
      {rows.length > 0 && (
        <>
          <BoardTable
            rows={rows}
            total={total}
            state={state}
            busy={busy}
            onSort={(by, reversed) => change({ by, reversed })}
            selected={selection.selected}
            onSelect={selection.select}
            onOpen={look}
            openKey={preview}
            onNearEnd={more}
          />
          {pages.error && (
            <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
          )}
          <LoadMore pages={{ ...pages, rows, total }} />
        </>
      )}
      {(chosen.length > 0 || selection.gathering) && (
        <SelectionBar
          count={chosen.length}
          shown={rows.length}
          total={total}
          gathering={selection.gathering}
          onAll={selection.all}
          onClear={selection.clear}
          onRemind={() => setDrawer("remind")}
          onExtend={() => setDrawer("extend")}
          onPrint={print.begin}
        />
      )}
      <PreviewDrawer id={preview} previous={keyAt(at - 1)} next={keyAt(at + 1)} onLook={look} />
      <SideDrawer title={drawer && titles[drawer]} onClose={close}>
        {drawer === "filters" && (
          <FilterForm
            state={state}
            matching={busy ? undefined : total}
            onChange={(next) => change(next, true)}
            onClose={close}
          />
        )}
        {drawer === "views" && (
          <ViewsDrawer
            officeId={officeId}
            views={views}
            state={state}
            onSaved={(id) => choose({ id: id.slice(id.indexOf(":") + 1), state })}
          />
        )}
        {drawer === "remind" && <RemindManyForm rows={acting} onClose={close} />}
        {drawer === "extend" && <ExtendManyForm rows={acting} onClose={close} />}
      </SideDrawer>
      {print.shown && (
        <PrintSheet
          rows={chosen.length > 0 ? chosen : rows}
          chosen={chosen.length > 0 ? chosen.length : undefined}
          total={total}
          state={state}
          conditions={conditions}
          onReady={print.ready}
        />
      )}
    </Page>
  );
}
