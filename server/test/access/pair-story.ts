import sharp from "sharp";
import { addDays, today } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { sendAppeal } from "../../src/modules/appeals/send-appeal.ts";
import { ingestFile } from "../../src/modules/evidence/ingest.ts";
import { uploadEvidence } from "../../src/modules/evidence/upload-evidence.ts";
import { defaultTemplate } from "../../src/modules/reports/circular-files.ts";
import { TEST_SECRETS, type TestCity, type TestOrganization, type TestPerson, type World } from "../world.ts";
import { tellActivity } from "./activity-story.ts";
import { attendanceOf } from "./attendance-story.ts";
import { tellReminders } from "./reminders-story.ts";

/** One thing of each kind that there is around one pair, by the ids that clients use. */
export type Things = Record<string, string>;

/** Runs a mutation that must succeed; answers the id. */
export async function act(
  person: TestPerson,
  mutation: string,
  input: Record<string, unknown>,
): Promise<string> {
  const answer = await person.act(mutation, input);
  if (typeof answer["id"] !== "string") throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return answer["id"];
}

export type Offices = { manager: TestPerson; coordinator: TestPerson };

/** The rules of a city: a period, a duty, a setting. */
export async function layRules(city: TestCity, { manager }: Offices, importer: TestPerson): Promise<Things> {
  const periodId = await act(manager, "openPeriod", { code: "2026Q1" });
  const dutyRuleId = await act(manager, "createDutyRule", {
    name: "Funds",
    kindId: `Kind:${city.kinds.FUNDS}`,
    quantity: "900000",
    periodKind: "QUARTER",
    appliesTo: "EACH",
    proRating: "FULL",
    validFrom: "2026-01-01",
  });
  const settingId = await act(manager, "setCitySetting", {
    key: "remindersPerWeek",
    validFrom: "2026-03-03",
    value: "5",
  });
  const divisionChangeId = await act(manager, "changeDivisions", {
    change: {
      kind: "CREATE",
      divisionId: `Division:${city.street.id}`,
      level: "ZONE",
      name: "Show zone",
      effectiveOn: "2026-03-01",
    },
  });
  const workbook = newId();
  await city.world.sql(
    `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId")
     values ($1, $2, 'WORKBOOK', $4, 'application/zip', 1, $4, 'city.xlsx', $3)`,
    [workbook, city.id, importer.actor.personId, workbook],
  );
  const reminderPolicyId = await act(manager, "createReminderPolicy", {
    ...{ subject: "OBLIGATION", days: -10, workdays: true },
    ...{ audience: ["LIAISON"], channels: ["IN_APP"] },
  });
  const evidenceId = await uploadTemplate(manager);
  const circularTemplate = await act(manager, "setCircularTemplate", { evidenceId });
  const circularUpload = newId();
  await city.world.sql(
    `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId")
     select $1, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", $2 from "Evidence" where id = $3`,
    [circularUpload, importer.actor.personId, evidenceId.split(":")[1]],
  );
  const importId = newId();
  await city.world.sql(
    `insert into "WorkbookImport" (id, "cityId", sha256, created, changed, unchanged, "byId") values ($1, $2, 'ab', 1, 0, 0, $3)`,
    [importId, city.id, importer.actor.personId],
  );
  const [head] = await city.world.sql<{ id: string }>(
    `insert into "PublishedHead" (id, "chain", "day", "seq", "hash", "publishedAt")
     select $1, "chain", '2026-03-02', "seq", "hash", "at" from "AuditEntry" where "chain" = $2::text order by "seq" desc limit 1 returning id`,
    [newId(), city.id],
  );
  const office = `Organization:${importer.actor.memberships[0]?.organizationId}`;
  const viewId = await act(importer, "saveView", {
    officeId: office,
    name: "Late",
    parameters: "{}",
    shared: true,
  });
  await act(manager, "setCalendarDays", {
    days: [{ date: "2026-03-12", kind: "HOLIDAY", name: "Planting" }],
  });
  return {
    CircularTemplate: circularTemplate,
    circularUpload: `Evidence:${circularUpload}`,
    City: `City:${city.id}`,
    CitySetting: settingId,
    Division: `Division:${city.street.id}`,
    DivisionChange: divisionChangeId,
    DutyRule: dutyRuleId,
    WorkbookImport: `WorkbookImport:${importId}`,
    workbook: `Evidence:${workbook}`,
    Kind: `Kind:${city.kinds.FUNDS}`,
    Period: periodId,
    PublishedHead: `PublishedHead:${head?.id}`,
    ReminderPolicy: reminderPolicyId,
    SavedView: viewId,
    PairingPlan: await act(importer, "savePairingPlan", {
      officeId: office,
      title: "Spring",
      options: { maxPerUnit: 3, scope: "CITY", keepExisting: true, alsoUnderserved: false },
      chosen: [],
    }),
    office,
  };
}

