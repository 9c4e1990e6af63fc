import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./cities.module.css";
import { EndKindForm } from "./EndKindForm.tsx";
import { KindForm } from "./KindForm.tsx";
import { messages } from "./messages.ts";

const KindsPanel_City = graphql(`
  fragment KindsPanel_City on City {
    kinds(ended: true) {
      id
      code
      nameZh
      nameEn
      measure
      unitZh
      unitEn
      validFrom
      validTo
      version
    }
  }
`);

interface KindsPanelProps {
  city: FragmentType<typeof KindsPanel_City>;
  mayManage: boolean;
}

type Open = { id: string; act: "change" | "end" } | { act: "create" } | null;

/** The kinds of support that the city counts: both names, what is counted, since when; add, rename, end. */
export function KindsPanel({ city, mayManage }: KindsPanelProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const [open, setOpen] = useState<Open>(null);
  const { kinds } = readFragment(KindsPanel_City, city);
  const today = todayInChina();
  const close = () => setOpen(null);
  return (
    <Panel
      title={t("kinds.title")}
      actions={
        mayManage && (
          <Button variant="default" onClick={() => setOpen({ act: "create" })}>
            {t("kinds.add")}
          </Button>
        )
      }
    >
      {open?.act === "create" && (
        <div className={classes.form}>
          <KindForm former={null} onClose={close} />
        </div>
      )}
      <ul className={classes.rows}>
        {kinds.map((kind) => {
          const ended = kind.validTo != null && kind.validTo < today;
          const here = open !== null && "id" in open && open.id === kind.id ? open.act : null;
          return (
            <li key={kind.id} className={classes.row}>
              <div className={classes.what}>
                <b>{kind.nameZh}</b> · {kind.nameEn}
                <div className={classes.quiet}>
                  {t(`measure.${kind.measure}`)}
                  {kind.unitZh && ` · ${kind.unitZh} / ${kind.unitEn}`}
                  {" · "}
                  {kind.validTo
                    ? t("kinds.until", { from: date(kind.validFrom), to: date(kind.validTo) })
                    : t("kinds.since", { from: date(kind.validFrom) })}
                </div>
              </div>
              {mayManage && !ended && here === null && (
                <div className={classes.value}>
                  <Button variant="default" onClick={() => setOpen({ id: kind.id, act: "change" })}>
                    {t("kinds.change")}
                  </Button>
                  {!kind.validTo && (
                    <Button variant="default" onClick={() => setOpen({ id: kind.id, act: "end" })}>
                      {t("kinds.end")}
                    </Button>
                  )}
                </div>
              )}
              {here === "change" && (
                <div className={classes.form}>
                  <KindForm former={kind} onClose={close} />
                </div>
              )}
              {here === "end" && (
                <div className={classes.form}>
                  <EndKindForm kind={kind} onClose={close} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
