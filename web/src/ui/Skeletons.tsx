import { Skeleton } from "@mantine/core";
import { useMessages } from "../lib/i18n.ts";
import classes from "./layout.module.css";
import { messages } from "./messages.ts";

const ids = (count: number) => Array.from({ length: count }, (_, at) => `s${at}`);

/** The shape of a list while it loads. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useMessages(messages);
  return (
    <div className={classes.skeletons} role="status" aria-label={t("loading")}>
      {ids(rows).map((id) => (
        <Skeleton key={id} height={44} radius={8} />
      ))}
    </div>
  );
}

/** The shape of a page while it loads. */
export function PageSkeleton() {
  const t = useMessages(messages);
  return (
    <div className={classes.page} role="status" aria-label={t("loading")}>
      <Skeleton height={32} width={240} />
      <Skeleton height={120} />
      <Skeleton height={240} />
    </div>
  );
}
