// 共建佐证包核验程序。在解压后的文件夹中运行：node verify.mjs （Node 18 以上；不联网，不需要其他程序）
// Verifier of an evidence pack. In the unpacked folder: node verify.mjs (Node 18 or later; no network, nothing else).
import { createHash } from "node:crypto";
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const WORDS = {
  MANIFEST: ["清单与其校验值不符", "the manifest does not have the hash that stands beside it"],
  ADDED: ["清单中没有的文件", "is not in the manifest"],
  MISSING: ["文件缺失", "is missing"],
  BYTES: ["文件内容被改动", "its bytes are not those that were packed"],
  UNREADABLE: ["无法读取", "cannot be read"],
  ROWS: ["行数与清单不符", "does not hold as many rows as the manifest says"],
  DIFFER: ["与另一格式的同一项不一致", "differs from the same field in the other format"],
  GAP: ["序号不连续", "an entry is missing before it"],
  LINK: ["与上一条不相接", "does not follow the entry before it"],
  CONTENT: ["内容与摘要不符", "its content is not what was hashed"],
  ACT: ["操作人、操作或对象与摘要不符", "who did what to which things is not what was hashed"],
  END: ["链的末端与清单不符", "the chain does not end where the manifest says"],
  NO_FACT: ["缺少审计记录所述的事实", "the fact that an entry of the chain speaks of is missing"],
  SAID: ["与审计记录不符", "differs from what an entry of the chain says"],
  SUM: ["与合计不符", "is not the sum of its parts"],
  BALANCE: ["借贷不平", "does not balance"],
};
const folder = process.argv[2] ?? fileURLToPath(new URL(".", import.meta.url));
const at = (path) => join(folder, ...path.split("/"));
const read = (path) => (existsSync(at(path)) ? readFileSync(at(path)) : Buffer.alloc(0));
const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const problems = [];
const wrong = (place, code) => problems.push(`✗ ${place}\n    ${WORDS[code].join("\n    ")}`);
const refuse = () => {
  console.error(problems.slice(0, 60).join("\n"));
  process.exitCode = 1;
  throw new Error(`核验未通过：${problems.length} 处不符 / REFUSED: ${problems.length} not as written`);
};

// 1. The manifest, and every file that it lists: nothing changed, nothing missing, nothing added.
const manifestHash = sha256(read("manifest.json"));
if (read("manifest.sha256").toString() !== `${manifestHash}  manifest.json\n`)
  wrong("manifest.json, manifest.sha256", "MANIFEST");
let manifest = {};
try {
  manifest = JSON.parse(read("manifest.json").toString());
} catch {
  wrong("manifest.json", "UNREADABLE");
  refuse();
}
const { files = [], facts: counts = {}, chain = null, absent = [], scope = {} } = manifest;
const listed = new Map(files.map((file) => [file.path, file.sha256]));
const present = new Set();
for (const rest = [""]; rest.length > 0; ) {
  const inside = rest.pop();
  for (const name of readdirSync(at(inside))) {
    const path = inside === "" ? name : `${inside}/${name}`;
    const found = lstatSync(at(path));
    if (found.isDirectory()) rest.push(path);
    else if (found.isFile() && (listed.has(path) || /^manifest\.(json|sha256)$/.test(path)))
      present.add(path);
    else wrong(path, "ADDED");
  }
}
for (const [path, expected] of listed) {
  const hash = createHash("sha256");
  if (present.has(path)) for await (const piece of createReadStream(at(path))) hash.update(piece);
  if (!present.has(path)) wrong(path, "MISSING");
  else if (hash.digest("hex") !== expected) wrong(path, "BYTES");
}

// 2. The facts: one row in a line of the JSON, the same row in the CSV.
const facts = {};
const rowsOf = (name) => [...(facts[name]?.values() ?? [])];
for (const [name, count] of Object.entries(counts)) {
  const path = `facts/${name}`;
  facts[name] = new Map();
  for (const [n, line] of read(`${path}.json`).toString().split("\n").slice(1, -2).entries()) {
    try {
      const row = JSON.parse(line.replace(/,$/, ""));
      facts[name].set(row.id, row);
    } catch {
      wrong(`${path}.json:${n + 2}`, "UNREADABLE");
    }
  }
  if (facts[name].size !== count) wrong(`${path}.json`, "ROWS");
  const [heads = [], ...lines] = cellsOf(
    read(`${path}.csv`)
      .toString()
      .replace(/^\ufeff/, ""),
  );
  for (const [n, row] of rowsOf(name).entries()) {
    for (const [column, head] of heads.entries()) {
      const value = row[head] ?? "";
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      if (![text, `'${text}`].includes(lines[n]?.[column]))
        wrong(`${path} (.json, .csv):${n + 2}, ${head}`, "DIFFER");
    }
  }
}
function cellsOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  return rows;
}

