import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./board.module.css";
import { nameOf } from "./board-row.ts";
import { messages } from "./messages.ts";
import { PreviewActs } from "./PreviewActs.tsx";
import { PreviewMoney } from "./PreviewMoney.tsx";
import { PreviewPeople } from "./PreviewPeople.tsx";
import { PreviewPromises } from "./PreviewPromises.tsx";
import { PreviewTalk } from "./PreviewTalk.tsx";

const BoardPreview = graphql(`
  query BoardPreview($id: ID!) {
    partnershipSnapshot(id: $id) {
      id
      giver { organization { id name shortName } }
      receiver { organization { id name shortName } }
      ...PreviewActs_PartnershipSnapshot
      ...PreviewTalk_PartnershipSnapshot
      ...PreviewPromises_PartnershipSnapshot
      ...PreviewMoney_PartnershipSnapshot
      ...PreviewPeople_PartnershipSnapshot
    }
  }
`);

interface PreviewDrawerProps {
  /** Bare id of the partnership; nothing is open without one. */
  id: string | undefined;
  /** The rows before and after it on the board; undefined at the ends. */
  previous: string | undefined;
  next: string | undefined;
  onLook: (id: string | undefined) => void;
}

const TYPES_INTO = "input, textarea, select, [role=radiogroup], [role=listbox], [role=menu]";

/** One row of the board looked at closely: what is due, the money, whom to call; arrow keys go to its neighbours. */
export function PreviewDrawer({ id, previous, next, onLook }: PreviewDrawerProps) {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({
    query: BoardPreview,
    variables: { id: `Partnership:${id ?? ""}` },
    pause: id === undefined,
  });
  useEffect(() => {
    if (id === undefined) return;
    const step = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest(TYPES_INTO)) return;
      const to = event.key === "ArrowDown" ? next : event.key === "ArrowUp" ? previous : undefined;
      if (!to) return;
      event.preventDefault();
      onLook(to);
    };
    window.addEventListener("keydown", step);
    return () => window.removeEventListener("keydown", step);
  }, [id, next, previous, onLook]);
  const found = data?.partnershipSnapshot;
  // The answer of the row before is not this row's.
  const snapshot = found && id !== undefined && found.id.endsWith(id) ? found : undefined;
  const title = snapshot
    ? t("preview.title", {
        giver: nameOf(snapshot.giver.organization),
        receiver: nameOf(snapshot.receiver.organization),
      })
    : t("caption");
  return (
    <SideDrawer title={id === undefined ? null : title} onClose={() => onLook(undefined)} returnFocus={false}>
      <div className={classes.step}>
        <span className={`${classes.quiet} ${classes.keys}`}>{t("preview.keys")}</span>
        <span className={classes.neighbours}>
          <Button
            size="sm"
            variant="default"
            aria-label={t("preview.previous")}
            disabled={!previous}
            onClick={() => onLook(previous)}
          >
            <IconChevronUp size={18} aria-hidden />
          </Button>
          <Button
            size="sm"
            variant="default"
            aria-label={t("preview.next")}
            disabled={!next}
            onClick={() => onLook(next)}
          >
            <IconChevronDown size={18} aria-hidden />
          </Button>
        </span>
      </div>
      {error && !snapshot && (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      )}
      {!snapshot && !error && (found === null ? <p>{t("preview.gone")}</p> : <RowsSkeleton />)}
      {snapshot && (
        <div className={classes.fields} key={snapshot.id}>
          <PreviewActs snapshot={snapshot} />
          <PreviewPromises snapshot={snapshot} />
          <PreviewMoney snapshot={snapshot} />
          <PreviewPeople snapshot={snapshot} />
          <PreviewTalk snapshot={snapshot} />
        </div>
      )}
    </SideDrawer>
  );
}
