import { Button } from "@mantine/core";
import { useMessages } from "../lib/i18n.ts";
import classes from "./layout.module.css";
import { messages } from "./messages.ts";

interface LoadMoreProps {
  shown: number;
  /** All that match, when the server counted them. */
  total?: number;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

/** The foot of a keyset-paged list: how many are shown, and a button for the next page. */
export function LoadMore({ shown, total, hasMore, loading, onMore }: LoadMoreProps) {
  const t = useMessages(messages);
  return (
    <div className={classes.more}>
      <span aria-live="polite">
        {total === undefined ? t("list.shown", { shown }) : t("list.of", { shown, total })}
      </span>
      {hasMore && (
        <Button variant="default" loading={loading} onClick={onMore}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
