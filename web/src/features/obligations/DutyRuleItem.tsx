import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { DutyRuleForm } from "./DutyRuleForm.tsx";
import { useRuleSentence } from "./DutyRuleWords.tsx";
import { EndDutyRuleForm } from "./EndDutyRuleForm.tsx";
import { messages } from "./messages.ts";
import actClasses from "./ObligationActs.module.css";
import classes from "./ObligationView.module.css";

const DutyRuleItem_DutyRule = graphql(`
  fragment DutyRuleItem_DutyRule on DutyRule {
    id
    version
    name
    kind { id nameZh nameEn measure unitZh unitEn }
    quantity
    good
    periodKind
    appliesTo
    partnershipKind
    proRating
    unitClass
    qualifier
    validFrom
    validTo
    supersedes { id }
  }
`);

interface DutyRuleItemProps {
  rule: FragmentType<typeof DutyRuleItem_DutyRule>;
  city: React.ComponentProps<typeof DutyRuleForm>["city"];
  mayManage: boolean;
}

/** One version of a rule: what it asks in a sentence, when it holds, and what the city's office may do with it. */
export function DutyRuleItem({ rule, city, mayManage }: DutyRuleItemProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const sentence = useRuleSentence();
  const [open, setOpen] = useState<"version" | "end" | null>(null);
  const r = readFragment(DutyRuleItem_DutyRule, rule);
  const close = () => setOpen(null);
  const ended = r.validTo != null && r.validTo <= todayInChina();
  const former = {
    ...r,
    good: r.good ?? null,
    partnershipKind: r.partnershipKind ?? null,
    unitClass: r.unitClass ?? null,
    qualifier: r.qualifier ?? null,
  };
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.name}>{r.name}</span>
        <span>
          {r.validTo
            ? t("rules.validBetween", { from: date(r.validFrom), to: date(r.validTo) })
            : r.validFrom > todayInChina()
              ? t("rules.validLater", { from: date(r.validFrom) })
              : t("rules.validFrom", { from: date(r.validFrom) })}
        </span>
      </div>
      <div>{sentence({ ...r, good: r.good ?? null })}</div>
      <div className={classes.quiet}>
        <span>{r.partnershipKind ? t(`partnershipKind.${r.partnershipKind}`) : t("rule.allKinds")}</span>
        <span>{t(`proRating.${r.proRating}`)}</span>
        {r.unitClass && <span>{t("rules.onlyClass", { unitClass: r.unitClass })}</span>}
        {r.qualifier && <span>{r.qualifier}</span>}
        {r.supersedes && <span>{t("rules.newVersion")}</span>}
      </div>
      {mayManage && !ended && (
        <div className={actClasses.buttons}>
          <Button variant="default" onClick={() => setOpen(open === "version" ? null : "version")}>
            {t("rules.change")}
          </Button>
          {!r.validTo && (
            <Button variant="default" onClick={() => setOpen(open === "end" ? null : "end")}>
              {t("rules.end")}
            </Button>
          )}
        </div>
      )}
      {open === "version" && (
        <div className={actClasses.form}>
          <DutyRuleForm city={city} former={former} onClose={close} />
        </div>
      )}
      {open === "end" && (
        <div className={actClasses.form}>
          <EndDutyRuleForm ruleId={r.id} version={r.version} name={r.name} onClose={close} />
        </div>
      )}
    </div>
  );
}
