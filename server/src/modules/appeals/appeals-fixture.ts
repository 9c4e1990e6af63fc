import sharp from "sharp";
import { PublicVisitor, type Shown } from "../../../test/public.ts";
import type { TestCity, TestOrganization, TestPerson, World } from "../../../test/world.ts";
import { hashOf, typedFollowCode } from "./codes.ts";

/** A community with an open form, its people, and the offices over it. */
export type Quarter = {
  world: World;
  city: TestCity;
  community: TestOrganization;
  doorId: string;
  path: string;
  worker: TestPerson;
  manager: TestPerson;
  grid: TestPerson;
  street: TestPerson;
  streetOffice: TestOrganization;
  auditor: TestPerson;
  unit: TestPerson;
  visitor: PublicVisitor;
};

/** A quarter whose community has opened its form. */
export async function quarter(world: World, name: string): Promise<Quarter> {
  const city = await world.city(name);
  const community = await city.community(`${name} Community`);
  const unitOf = await city.unit();
  await city.partnership(unitOf, community);
  const streetOffice = await city.office(city.street);
  const worker = await city.person(community, "LIAISON");
  const door = await worker.act(
    "setAppealDoor",
    { receiverId: `Organization:${community.id}`, open: true },
    "id ... on AppealDoor { path }",
  );
  return {
    world,
    city,
    community,
    doorId: String(door["id"]),
    path: String(door["path"]),
    worker,
    manager: await city.person(community, "MANAGER"),
    grid: await city.person(community, "GRID_MEMBER"),
    street: await city.person(streetOffice, "COORDINATOR"),
    streetOffice,
    auditor: await city.person(await city.office(), "AUDITOR"),
    unit: await city.person(unitOf, "LIAISON"),
    visitor: await PublicVisitor.of(world),
  };
}

/** The code on the page after sending; empty when there is none. */
export function codeOn({ text }: Shown): string {
  return /class="code">([^<]+)</.exec(text)?.[1] ?? "";
}

/** Sends an appeal through the form; answers its id and its code. */
export async function sends(
  { world, path, visitor }: Quarter,
  text: string,
  more: Record<string, string> = {},
): Promise<{ id: string; code: string }> {
  const page = await visitor.send(world, path, { text, ...more });
  const code = codeOn(page);
  if (page.status !== 200 || code === "") throw new Error(`${page.status}: ${page.text}`);
  const [row] = await world.sql<{ id: string }>(`select id from "Appeal" where "followHash" = $1`, [
    hashOf(typedFollowCode(code) ?? ""),
  ]);
  return { id: `Appeal:${row?.id}`, code };
}

/** What the resident sees with the code. */
export function follows(
  { world, visitor }: Quarter,
  code: string,
  more: Record<string, string> = {},
): Promise<Shown> {
  return visitor.send(world, "appeals/follow", { code, ...more });
}

/** A picture with a place in its metadata. */
export function photoWithPlace(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#775533" } })
    .withExif({
      IFD0: { Make: "PHONEMAKER" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "30/1 15/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "120/1 9/1 0/1",
      },
    })
    .jpeg()
    .toBuffer();
}
