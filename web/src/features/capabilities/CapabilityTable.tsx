import { Button } from "@mantine/core";
import { useState } from "react";
import type { CapabilityTable_CapabilityFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { CapabilityForm } from "./CapabilityForm.tsx";
import classes from "./capabilities.module.css";
import { EndCapabilityForm } from "./EndCapabilityForm.tsx";
import { messages } from "./messages.ts";

const CapabilityTable_Capability = graphql(`
  fragment CapabilityTable_Capability on Capability {
    id
    description
    good
    skill
    quantity
    per
    validFrom
    validTo
    version
    mine
    organization { id name }
    kind { id nameZh nameEn measure unitZh unitEn }
  }
`);

/** One capability, masked. */
export type CapabilityRef = FragmentType<typeof CapabilityTable_Capability>;
type Row = CapabilityTable_CapabilityFragment;

/** What units say they can give; the unit's own liaison changes and ends it. */
export function CapabilityTable({ capabilities }: { capabilities: readonly CapabilityRef[] }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useKindWords();
  const [open, setOpen] = useState<{ row: Row; act: "change" | "end" } | null>(null);
  const rows = capabilities.map((one) => readFragment(CapabilityTable_Capability, one));
  const amount = ({ kind, quantity, good, per }: Row) =>
    quantity == null
      ? t("open")
      : t("amountPer", { per: t(`per.${per}`), amount: words.quantity(kind, quantity, good) });
  const columns: Column<Row>[] = [
    {
      key: "what",
      title: t("column.what"),
      phone: "title",
      render: ({ description, kind, good, skill }) => (
        <span className={classes.two}>
          <span>{description}</span>
          <span className={classes.quiet}>
            {[words.title(kind, good), skill].filter(Boolean).join(" · ")}
          </span>
        </span>
      ),
    },
    { key: "unit", title: t("column.unit"), render: ({ organization }) => organization.name },
    { key: "howMuch", title: t("column.howMuch"), render: amount },
    {
      key: "days",
      title: t("column.days"),
      render: ({ validFrom, validTo }) =>
        validTo
          ? t("fromTo", { from: date(validFrom), to: date(validTo) })
          : t("from", { from: date(validFrom) }),
    },
    ...(rows.some(({ mine }) => mine)
      ? [
          {
            key: "acts",
            title: "",
            render: (row: Row) =>
              row.mine && (
                <span className={classes.acts}>
                  {(["change", "end"] as const).map((act) => (
                    <Button
                      key={act}
                      size="sm"
                      variant="default"
                      aria-label={
                        act === "change"
                          ? t("changeOf", { name: row.description })
                          : t("endOf", { name: row.description })
                      }
                      onClick={() => setOpen({ row, act })}
                    >
                      {t(act)}
                    </Button>
                  ))}
                </span>
              ),
          },
        ]
      : []),
  ];
  const close = () => setOpen(null);
  const title = open && (open.act === "change" ? "changeOf" : "endOf");
  return (
    <>
      <DataTable caption={t("caption")} columns={columns} rows={rows} rowKey={({ id }) => id} />
      <SideDrawer title={open && title ? t(title, { name: open.row.description }) : null} onClose={close}>
        {open?.act === "change" && (
          <CapabilityForm organizationId={open.row.organization.id} capability={open.row} onClose={close} />
        )}
        {open?.act === "end" && <EndCapabilityForm capability={open.row} onClose={close} />}
      </SideDrawer>
    </>
  );
}
