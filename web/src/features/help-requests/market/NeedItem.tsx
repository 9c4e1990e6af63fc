import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { useRights } from "../../../lib/rights.ts";
import { ClaimForm } from "../ClaimForm.tsx";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import { ClaimItem } from "./ClaimItem.tsx";
import { JointForm } from "./JointForm.tsx";
import { JointItem, type JointParts } from "./JointItem.tsx";
import { messages as market } from "./messages.ts";
import { NeedFlow } from "./NeedFlow.tsx";
import { UseForm } from "./UseForm.tsx";

const NeedItem_Need = graphql(`
  fragment NeedItem_Need on Need {
    id
    description
    good
    quantity
    claimed
    sent
    accepted
    used
    version
    kind { nameZh nameEn measure unitZh unitEn }
    claims { id ...ClaimItem_Claim }
  }
`);

interface NeedItemProps {
  need: FragmentType<typeof NeedItem_Need>;
  /** Whether units can take it on now. */
  open: boolean;
  /** The units that may take it on: those it was offered to, in the hall also others. */
  givers: readonly { id: string; name: string }[];
  receiverId: string;
  /** Who takes it on together. */
  joint: readonly { id: string; parts: JointParts; waitsFor: readonly string[] }[];
  wishedOn: string | null;
}

type Act = "claim" | "joint" | "use";

/** One thing asked for: its five quantities; who took on how much; taking on what is left; and saying what is in use. */
export function NeedItem({ open, wishedOn, receiverId, ...props }: NeedItemProps) {
  const need = readFragment(NeedItem_Need, props.need);
  const t = useMessages(messages);
  const rights = useRights();
  const kinds = useKindWords();
  const m = useMessages(market);
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const say = (value: string | bigint) => kinds.quantity(need.kind, value, need.good);
  const free = BigInt(need.quantity) - BigInt(need.claimed);
  const givers = props.givers.filter(({ id }) => rights.in(id, ["LIAISON", "MANAGER"]));
  const { measure } = need.kind;
  const unit = kinds.unit(need.kind, need.good);
  const claims = open && free > 0n && givers.length > 0;
  // Who was asked to join answers that first.
  const invited = props.joint.some(({ waitsFor }) => givers.some(({ id }) => waitsFor.includes(id)));
  const uses =
    measure !== "MONEY" &&
    need.accepted !== "0" &&
    need.used !== need.accepted &&
    rights.in(receiverId, ["LIAISON", "MANAGER", "GRID_MEMBER"]);
  return (
    <li className={classes.need}>
      <div>
        <strong>{kinds.title(need.kind, need.good)}</strong> {need.description}
      </div>
      <NeedFlow
        measure={measure}
        asked={need.quantity}
        claimed={need.claimed}
        sent={need.sent}
        received={need.accepted}
        used={need.used}
        open={open}
        say={say}
        figure={(value) => kinds.quantity(need.kind, value, "")}
      />
      {need.claims.length > 0 && (
        <ul className={classes.claims}>
          {need.claims.map((claim) => (
            <ClaimItem key={claim.id} claim={claim} measure={measure} unit={unit} say={say} />
          ))}
        </ul>
      )}
      {props.joint.map(({ id, parts }) => (
        <JointItem key={id} parts={parts} say={say} />
      ))}
      {(claims || uses) && act === null && (
        <div className={classes.acts}>
          {claims && (
            <Button variant={invited ? "default" : "filled"} onClick={() => setAct("claim")}>
              {t("need.claim")}
            </Button>
          )}
          {claims && measure !== "DONE" && (
            <Button variant="default" onClick={() => setAct("joint")}>
              {m("joint.act")}
            </Button>
          )}
          {uses && (
            <Button variant="default" onClick={() => setAct("use")}>
              {m("use.act")}
            </Button>
          )}
        </div>
      )}
      {act !== null && (
        <div className={classes.form}>
          {act === "claim" && (
            <ClaimForm
              need={{ id: need.id, measure, unit, free }}
              givers={givers}
              wishedOn={wishedOn}
              say={say}
              onClose={close}
            />
          )}
          {act === "joint" && (
            <JointForm
              need={{ id: need.id, measure, unit, free }}
              givers={givers}
              wishedOn={wishedOn}
              say={say}
              onClose={close}
            />
          )}
          {act === "use" && (
            <UseForm
              need={{ id: need.id, version: need.version, accepted: need.accepted, measure, unit }}
              say={say}
              onClose={close}
            />
          )}
        </div>
      )}
    </li>
  );
}
