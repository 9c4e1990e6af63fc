import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import { countStatements, World } from "../../../test/world.ts";
import { codeOn, follows, photoWithPlace, type Quarter, quarter, sends } from "./appeals-fixture.ts";
import { escalateAppeals } from "./escalate-appeals.ts";
import { forgetContacts } from "./forget-contacts.ts";

const database = useTestDatabase();
let world: World;
let q: Quarter;
beforeAll(async () => {
  world = await World.open(database());
  q = await quarter(world, "Lakeside");
});
afterAll(() => world.close());

const SEEN = `query ($id: ID!) { node(id: $id) { ... on Appeal {
  id state text waitingSince answerDueOn answer draftAnswer contactState acts version
  photos { id kind fileName capturedAt url uploadedBy { id } } helpRequest { id state title evidence { id } } passedTo { id }
  mergedInto { id } merged { id text } entries { kind text organization { id } by { id } }
} } }`;

const see = async (person: { ask: Quarter["worker"]["ask"] }, id: string) => {
  const { data, errors } = await person.ask(SEEN, { id });
  expect(errors).toEqual([]);
  return data?.["node"] as Record<string, never> | null;
};

const LIST = `query ($states: [AppealState!]) { appeals(first: 50, filter: { states: $states }) { totalCount edges { node {
  id state text waitingSince answerDueOn receiver { id name } contactState acts } } } }`;

test("from the form to a request, to its end, and the resident is told", async () => {
  const photo = { fileName: "家门口.jpg", mediaType: "image/jpeg", bytes: await photoWithPlace() };
  const page = await q.visitor.send(
    world,
    q.path,
    { text: "3 号楼东边路灯坏了两盏\n晚上很黑" },
    { photos: [photo] },
  );
  expect(page.status).toBe(200);
  const code = codeOn(page);
  expect(page.text).toContain("2026年3月9日");
  const { data } = await q.worker.ask(LIST);
  const [{ node }] = (data as { appeals: { edges: [{ node: { id: string } }] } }).appeals.edges;
  const appeal = await see(q.worker, node.id);
  expect(appeal).toMatchObject({
    state: "RECEIVED",
    answerDueOn: "2026-03-09",
    contactState: "NONE",
    acts: ["draft", "answer", "request", "passUp", "merge", "refuse"],
    photos: [{ kind: "RESIDENT_PHOTO", fileName: "photo-1", capturedAt: null, uploadedBy: null }],
  });
  const kept = [...world.files.values()];
  expect(kept).toHaveLength(2);
  for (const bytes of kept) {
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(Buffer.from(bytes).includes("PHONEMAKER")).toBe(false);
  }

  expect(
    await q.grid.act("turnAppealIntoRequest", { appealId: node.id, title: "x", body: "", urgency: "NORMAL" }),
  ).toMatchObject({ code: "NOT_ALLOWED" });
  const turned = await q.worker.act(
    "turnAppealIntoRequest",
    { appealId: node.id, title: "两盏路灯", body: "3 号楼东边", urgency: "NORMAL" },
    "... on Appeal { state waitingSince helpRequest { id version appeal { id } evidence { id } } }",
  );
  expect(turned).toMatchObject({
    state: "IN_HAND",
    waitingSince: expect.any(String),
    helpRequest: { appeal: { id: node.id }, evidence: [{ id: expect.stringMatching(/^Evidence:/) }] },
  });
  const { id: requestId } = turned["helpRequest"] as { id: string };
  expect((await follows(q, code)).text).toContain("已受理");

  const request = (needs: object[]) => ({
    helpRequestId: requestId,
    title: "两盏路灯",
    body: "",
    urgency: "NORMAL",
    needs,
  });
  const need = { kindId: `Kind:${q.city.kinds.GOODS}`, quantity: "2000", good: "lamp", description: "" };
  expect(await q.worker.act("changeHelpRequest", request([need]))).toHaveProperty("id");
  expect(await q.worker.act("openHelpRequest", { helpRequestId: requestId })).toHaveProperty("id");
  expect(await see(q.worker, node.id)).toMatchObject({ state: "IN_HAND", waitingSince: null });
  // The unit sees the request and its photo, and nothing of where it came from.
  const seen = await q.unit.ask(
    `query ($id: ID!) { node(id: $id) { ... on HelpRequest { title appeal { id } evidence { url } } } }`,
    { id: requestId },
  );
  expect(seen.data?.["node"]).toMatchObject({
    title: "两盏路灯",
    appeal: null,
    evidence: [{ url: expect.any(String) }],
  });
  expect(await see(q.unit, node.id)).toBeNull();

  const ended = await q.worker.act("closeHelpRequest", {
    helpRequestId: requestId,
    solved: false,
    note: "没有单位认领",
  });
  expect(ended).toHaveProperty("id");
  expect(await see(q.worker, node.id)).toMatchObject({ state: "RECEIVED", waitingSince: expect.any(String) });
  const answered = await q.worker.act(
    "answerAppeal",
    { appealId: node.id, text: "供电所 3 月 20 日换灯。", solvable: true },
    "... on Appeal { state answer }",
  );
  expect(answered).toMatchObject({ state: "ANSWERED", answer: "供电所 3 月 20 日换灯。" });
  const told = await follows(q, code);
  expect(told.text).toContain("供电所 3 月 20 日换灯。");
  expect(told.text).toContain("告诉Lakeside Community还没解决");
  expect((await follows(q, code, { act: "notSolved", text: "还是不亮" })).text).toContain("正在处理");
  expect(await see(q.worker, node.id)).toMatchObject({
    state: "RECEIVED",
    entries: [
      { kind: "RECEIVED", by: null },
      { kind: "IN_HAND", by: { id: `Person:${q.worker.actor.personId}` } },
      { kind: "REQUEST_OPENED" },
      { kind: "REQUEST_UNSOLVED" },
      { kind: "ANSWERED" },
      { kind: "NOT_SOLVED", text: "还是不亮", by: null },
    ],
  });
  expect((await follows(q, "AAAA-BBBB-CCCC")).status).toBe(404);
});