/** A pair from its assignment to vouchers and returns; the people who act are not those whose access is tested. */
export async function tellPair(
  city: TestCity,
  unit: TestOrganization,
  community: TestOrganization,
  office: Offices,
  rules: Things,
): Promise<Things> {
  const { world } = city;
  const liaison = await city.person(unit, "LIAISON");
  const unitHead = await city.person(unit, "MANAGER");
  const worker = await city.person(community, "LIAISON");
  const head = await city.person(community, "MANAGER");
  const successor = await city.person(community, "LIAISON");
  const kind = (code: keyof TestCity["kinds"]) => `Kind:${city.kinds[code]}`;
  const one = async (text: string, values: unknown[]) => {
    const [row] = await world.sql<{ id: string }>(text, values);
    if (!row) throw new Error(`nothing found: ${text}`);
    return row.id;
  };
  const day = today(world.clock);

  const partnershipId = await act(office.coordinator, "assignPartnership", {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "CO_BUILDING",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    documentNumber: "T-7",
    documentDate: "2025-12-20",
  });
  const pair = partnershipId.split(":")[1];
  const membership = (person: TestPerson) => `Membership:${person.membershipId}`;
  await act(head, "setLiaison", { partnershipId, side: "RECEIVER", membershipId: membership(worker) });
  await act(unitHead, "setLiaison", { partnershipId, side: "GIVER", membershipId: membership(liaison) });
  await act(office.manager, "openDuties", { periodId: rules["Period"] });
  const agreementId = await act(unitHead, "draftAgreement", {
    partnershipId,
    lines: [
      { list: "PROJECTS", text: "The yard", kindId: kind("VISIT"), quantity: "1", dueOn: "2026-06-30" },
    ],
  });

  const pledgeId = await act(liaison, "makePledge", {
    partnershipId,
    purpose: "The yard",
    lines: [
      {
        kindId: kind("FUNDS"),
        instalments: [
          { quantity: "800000", dueOn: "2026-03-20" },
          { quantity: "400000", dueOn: "2026-06-30" },
        ],
      },
    ],
  });
  const line = await one(`select id from "PledgeLine" where "pledgeId" = $1`, [pledgeId.split(":")[1]]);
  const later = await one(
    `select id from "Obligation" where "pledgeLineId" = $1 order by "dueOn" desc limit 1`,
    [line],
  );
  const instalment = await one(
    `select id from "Obligation" where "pledgeLineId" = $1 order by "dueOn" limit 1`,
    [line],
  );
  const send = (quantity: string, more: object = {}) =>
    act(liaison, "logDelivery", {
      partnershipId,
      kindId: kind("FUNDS"),
      quantity,
      occurredOn: day,
      channel: "COMMUNITY",
      ...more,
    });
  const disputed = await send("500000");
  await act(worker, "acceptDelivery", { deliveryId: disputed, quantity: "300000", reason: "Less came" });
  const accepted = await send("200000");
  // In the unit's stead, and so marked in the chain.
  await act(office.coordinator, "logDelivery", {
    partnershipId,
    kindId: kind("PROBLEM_SOLVED"),
    quantity: "1",
    occurredOn: day,
  });
  await act(worker, "acceptDelivery", { deliveryId: accepted });
  const submitted = await send("100000");
  const draft = await send("1000", { draft: true });

  const pledgeLineId = `PledgeLine:${line}`;
  const expenseId = await act(worker, "recordExpense", {
    voucherNumber: `V-${unit.name}-${community.name}`,
    purpose: "Paint",
    occurredOn: day,
    total: "50000",
    lines: [{ pledgeLineId, amount: "50000" }],
  });
  const queried = await act(liaison, "queryExpense", { expenseId, question: "Whose paint?" });
  const queryId = await one(`select id from "ExpenseQuery" where "expenseId" = $1`, [
    expenseId.split(":")[1],
  ]);
  if (!queried) throw new Error("no query");
  const fundReturnId = await act(worker, "sendBack", { pledgeLineId, amount: "20000", reason: "Too much" });

  const ask = (open: boolean) =>
    act(worker, "createHelpRequest", {
      receiverId: `Organization:${community.id}`,
      title: "Lamps",
      body: "",
      privateDetails: "The third door",
      urgency: "NORMAL",
      needs: [{ kindId: kind("VISIT"), quantity: "5", description: "" }],
      open,
    });
  const helpRequestId = await ask(true);
  const draftRequest = await ask(false);
  const need = await one(`select id from "Need" where "helpRequestId" = $1`, [helpRequestId.split(":")[1]]);
  const claimId = await act(liaison, "claimNeed", {
    needId: `Need:${need}`,
    giverId: `Organization:${unit.id}`,
    quantity: "2",
    promisedOn: addDays(day, 10),
  });

  const market = await marketOf(world, {
    helpRequestId,
    needId: need,
    unitId: unit.id,
    by: liaison,
    asks: worker,
  });

  const proposal = await act(liaison, "proposePartnership", {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "ROAD_SECTION",
    sectionName: "Lake road",
    sectionFrom: "C",
    sectionTo: "D",
    startsOn: "2026-04-01",
    endsOn: "2026-12-31",
  });
  const reminderId = await act(office.coordinator, "remind", {
    partnershipId,
    to: "GIVER",
    text: "The yard waits",
  });
  const extensionId = await act(liaison, "askExtension", {
    obligationId: `Obligation:${later}`,
    requestedDueOn: "2026-08-31",
    reason: "The budget comes in July",
  });
  const handoverId = await act(head, "handOverLiaison", {
    fromMembershipId: membership(worker),
    toMembershipId: membership(successor),
    effectiveOn: addDays(day, 1),
    note: "The key is with me",
  });
  const personId = await act(head, "createPerson", {
    name: "Newcomer",
    phone: "13800000000",
    organizationId: `Organization:${community.id}`,
    role: "MEMBER",
  });
  const invitationId = await act(head, "invitePerson", { personId });
  const evidence = await upload(world, liaison, `${unit.name}`);
  await act(liaison, "attachDeliveryEvidence", { deliveryId: submitted, evidenceIds: [evidence] });
  const loose = await upload(world, worker, `${community.name} loose`);

  const AppealDoor = await act(head, "setAppealDoor", {
    receiverId: `Organization:${community.id}`,
    open: true,
  });
  // The same words on the same day are one appeal, and this story is told more than once.
  const write = (text: string) => writeAppeal(city, community, `${text}: ${newId()}`);
  const Appeal = await write("The lamp is out");
  const passedAppeal = await write("The road floods");
  await act(worker, "passAppealUp", { appealId: passedAppeal, officeId: rules["office"], reason: "A road" });

  return {
    ...rules,
    Appeal,
    AppealDoor,
    passedAppeal,
    Agreement: agreementId,
    Claim: claimId,
    Delivery: submitted,
    acceptedDelivery: accepted,
    disputedDelivery: disputed,
    draftDelivery: draft,
    Evidence: evidence,
    looseEvidence: loose,
    instalment: `Obligation:${instalment}`,
    visits: kind("VISIT"),
    Expense: expenseId,
    ExpenseQuery: `ExpenseQuery:${queryId}`,
    ExtensionRequest: extensionId,
    FundReturn: fundReturnId,
    HelpRequest: helpRequestId,
    ...market,
    draftRequest,
    proposal,
    Invitation: invitationId,
    Journal: `Journal:${await one(
      `select j.id from "Journal" j join "Posting" p on p."journalId" = j.id
       join "LedgerAccount" a on a.id = p."accountId" where a."pledgeLineId" = $1 order by j.id limit 1`,
      [line],
    )}`,
    Capability: await act(liaison, "addCapability", {
      ...{ organizationId: `Organization:${unit.id}`, kindId: kind("FUNDS"), description: "Lamps" },
      ...{ per: "YEAR", validFrom: "2026-01-01" },
    }),
    Population: await act(office.manager, "setPopulation", {
      ...{ organizationId: `Organization:${community.id}`, residents: 3000 },
      ...{ validFrom: "2026-01-01", source: "Census" },
    }),
    ...(await tellActivity(city, { unit, partnershipId, liaison, unitHead })),
    ...(await attendanceOf(city, { unit, community, partnershipId, liaison, unitHead })),
    ...(await openOneStation(head, community, one)),
    ...(await tellReminders(city, { community, head, policy: rules["ReminderPolicy"] ?? "" })),
    LiaisonHandover: handoverId,
    Membership: membership(worker),
    successor: membership(successor),
    unitMembership: membership(liaison),
    Need: `Need:${need}`,
    Obligation: `Obligation:${later}`,
    Organization: `Organization:${community.id}`,
    unit: `Organization:${unit.id}`,
    division: `Division:${community.division.id}`,
    Partnership: partnershipId,
    Person: `Person:${worker.actor.personId}`,
    newcomer: personId,
    Pledge: pledgeId,
    PledgeLine: pledgeLineId,
    Reminder: reminderId,
    AuditEntry: `AuditEntry:${await one(
      `select id from "AuditEntry" where "partnershipId" = $1 order by seq limit 1`,
      [pair],
    )}`,
  };
}

