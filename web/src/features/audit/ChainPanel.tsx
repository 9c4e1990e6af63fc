import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { fromMinor, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./audit.module.css";
import { messages } from "./messages.ts";

const ChainPanel_ChainHead = graphql(`
  fragment ChainPanel_ChainHead on ChainHead { seq hash verification { at entries brokenAt } }
`);

/** Where the city's chain ends, and what its last verification found. */
export function ChainPanel({ head }: { head: FragmentType<typeof ChainPanel_ChainHead> }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { seq, hash, verification } = readFragment(ChainPanel_ChainHead, head);
  async function copy() {
    try {
      await navigator.clipboard.writeText(`${seq} ${hash}`);
      toast(t("chain.copied"));
    } catch {
      // Without TLS browsers refuse the clipboard: the head is selected on a tap instead.
      toast(t("chain.copyByHand"), { tone: "failed" });
    }
  }
  const [icon, tone, state] = !verification
    ? ([IconHourglass, "quiet", "never"] as const)
    : verification.brokenAt == null
      ? ([IconCircleCheck, "accent", "intact"] as const)
      : ([IconAlertTriangle, "late", "broken"] as const);
  return (
    <Panel
      title={t("chain.title")}
      actions={
        <Button variant="default" onClick={() => void copy()}>
          {t("chain.copy")}
        </Button>
      }
    >
      <Facts
        facts={[
          { label: t("chain.entries"), value: fromMinor(seq, 0) },
          { label: t("chain.head"), value: <code className={classes.hash}>{hash}</code> },
          {
            label: t("chain.last"),
            value: (
              <>
                <StateMark icon={icon} tone={tone}>
                  {t(`chain.word.${state}`)}
                </StateMark>{" "}
                {t(`chain.means.${state}`, {
                  at: verification ? instant(verification.at) : "",
                  count: verification ? fromMinor(BigInt(verification.entries), 0) : "",
                  seq: verification?.brokenAt ?? "",
                })}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
