import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useRights } from "../../lib/rights.ts";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { ClaimForm } from "./ClaimForm.tsx";
import { ClaimItem } from "./ClaimItem.tsx";
import classes from "./help-requests.module.css";
import { messages } from "./messages.ts";

const NeedItem_Need = graphql(`
  fragment NeedItem_Need on Need {
    id
    description
    good
    quantity
    claimed
    accepted
    kind { nameZh nameEn measure unitZh unitEn }
    claims { id ...ClaimItem_Claim }
  }
`);

interface NeedItemProps {
  need: FragmentType<typeof NeedItem_Need>;
  /** Whether units can take it on now. */
  open: boolean;
  offeredTo: readonly { id: string; name: string }[];
  wishedOn: string | null;
}

/** One thing asked for: asked, taken on, arrived; who took on how much; and taking on what is left. */
export function NeedItem({ open, offeredTo, wishedOn, ...props }: NeedItemProps) {
  const need = readFragment(NeedItem_Need, props.need);
  const t = useMessages(messages);
  const rights = useRights();
  const kinds = useKindWords();
  const [claiming, setClaiming] = useState(false);
  const say = (value: string | bigint) => kinds.quantity(need.kind, value, need.good);
  const free = BigInt(need.quantity) - BigInt(need.claimed);
  const givers = offeredTo.filter(({ id }) => rights.in(id, ["LIAISON", "MANAGER"]));
  return (
    <li className={classes.need}>
      <div>
        <strong>{kinds.title(need.kind, need.good)}</strong> {need.description}
      </div>
      <PromiseBar
        measure={need.kind.measure}
        owed={need.quantity}
        claimed={need.claimed}
        accepted={need.accepted}
        words={[
          t("need.asked", { quantity: say(need.quantity) }),
          t("need.claimed", { quantity: say(need.claimed) }),
          t("need.received", { quantity: say(need.accepted) }),
          ...(open && free > 0n ? [t("need.free", { quantity: say(free) })] : []),
        ]}
      />
      {need.claims.length > 0 && (
        <ul className={classes.claims}>
          {need.claims.map((claim) => (
            <ClaimItem key={claim.id} claim={claim} say={say} />
          ))}
        </ul>
      )}
      {open && free > 0n && givers.length > 0 && !claiming && (
        <div className={classes.acts}>
          <Button onClick={() => setClaiming(true)}>{t("need.claim")}</Button>
        </div>
      )}
      {claiming && (
        <div className={classes.form}>
          <ClaimForm
            need={{ id: need.id, measure: need.kind.measure, unit: kinds.unit(need.kind, need.good), free }}
            givers={givers}
            wishedOn={wishedOn}
            say={say}
            onClose={() => setClaiming(false)}
          />
        </div>
      )}
    </li>
  );
}