const NAME = "欧阳不留痕";
const PHONE = "13987650123";
const REVEAL = `mutation ($id: ID!, $key: String!) { revealAppealContact(input: { appealId: $id, idempotencyKey: $key }) {
  __typename ... on RevealedContact { name phone } ... on Failure { code } } }`;

test("a contact is known to the desk of the community alone, each reading is recorded, and it is deleted on its day", async () => {
  const { id, code } = await sends(q, "楼道堆满了纸箱", { name: NAME, phone: PHONE, consent: "yes" });
  const reveal = async (person: Quarter["worker"], key = "one") =>
    (await person.ask(REVEAL, { id, key })).data?.["revealAppealContact"];
  expect(await reveal(q.worker)).toEqual({ __typename: "RevealedContact", name: NAME, phone: PHONE });
  await reveal(q.worker);
  await reveal(q.manager, "two");
  const readings = await world.sql<{ n: number }>(
    `select count(*)::int as n from "AuditEntry" where command = 'reading.person' and "subjectIds" @> array[$1::uuid]`,
    [id.slice("Appeal:".length)],
  );
  expect(readings).toEqual([{ n: 2 }]);
  expect(await reveal(q.grid, "three")).toMatchObject({ code: "NOT_ALLOWED" });

  // Passed up: the office reads the words, and neither sees nor reaches the contact.
  const passed = await q.worker.act("passAppealUp", {
    appealId: id,
    officeId: `Organization:${q.streetOffice.id}`,
    reason: "要街道清运",
  });
  expect(passed).toHaveProperty("id");
  const other = await quarter(world, "Elsewhere");
  for (const office of [q.street, q.auditor]) {
    const seen = await see(office, id);
    expect(seen).toMatchObject({
      state: "PASSED_UP",
      text: "楼道堆满了纸箱",
      contactState: null,
      draftAnswer: null,
    });
    expect(await reveal(office, `${office.actor.personId}`)).toMatchObject({ __typename: "Forbidden" });
  }
  expect((await see(q.street, id))?.["acts"]).toEqual(["answerAbove", "sendBack"]);
  expect((await see(q.auditor, id))?.["acts"]).toEqual([]);
  for (const stranger of [q.unit, other.worker, other.street, other.auditor]) {
    expect(await see(stranger, id)).toBeNull();
    expect(await reveal(stranger, "x")).toMatchObject({ __typename: "NotFound" });
  }
  expect(await q.worker.act("answerAppeal", { appealId: id, text: "马上", solvable: true })).toMatchObject({
    __typename: "InvalidTransition",
  });
  expect(await q.street.act("sendAppealBack", { appealId: id, reason: "社区可先劝导" })).toHaveProperty("id");
  expect((await follows(q, code)).text).not.toContain("劝导");

  // Whatever is stored or shown, the name and the phone are in none of it; nor in what is answered to the resident.
  for (const text of [NAME, PHONE]) {
    expect(await tablesHolding(text)).toEqual([]);
    expect((await follows(q, code)).text).not.toContain(text);
  }
  expect(await forgetContacts(q.worker.ctx, q.city.id)).toBe(0);
  world.clock.passDays(180);
  expect(await forgetContacts(q.worker.ctx, q.city.id)).toBe(1);
  expect(await forgetContacts(q.worker.ctx, q.city.id)).toBe(0);
  expect(await see(q.worker, id)).toMatchObject({ contactState: "DELETED" });
  expect(await reveal(q.worker, "late")).toMatchObject({ __typename: "NotFound" });
  await expect(world.sql(`update "AppealContact" set sealed = 'x', "deletedAt" = null`)).rejects.toThrow(
    "only ever emptied",
  );
});