/** A joint claim with an open invitation, and the question whether it is solved: written by hand, as both need more people than a pair has. */
async function marketOf(
  world: World,
  at: { helpRequestId: string; needId: string; unitId: string; by: TestPerson; asks: TestPerson },
): Promise<Record<string, string>> {
  const [joint, part, question] = [newId(), newId(), newId()];
  const need = `select n."cityId" from "Need" n where n.id = $2`;
  await world.sql(
    `insert into "JointClaim" (id, "cityId", "needId", "leadId", "byId") values ($1, (${need}), $2, $3, $4)`,
    [joint, at.needId, at.unitId, at.by.actor.personId],
  );
  await world.sql(
    `insert into "JointClaimPart" (id, "cityId", "jointClaimId", "giverId", quantity, "promisedOn", state)
     values ($1, (${need}), $3, $4, 1, '2026-12-01', 'INVITED')`,
    [part, at.needId, joint, at.unitId],
  );
  await world.sql(
    `insert into "SolvedQuestion" (id, "cityId", "helpRequestId", round, "tokenHash", "askedById", "awaitedUntil")
     values ($1::uuid, (${need}), $3, 0, sha256($1::text::bytea), $4, '2026-12-01')`,
    [question, at.needId, at.helpRequestId.split(":")[1], at.asks.actor.personId],
  );
  return {
    JointClaim: `JointClaim:${joint}`,
    JointClaimPart: `JointClaimPart:${part}`,
    SolvedQuestion: `SolvedQuestion:${question}`,
  };
}

