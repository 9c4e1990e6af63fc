import { Button } from "@mantine/core";
import { useMessages } from "../lib/i18n.ts";
import classes from "./layout.module.css";
import { messages } from "./messages.ts";

interface LoadMoreProps {
  /** A keyset-paged list as far as it has come; `total` where the server counted all that match. */
  pages: {
    rows: readonly unknown[] | undefined;
    total: number | undefined;
    hasMore: boolean;
    loading: boolean;
    more: () => void;
  };
}

/** The foot of a keyset-paged list: how many are shown, and a button for the next page. */
export function LoadMore({ pages: { rows = [], total, hasMore, loading, more } }: LoadMoreProps) {
  const t = useMessages(messages);
  return (
    <div className={classes.more}>
      <span aria-live="polite">
        {total === undefined
          ? t("list.shown", { shown: rows.length })
          : t("list.of", { shown: rows.length, total })}
      </span>
      {hasMore && (
        <Button variant="default" loading={loading} onClick={more}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