/** Every table with the rows that hold a text anywhere in them, as text or as bytes. */
async function tablesHolding(text: string): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const [found] = await world.sql<{ n: number }>(
      `select count(*)::int as n from ${name} t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'utf8'), 'hex') in t::text) > 0`,
      [text],
    );
    if (found && found.n > 0) holding.push(name);
  }
  return holding;
}

test("the office answers, duplicates are merged, spam is put aside and counted, and nothing is lost on the way", async () => {
  const first = await sends(q, "井盖松动,车过响");
  const same = await sends(q, "井盖松动 车过响!");
  expect(await see(q.worker, same.id)).toMatchObject({ state: "MERGED", mergedInto: { id: first.id } });
  const alike = await sends(q, "北门井盖响");
  expect(await q.worker.act("mergeAppeal", { appealId: first.id, intoId: alike.id })).toHaveProperty("id");
  expect(await see(q.worker, same.id)).toMatchObject({ mergedInto: { id: alike.id } });
  expect(await q.worker.act("mergeAppeal", { appealId: alike.id, intoId: first.id })).toMatchObject({
    problems: [{ path: ["intoId"], code: "MERGE_TARGET" }],
  });
  const elsewhere = await city2Office();
  expect(
    await q.worker.act("passAppealUp", { appealId: alike.id, officeId: elsewhere, reason: "x" }),
  ).toMatchObject({ problems: [{ path: ["officeId"], code: "OFFICE_NOT_ABOVE" }] });
  const up = { appealId: alike.id, officeId: `Organization:${q.streetOffice.id}`, reason: "属市政" };
  expect(await q.manager.act("passAppealUp", up)).toHaveProperty("id");
  // Two answer at once: one does.
  const answers = await Promise.all(
    ["已派人", "已安排"].map((text) =>
      q.street.act("answerAppeal", { appealId: alike.id, text, solvable: true }),
    ),
  );
  expect(answers.map(({ __typename }) => __typename).sort()).toEqual(["Appeal", "InvalidTransition"]);
  for (const { code } of [first, same, alike]) expect((await follows(q, code)).text).toMatch(/已派人|已安排/);
  // Who was merged says that it is not solved: the one that stands for it is taken up again, and the words stay with who wrote them.
  await follows(q, same.code, { act: "notSolved", text: "昨晚还响" });
  expect(await see(q.worker, alike.id)).toMatchObject({ state: "RECEIVED" });
  expect((await follows(q, first.code)).text).not.toContain("昨晚还响");

  const spam = await sends(q, "低价贷款 加我微信");
  expect(await q.worker.act("refuseAppeal", { appealId: spam.id })).toHaveProperty("id");
  const listed = (await q.worker.ask(LIST)).data?.["appeals"] as { edges: { node: { id: string } }[] };
  expect(listed.edges.map(({ node }) => node.id)).not.toContain(spam.id);
  const summary = await q.street.ask(
    "{ appealSummary { states { state count } communities { receiver { id } refused total } } }",
  );
  expect(summary.data?.["appealSummary"]).toMatchObject({
    states: expect.arrayContaining([{ state: "REFUSED", count: 1 }]),
    communities: [{ receiver: { id: `Organization:${q.community.id}` }, refused: 1 }],
  });
  expect(await see(q.street, spam.id)).toBeNull();
  const refused = await follows(q, spam.code);
  expect(refused.text).toContain("没有受理");
  expect((await follows(q, spam.code, { act: "add", text: "再来" })).status).toBe(422);
  expect(await q.worker.act("restoreAppeal", { appealId: spam.id })).toHaveProperty("id");
});

