import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { useRights } from "../../../lib/rights.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Page, Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import classes from "../activities.module.css";
import { ActivityKindForm } from "./ActivityKindForm.tsx";
import { EndActivityKindForm } from "./EndActivityKindForm.tsx";
import { messages } from "./messages.ts";

const ActivityKinds = graphql(`
  query ActivityKinds {
    activityKinds(first: 100) {
      edges {
        node {
          id
          code
          nameZh
          nameEn
          countKind { id nameZh nameEn }
          minutesKind { id nameZh nameEn }
          validFrom
          validTo
          version
        }
      }
    }
    city { id kinds { id nameZh nameEn measure } }
  }
`);

type Open = { id: string; act: "change" | "end" } | { act: "create" } | null;

/** The kinds of activity of the city, and the kinds of support as which a held session and its hours count. */
export function ActivityKindsPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { locale } = useLocale();
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [open, setOpen] = useState<Open>(null);
  const [{ data, error }, refetch] = useQuery({ query: ActivityKinds });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const today = todayInChina();
  const close = () => setOpen(null);
  const nameOf = (it: { nameZh: string; nameEn: string }) => (locale === "zh" ? it.nameZh : it.nameEn);
  const { kinds } = data.city;
  const rows = data.activityKinds.edges.map(({ node }) => node);
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Panel
        title={t("panel")}
        actions={
          mayManage && (
            <Button variant="default" onClick={() => setOpen({ act: "create" })}>
              {t("add")}
            </Button>
          )
        }
      >
        {open?.act === "create" && (
          <div className={classes.form}>
            <ActivityKindForm former={null} kinds={kinds} onClose={close} />
          </div>
        )}
        {rows.length === 0 && <EmptyState title={t("empty")} next={t("emptyNext")} />}
        <ul className={classes.rows}>
          {rows.map((kind) => {
            const { id, nameZh, nameEn, countKind, minutesKind, validFrom, validTo } = kind;
            const ended = validTo != null && validTo < today;
            const here = open !== null && "id" in open && open.id === id ? open.act : null;
            return (
              <li key={id} className={classes.row}>
                <div className={classes.what}>
                  <span>
                    <b>{nameZh}</b> · {nameEn}
                  </span>
                  <span className={classes.quiet}>
                    {countKind ? t("held", { kind: nameOf(countKind) }) : t("heldNone")}
                    {" · "}
                    {minutesKind ? t("hours", { kind: nameOf(minutesKind) }) : t("hoursNone")}
                    {" · "}
                    {validTo
                      ? t("until", { from: date(validFrom), to: date(validTo) })
                      : t("since", { from: date(validFrom) })}
                  </span>
                </div>
                {mayManage && !ended && here === null && (
                  <div className={classes.acts}>
                    <Button
                      variant="default"
                      aria-label={t("changeName", { name: nameOf(kind) })}
                      onClick={() => setOpen({ id, act: "change" })}
                    >
                      {t("change")}
                    </Button>
                    {!validTo && (
                      <Button
                        variant="default"
                        aria-label={t("endName", { name: nameOf(kind) })}
                        onClick={() => setOpen({ id, act: "end" })}
                      >
                        {t("end")}
                      </Button>
                    )}
                  </div>
                )}
                {here !== null && (
                  <div className={classes.form}>
                    {here === "change" ? (
                      <ActivityKindForm former={kind} kinds={kinds} onClose={close} />
                    ) : (
                      <EndActivityKindForm kind={kind} onClose={close} />
                    )}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </Panel>
    </Page>
  );
}
