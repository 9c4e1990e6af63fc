import type { Client } from "@urql/core";
import { graphql } from "../../gql/index.ts";
import { errorCode } from "../../lib/urql-client.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";

const OrganizationNames = graphql(`
  query OrganizationNames($kind: OrganizationKind!, $after: String) {
    organizations(first: 100, kind: $kind, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node { id name shortName } }
    }
  }
`);

/** Every organization of a kind that the person may see, to match pasted names against. Throws the error's code. */
export async function loadOrganizations(client: Client, kind: OrganizationKind) {
  const all: { id: string; name: string; shortName?: string | null }[] = [];
  for (let after: string | null = null; ; ) {
    const result: Awaited<ReturnType<typeof page>> = await page(client, kind, after);
    if (!result.data) throw new Error(errorCode(result.error) ?? "INTERNAL");
    const { edges, pageInfo } = result.data.organizations;
    all.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return all;
    after = pageInfo.endCursor;
  }
}

function page(client: Client, kind: OrganizationKind, after: string | null) {
  return client.query(OrganizationNames, { kind, after }, { requestPolicy: "network-only" }).toPromise();
}