const city2Office = async () => `Organization:${(await q.city.office(await q.city.otherDistrict())).id}`;

test("a grid member drafts, the desk sends; who does not answer in time is reminded, then the office is told", async () => {
  const { id } = await sends(q, "健身器材螺丝松了");
  expect(await q.grid.act("draftAppealAnswer", { appealId: id, text: "已报修" })).toHaveProperty("id");
  expect(await see(q.worker, id)).toMatchObject({ draftAnswer: "已报修" });
  expect(await q.grid.act("answerAppeal", { appealId: id, text: "已报修", solvable: true })).toMatchObject({
    code: "NOT_ALLOWED",
  });
  expect(await q.auditor.act("answerAppeal", { appealId: id, text: "x", solvable: true })).toMatchObject({
    __typename: "NotFound",
  });
  const told = async () =>
    (
      await world.sql<{ n: number }>(
        `select count(*)::int as n from "AppealEntry" where "appealId" = $1 and kind = 'LATE'`,
        [id.slice("Appeal:".length)],
      )
    )[0]?.n;
  await escalateAppeals(q.worker.ctx, q.city.id);
  expect(await told()).toBe(0);
  world.clock.passDays(8);
  await escalateAppeals(q.worker.ctx, q.city.id);
  await escalateAppeals(q.worker.ctx, q.city.id);
  expect(await told()).toBe(1);
  world.clock.passDays(8);
  for (let day = 0; day < 3; day += 1) await escalateAppeals(q.worker.ctx, q.city.id);
  expect(await told()).toBe(2);
  // The office is told whose resident waits, and no more.
  const events = await world.sql<{ event: string; subject: string }>(
    `select distinct event, payload ->> 'subject' as subject from "OutboxEvent" where event like 'appeal.late%'`,
  );
  expect(events).toContainEqual({ event: "appeal.late", subject: id });
  expect(events).toContainEqual({ event: "appeal.late-office", subject: q.doorId });
  const late = await q.worker.ask("{ appeals(first: 50, filter: { late: true }) { totalCount } }");
  expect((late.data as { appeals: { totalCount: number } }).appeals.totalCount).toBeGreaterThan(0);
  const statements = (first: number) =>
    countStatements(world, () => q.worker.ask(LIST.replace("50", String(first))));
  expect((await statements(50)).length).toBe((await statements(1)).length);
  // The rows, and how many there are.
  expect((await statements(50)).length).toBeLessThanOrEqual(3);
  expect((await countStatements(world, () => q.worker.ask(SEEN, { id }))).length).toBeLessThanOrEqual(8);
});

