import { dateOf, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { writeSeededActivityKinds } from "../activities/public.ts";
import { invitationPath } from "../identity/model.ts";
import { issueInvitation } from "../identity/public.ts";
import { writeDefaultLadder } from "../notifications/public.ts";
import { cleanText } from "../organizations/model.ts";
import { writeMembership, writeOrganization, writePerson } from "../organizations/public.ts";
import { mayBeRoot, periodsOfYear, yearOf } from "./model.ts";
import { nationalDays } from "./national-days.ts";
import { actions } from "./policy.ts";
import { writeDays } from "./write-days.ts";
import { writeSeededKinds } from "./write-kinds.ts";
import { writePeriods } from "./write-periods.ts";

export type OpenCityInput = {
  /** The division it is rooted at. */
  divisionId: number;
  /** What it is called; the division's name by default. */
  name?: string | null;
  /** What its coordinating office is called; by default the city's name with 文明创建办公室. */
  officeName?: string | null;
  /** The first manager, who lets everybody else in. */
  adminName: string;
  adminPhone?: string | null;
};

export type OpenedCity = {
  cityId: string;
  officeId: string;
  adminPersonId: string;
  invitationId: string;
  /** Of the first manager's invitation: shown once. */
  token: string;
  /** Where the invitation leads in the web app. */
  path: string;
};

/**
 * Opens a city: its root, kinds, the national calendar of last, this and next year, the periods of this year and the
 * next, the coordinating office, and its first manager with an invitation. Settings begin with their defaults.
 *
 * @param ctx with the system as actor.
 * @throws Rejection NotFound for the division; DIVISION_LEVEL or DIVISION_ENDED at `divisionId`; CITY_NESTED when a city
 * stands above or below it, CITY_EXISTS when one stands on it.
 */
export async function openCity(ctx: CommandContext, input: OpenCityInput): Promise<OpenedCity> {
  let opened: OpenedCity | null = null;
  await runCommand(ctx, { name: "city.open", input }, async (command) => {
    const { tx } = command;
    // Two cities opened at once must see each other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('city.open'))`;
    const cityId = command.newId();
    command.require(actions["city.open"], { cityId });
    const root = await loadRoot(command, input.divisionId);
    const name = cleanText(input.name) ?? root.name;
    await tx.city.create({
      data: { id: cityId, divisionId: root.id, name, openedOn: toDbDate(command.today) },
    });
    await furnish(command, cityId);

    const office = await writeOrganization(command, cityId, {
      kind: "OFFICE",
      name: cleanText(input.officeName) ?? `${name}文明创建办公室`,
      divisionId: root.id,
    });
    const personId = await writePerson(command, cityId, { name: input.adminName, phone: input.adminPhone });
    const membershipId = await writeMembership(command, office, { personId, role: "MANAGER" });
    const invitation = await issueInvitation(command, { cityId, personId, purpose: "INVITE" });
    opened = {
      cityId,
      officeId: office.id,
      adminPersonId: personId,
      invitationId: invitation.id,
      token: invitation.token,
      path: invitationPath(invitation.token),
    };
    command.audit({
      subjectIds: [cityId, office.id, personId, membershipId, invitation.id],
      payload: { divisionId: root.id, officeId: office.id, personId, invitationId: invitation.id },
    });
    return { id: cityId };
  });
  if (opened === null) throw new Error("city.open: committed without opening");
  return opened;
}

async function loadRoot(command: Command, divisionId: number): Promise<{ id: number; name: string }> {
  const { tx, now } = command;
  const division = await tx.division.findUnique({
    where: { id: divisionId },
    include: { labels: { where: { validTo: null }, take: 1 } },
  });
  if (!division) throw Rejection.notFound();
  const refuse = (code: string) => Rejection.validation([{ path: ["divisionId"], code }]);
  if (division.endedOn !== null && division.endedOn < toDbDate(dateOf(now))) throw refuse("DIVISION_ENDED");
  if (!mayBeRoot(division.level)) throw refuse("DIVISION_LEVEL");
  const cities = await tx.city.findMany({ select: { division: { select: { path: true } } } });
  for (const { division: other } of cities) {
    if (other.path === division.path) throw Rejection.conflict(null, "CITY_EXISTS");
    if (other.path.startsWith(division.path) || division.path.startsWith(other.path)) {
      throw Rejection.conflict(null, "CITY_NESTED");
    }
  }
  return { id: division.id, name: division.labels[0]?.name ?? "" };
}

/** What every city begins with. */
async function furnish(command: Command, cityId: string): Promise<void> {
  const year = yearOf(command.today);
  await writeSeededKinds(command, cityId, command.today);
  await writeSeededActivityKinds(command, cityId, command.today);
  await writeDefaultLadder(command, cityId);
  await writeDays(command, cityId, nationalDays([year - 1, year, year + 1]).days);
  await writePeriods(command, cityId, [...periodsOfYear(year), ...periodsOfYear(year + 1)]);
}