/** The community's station with a room, closed one day. There is one, however often the story is told of the community. */
async function openOneStation(
  head: TestPerson,
  community: TestOrganization,
  one: (text: string, values: unknown[]) => Promise<string>,
): Promise<Things> {
  const [known] = await head.world.sql<{ id: string }>(`select id from "Station" where "communityId" = $1`, [
    community.id,
  ]);
  const stationId = known
    ? `Station:${known.id}`
    : await act(head, "openStation", {
        communityId: `Organization:${community.id}`,
        name: `Station of ${community.name}`,
        hours: [{ weekday: 1, opens: "08:30", closes: "17:30" }],
        rooms: [{ name: "Hall", kind: "LECTURE", seats: 40 }],
      });
  const day = "2026-10-01";
  if (!known) await act(head, "closeStation", { stationId, reason: "EVENT", startsOn: day, endsOn: day });
  const id = stationId.split(":")[1];
  return {
    Station: stationId,
    room: `Room:${await one(`select id from "Room" where "stationId" = $1`, [id])}`,
    closure: `StationClosure:${await one(`select id from "StationClosure" where "stationId" = $1`, [id])}`,
  };
}

/** A resident writes to a community, and leaves a phone. */
async function writeAppeal(city: TestCity, community: TestOrganization, text: string): Promise<string> {
  const { database, clock } = city.world;
  const [door] = await city.world.sql<{ publicCode: string }>(
    `select "publicCode" from "AppealDoor" where "receiverId" = $1`,
    [community.id],
  );
  const actor = { kind: "PUBLIC", cityId: city.id } as const;
  const { id } = await sendAppeal(
    { database, clock, actor, secretOf: TEST_SECRETS },
    { doorCode: door?.publicCode ?? "", text, idempotencyKey: newId() },
    { contact: { name: null, phone: "13800000001" }, photos: [] },
  );
  return `Appeal:${id}`;
}

/** The product's own circular template, handed in as a document of the city's. */
async function uploadTemplate(person: TestPerson): Promise<string> {
  const { world } = person;
  const ingested = await ingestFile({
    bytes: await defaultTemplate("zh"),
    fileName: "circular.docx",
    kind: "CIRCULAR_TEMPLATE",
    now: world.clock.now(),
  });
  if ("refusal" in ingested) throw new Error(ingested.refusal);
  world.files.set(ingested.record.storageKey, ingested.content);
  return `Evidence:${(await uploadEvidence(person.ctx, ingested.record)).id}`;
}

/** A picture that differs from every other by its seed, taken in and stored as an upload is. */
async function upload(world: World, person: TestPerson, seed: string): Promise<string> {
  const x = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 600, 7);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#135"/>
    <circle cx="${x}" cy="${(x * 7) % 480}" r="90" fill="#fff"/><text x="20" y="40" fill="#fff">${seed}</text></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer();
  const ingested = await ingestFile({
    bytes,
    fileName: "yard.jpg",
    kind: undefined,
    now: world.clock.now(),
  });
  if ("refusal" in ingested) throw new Error(ingested.refusal);
  const { record, content, thumbnail } = ingested;
  world.files.set(record.storageKey, content);
  if (thumbnail && record.thumbnailKey) world.files.set(record.thumbnailKey, thumbnail);
  const { id } = await uploadEvidence(person.ctx, record);
  return `Evidence:${id}`;
}