test("the form: sent twice makes one, mistakes lose nothing, hostile input is taken calmly, a closed form says so", async () => {
  const before = await count();
  const token = q.visitor.tokenIn(await q.visitor.open(q.path));
  const [once, twice] = await Promise.all(
    [1, 2].map(() => q.visitor.send(world, q.path, { text: "电梯异响,已三天" }, { token })),
  );
  expect(codeOn(once as never)).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  expect(codeOn(twice as never)).toBe(codeOn(once as never));
  expect(await count()).toBe(before + 1);

  const script = `<script>alert("1")</script> & "垃圾"没人收`;
  const wrong = await q.visitor.send(world, q.path, { text: script, phone: "abc" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("&lt;script&gt;");
  expect(wrong.text).not.toContain("<script");
  const { code } = await sends(q, script);
  expect((await follows(q, code)).text).not.toContain("<script");

  expect((await q.visitor.send(world, q.path, { text: "长".repeat(400_000) })).status).toBe(413);
  const send = (bytes: Uint8Array, mediaType = "image/jpeg") =>
    q.visitor.send(
      world,
      q.path,
      { text: `照片 ${bytes.length}` },
      { photos: [{ fileName: "a.jpg", mediaType, bytes }] },
    );
  const notAPhoto = await send(Buffer.from("<svg onload='x()'/>"), "image/svg+xml");
  expect(notAPhoto.status).toBe(422);
  expect(notAPhoto.text).toContain("第 1 张照片打不开");
  expect(notAPhoto.text).toContain("照片 19");
  expect((await send(Buffer.alloc(8 * 1024 * 1024 + 1))).status).toBe(413);
  const huge = await sharp({ create: { width: 8_000, height: 8_100, channels: 3, background: "#123456" } })
    .jpeg()
    .toBuffer();
  expect((await send(huge)).text).toContain("第 1 张照片太大");
  expect(await count()).toBe(before + 2);

  const closed = { receiverId: `Organization:${q.community.id}`, open: false, notice: "系统维护,请到服务台" };
  expect(await q.grid.act("setAppealDoor", closed)).toMatchObject({ code: "NOT_ALLOWED" });
  expect(await q.worker.act("setAppealDoor", closed)).toMatchObject({ id: q.doorId });
  const late = await q.visitor.send(world, q.path, { text: "还想说一句话" }, { token });
  expect(late.text).toContain("系统维护,请到服务台");
  expect(await q.worker.act("setAppealDoor", { ...closed, open: true })).toHaveProperty("id");
  expect((await q.visitor.open(`${q.path}/poster`)).text).toContain("<svg");
  expect((await q.visitor.open("appeals/ABCDEFGH")).status).toBe(404);
});

const count = async () =>
  (
    await world.sql<{ n: number }>(`select count(*)::int as n from "Appeal" where "cityId" = $1`, [q.city.id])
  )[0]?.n ?? 0;

test("one address may send thirty times an hour, a whole building behind it included, and no more", async () => {
  const crowd = await PublicVisitor.of(world, { address: "198.51.100.9" });
  const statuses: number[] = [];
  // The form alone is counted, whatever it says: mistakes are cheap for a person and for a machine.
  for (let n = 0; n < 31; n += 1) statuses.push((await crowd.send(world, q.path, { text: "" })).status);
  expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(422));
  expect(statuses[30]).toBe(429);
  const neighbour = await PublicVisitor.of(world, { address: "198.51.100.10" });
  expect((await neighbour.send(world, q.path, { text: "" })).status).toBe(422);
});
