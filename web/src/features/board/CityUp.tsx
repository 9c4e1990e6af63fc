import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { LinkButton } from "../../ui/links.tsx";
import { messages } from "./messages.ts";

const CityParent = graphql(`
  query CityParent($id: ID!) {
    node(id: $id) { __typename id ... on Division { parent { id name } } }
    boardTotals { total { divisionId } }
  }
`);

/** The way from a place back to the one that it lies in, as far as the territory goes. */
export function CityUp({ divisionId }: { divisionId: string }) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({ query: CityParent, variables: { id: divisionId } });
  const parent = data?.node?.__typename === "Division" ? data.node.parent : null;
  const root = data?.boardTotals?.total.divisionId;
  if (!parent || divisionId === root) return null;
  return (
    <LinkButton
      to="/city"
      search={parent.id === root ? {} : { division: Number(uuidOf(parent.id)) }}
      variant="default"
    >
      {t("city.up", { name: parent.name })}
    </LinkButton>
  );
}
