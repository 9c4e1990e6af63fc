import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import { ObligationActs } from "./ObligationActs.tsx";
import { ObligationNotes } from "./ObligationNotes.tsx";
import { ObligationView } from "./ObligationView.tsx";
import type { PromiseInHand } from "./promise.ts";

const ObligationItem_Obligation = graphql(`
  fragment ObligationItem_Obligation on Obligation {
    id
    version
    kind { nameZh nameEn measure unitZh unitEn }
    good
    source
    state
    quantity
    claimed
    accepted
    unclaimed
    pace
    effectiveDueOn
    originalDueOn
    lateWorkdays
    isSilent
    qualifier
    instalment
    dutyRule { name }
    period { code }
    giver { id name shortName }
    receiver { id name shortName }
    partnership { id }
    extensions { id state requestedDueOn reason version askedBy { name } grantedDueOn decisionNote }
    explanations { text expectedOn recordedAt by { name } }
  }
`);

/** One obligation of a list, with its two sides and the same acts as on the partnership page. */
export function ObligationItem(props: { obligation: FragmentType<typeof ObligationItem_Obligation> }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const o = readFragment(ObligationItem_Obligation, props.obligation);
  const asked = o.extensions.find(({ state }) => state === "ASKED");
  const named = ({ id, name, shortName }: { id: string; name: string; shortName?: string | null }) => ({
    id,
    name: shortName ?? name,
  });
  const promise: PromiseInHand = {
    id: o.id,
    version: o.version,
    kind: o.kind,
    good: o.good ?? null,
    state: o.state,
    source: o.source,
    quantity: o.quantity,
    unclaimed: o.unclaimed,
    dueOn: o.effectiveDueOn,
    giver: named(o.giver),
    receiver: named(o.receiver),
    partnershipId: o.partnership?.id ?? null,
    asked: asked ? { ...asked, askedBy: asked.askedBy.name } : null,
  };
  const sides = t("sides", { giver: promise.giver.name, receiver: promise.receiver.name });
  return (
    <ObligationView
      promise={promise}
      claimed={o.claimed}
      accepted={o.accepted}
      pace={o.pace}
      lateWorkdays={o.lateWorkdays}
      silent={o.isSilent}
      originalDueOn={o.originalDueOn}
      qualifier={o.qualifier ?? null}
      about={
        o.partnership ? (
          <TextLink to="/partnerships/$id" params={{ id: o.partnership.id }} search={{ why: o.id }}>
            {sides}
          </TextLink>
        ) : (
          <span>{sides}</span>
        )
      }
      from={
        o.dutyRule
          ? t("from.rule", { rule: o.dutyRule.name, period: o.period?.code ?? "" })
          : o.instalment
            ? t("from.instalment", { number: o.instalment })
            : t(`from.${o.source}`)
      }
      notes={
        <ObligationNotes
          asked={promise.asked}
          explanation={o.explanations.at(-1) ?? null}
          decided={
            o.extensions
              .filter(({ state }) => state === "GRANTED" || state === "REFUSED")
              .map(({ id, state, grantedDueOn, decisionNote }) => ({
                id,
                text:
                  state === "GRANTED"
                    ? t("note.granted", { day: date(grantedDueOn ?? o.effectiveDueOn) })
                    : t("note.refused", { note: decisionNote ?? "" }),
              }))
              .at(-1) ?? null
          }
        />
      }
      acts={<ObligationActs promise={promise} />}
    />
  );
}
