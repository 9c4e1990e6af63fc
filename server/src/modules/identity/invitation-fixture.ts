import { type Answer, ask, type TestOrganization, type TestPerson, type World } from "../../../test/world.ts";

export const PASSWORD = "梅花香自苦寒来-7788";

/** What tests read of an invitation. */
export const link = "id ... on Invitation { token path state purpose }";

/** A person who was added and has no account yet; the node id. */
export async function newcomer(manager: TestPerson, organization: TestOrganization): Promise<string> {
  const input = { organizationId: `Organization:${organization.id}`, name: "周明", role: "LIAISON" };
  return String((await manager.act("createPerson", input))["id"]);
}

/** Looks at a link as a visitor. */
export function look(world: World, token: unknown): Promise<Answer> {
  return ask(
    world,
    null,
    `query ($token: String!) { invitation(token: $token) { purpose personName organizations cityName username } }`,
    { token },
  );
}

/** Uses a link as a visitor; `errors` when the request itself was refused. */
export async function accept(world: World, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await ask(
    world,
    null,
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
      __typename ... on AcceptedInvitation { username } ... on Failure { code } ... on ValidationError { problems { path code } } } }`,
    { input: { idempotencyKey: "k", ...input } },
  );
  if (answer.errors.length > 0) return { errors: answer.errors };
  return answer.data?.["acceptInvitation"] as Record<string, unknown>;
}
