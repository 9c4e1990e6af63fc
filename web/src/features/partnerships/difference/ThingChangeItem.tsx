import type { ThingChangeItem_ThingChangeFragment } from "../../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { TextLink } from "../../../ui/links.tsx";
import { messages } from "./messages.ts";
import { useSentence } from "./sentence.ts";

const ThingChangeItem_ThingChange = graphql(`
  fragment ThingChangeItem_ThingChange on ThingChange {
    id
    thing
    change
    happened
    kind { nameZh nameEn measure unitZh unitEn }
    good
    measure
    quantity
    on
    words
    fields { field type before after }
  }
`);

interface ThingChangeItemProps {
  change: FragmentType<typeof ThingChangeItem_ThingChange>;
  /** The partnership's uuid. */
  partnershipId: string;
  /** Stands below the thing that it is a part of, which has already said what it is about. */
  part?: boolean;
}

/** One thing and what happened to it, as a sentence; its name leads to the thing. */
export function ThingChangeItem({ change: masked, partnershipId, part = false }: ThingChangeItemProps) {
  const t = useMessages(messages);
  const change = readFragment(ThingChangeItem_ThingChange, masked);
  const { name, told } = useSentence(change, part);
  return (
    <p>
      <b>
        <ThingLink change={change} partnershipId={partnershipId}>
          {name}
        </ThingLink>
      </b>
      {told !== "" && t("head", { thing: "" })}
      {told}
      {t("end")}
    </p>
  );
}

interface ThingLinkProps {
  change: ThingChangeItem_ThingChangeFragment;
  partnershipId: string;
  children: string;
}

/** The way to what has a page or a drawer of its own and is still there. */
function ThingLink({ change: { thing, id, change }, partnershipId, children }: ThingLinkProps) {
  const params = { id: uuidOf(id) };
  if (change === "REMOVED") return children;
  switch (thing) {
    case "OBLIGATION":
      return (
        <TextLink to="/partnerships/$id" params={{ id: partnershipId }} search={{ why: id }}>
          {children}
        </TextLink>
      );
    case "DELIVERY":
      return (
        <TextLink to="/deliveries/$id" params={params}>
          {children}
        </TextLink>
      );
    case "PLEDGE":
      return (
        <TextLink to="/pledges/$id" params={params}>
          {children}
        </TextLink>
      );
    case "HELP_REQUEST":
      return (
        <TextLink to="/requests/$id" params={params}>
          {children}
        </TextLink>
      );
    default:
      return children;
  }
}