// 3. The chain: every entry follows the one before it; own entries also show what was hashed.
const named = new Set();
const own = [];
let last = { seq: 0n, hash: sha256(chain?.name ?? "") };
for await (const line of createInterface({
  input: createReadStream(at("chain.jsonl")).on("error", refuse),
})) {
  const place = `chain.jsonl:${last.seq + 1n}`;
  try {
    const entry = JSON.parse(line);
    const seq = Buffer.alloc(8);
    seq.writeBigInt64BE(BigInt(entry.seq));
    if (entry.seq !== String(last.seq + 1n)) wrong(`${place}, seq`, "GAP");
    const hash = sha256(Buffer.from(last.hash, "hex"), seq, entry.at, Buffer.from(entry.digest, "hex"));
    if (hash !== entry.hash) wrong(`${place}, hash`, "LINK");
    last = { seq: last.seq + 1n, hash: entry.hash };
    if (entry.payload === undefined) continue;
    if (sha256(Buffer.from(entry.salt, "hex"), entry.payload) !== entry.digest)
      wrong(`${place}, payload`, "CONTENT");
    const said = JSON.parse(entry.payload);
    const { command, onBehalfOfId, organizationId, partnershipId, personId, subjectIds } = entry;
    const act = JSON.stringify({
      command,
      onBehalfOfId,
      organizationId,
      partnershipId,
      personId,
      subjectIds,
    });
    if (said.act !== undefined && said.act !== sha256(act)) wrong(`${place}, act`, "ACT");
    for (const id of subjectIds) named.add(id);
    own.push({ place, command, partnershipId, said });
  } catch {
    wrong(place, "UNREADABLE");
    last = { seq: last.seq + 1n, hash: last.hash };
  }
}
if (chain && (String(last.seq) !== chain.seq || last.hash !== chain.hash)) wrong("chain.jsonl, end", "END");

// 4. What own entries say and what the facts say; of a text (#) the chain holds the sha256.
const SAID = {
  "partnership.assign": ["partnerships", "partnershipId", "giverId receiverId kind startsOn"],
  "delivery.log": ["deliveries", "deliveryId", "giverId receiverId partnershipId kindId quantity occurredOn"],
  "delivery.accept": ["acceptances", "acceptanceId", "deliveryId quantity=accepted"],
  "delivery.dispute": ["disputes", "disputeId", "deliveryId quantity=disputed reason#"],
  "dispute.settle": ["disputes", "disputeId", "arrived notArrived writtenOff"],
  "pledge.make": ["pledges", "pledgeId", "pledgedOn purpose#"],
  "expense.record": ["expenses", "expenseId", "occurredOn total purpose# voucherNumber#"],
  "return.send": ["returns", "fundReturnId", "pledgeLineId amount sentOn reason#"],
};
for (const { place, command, partnershipId, said } of own) {
  const [table, key, columns = ""] = SAID[command] ?? [];
  const id = key === "partnershipId" ? partnershipId : said[key];
  if (!table || !id || !facts.partnerships?.has(partnershipId)) continue;
  const fact = facts[table]?.get(id);
  if (!fact) wrong(`facts/${table}.json, ${id} (${place})`, "NO_FACT");
  for (const [, column, text, as = column] of fact ? columns.matchAll(/(\w+)(#?)=?(\w+)?/g) : []) {
    const value = text ? sha256(fact[column] ?? "") : String(fact[column]);
    if (said[as] != null && String(said[as]) !== value)
      wrong(`facts/${table}.json, ${id}, ${column} (${place})`, "SAID");
  }
}

// 5. Sums that must hold, in whole minor units.
function sums(rows, key, column) {
  const all = new Map();
  for (const row of rows) all.set(key(row), (all.get(key(row)) ?? 0n) + BigInt(row[column]));
  return all;
}
function mustEqual(table, column, summed) {
  for (const row of rowsOf(table))
    if (BigInt(row[column]) !== (summed.get(row.id) ?? 0n))
      wrong(`facts/${table}.json, ${row.id}, ${column}`, "SUM");
}
try {
  const lineOf = ({ accountId }) => facts["ledger-accounts"].get(accountId)?.pledgeLineId;
  const journals = sums(
    rowsOf("postings"),
    (row) => `journal ${row.journalId}, line ${lineOf(row)}`,
    "amount",
  );
  for (const [place, sum] of journals) if (sum !== 0n) wrong(`facts/postings.json, ${place}`, "BALANCE");
  mustEqual(
    "ledger-accounts",
    "balance",
    sums(rowsOf("postings"), (row) => row.accountId, "amount"),
  );
  mustEqual(
    "deliveries",
    "acceptedQuantity",
    sums(rowsOf("acceptances"), (row) => row.deliveryId, "quantity"),
  );
  const standing = rowsOf("allocations").filter(
    (row) => facts.deliveries.get(row.deliveryId)?.state !== "WITHDRAWN",
  );
  mustEqual(
    "obligations",
    "claimed",
    sums(standing, (row) => row.obligationId, "claimed"),
  );
  mustEqual(
    "obligations",
    "accepted",
    sums(standing, (row) => row.obligationId, "accepted"),
  );
} catch {
  wrong("facts", "UNREADABLE");
}

if (problems.length > 0) refuse();
const silent = Object.entries(facts).map(([name, rows]) => [
  name,
  [...rows.keys()].filter((id) => !named.has(id)).length,
]);
const unnamed = silent.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
console.log(`核验通过 / VERIFIED: ${scope.title}, ${manifest.madeAt}

已证明：${files.length} 个文件与清单一致，没有多余或缺失；审计链 ${last.seq} 条首尾相接，其中 ${own.length} 条展示内容；
  事实与这些内容、金额合计、账户余额彼此一致。
不能证明：包外发生过什么；录入的内容是否真实；清单由谁制作。请把下面两个值与该市系统“审计”页面核对
  （操作 reading.pack 的记录，每日公布的链首）：一致，本包才是当时导出的那一份。
Proved: ${files.length} files are those of the manifest, none added, none missing; the ${last.seq} entries of the audit chain
  follow one another, ${own.length} of them show their content; facts, contents, sums and balances agree.
Not proved: what happened outside of the pack; whether what people entered is true; who made the manifest. Compare the
  two values below with the city's audit page (entry reading.pack, published heads): only then it is the pack that was taken.

manifest  ${manifestHash}
chain     ${last.seq} ${last.hash}
没有展示的审计记录点名的事实 / facts that no entry shown here names: ${unnamed.join(", ") || "0"}
只留校验值的文件 / files of which only the hash remains: ${absent.length}`);
