import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type { DiffTarget, SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { readSchemaFiles, schemaDirectory } from "./schema-files.ts";

/** What a difference starts from: nothing at all, or the database behind an address. */
export type DiffSource = { tag: "empty" } | { tag: "database"; url: string };

function refuse(): Promise<never> {
  return Promise.reject(new Error("There is no database behind this comparison."));
}

// An engine insists on a connection even when it compares with nothing, and asks which server it has. This one
// answers that and refuses everything else.
async function answerVersion(query: SqlQuery): Promise<SqlResultSet> {
  if (!query.sql.includes("server_version_num")) return refuse();
  return {
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, "PostgreSQL 15.0", 150000]],
  };
}
const emptyConnection: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "empty",
  queryRaw: answerVersion,
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: () => Promise.resolve(),
};
function factoryOf(connect: () => Promise<SqlDriverAdapter>): SqlMigrationAwareDriverAdapterFactory {
  return { provider: "postgres", adapterName: "gongjian", connect, connectToShadowDb: refuse };
}

// PostgreSQL's internal type "char", which the catalogues are full of. The adapter refuses it: it is shown text.
const charType = 18;
const textType = 25;

async function connectToCatalogue(url: string): Promise<SqlDriverAdapter> {
  const connection = await new PrismaPg({ connectionString: url }, { schema: "public" }).connect();
  const inner = connection as unknown as { performIO(query: SqlQuery): Promise<pg.QueryArrayResult> };
  const perform = inner.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const charColumns = new WeakMap<SqlQuery, number[]>();
  inner.performIO = async (query) => {
    const result = await perform(query);
    const columns = result.fields.flatMap((field, index) => (field.dataTypeID === charType ? [index] : []));
    charColumns.set(query, columns);
    for (const field of result.fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return connection;
}

// Node has this global, its types do not.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

// Loaded by hand, because importing a .wasm file is still an experiment in Node and would print a warning.
async function loadEngine(): Promise<typeof SchemaEngine> {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmUrl = new URL("./schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm"));
  const { instance } = await WebAssembly.instantiate(await readFile(fileURLToPath(wasmUrl)), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return glue.SchemaEngine;
}

let engineClass: Promise<typeof SchemaEngine> | undefined;

/**
 * The SQL that turns `source` into what the Prisma schema says. Nothing is executed.
 *
 * @remarks What the schema language cannot say (triggers, exclusion constraints, functions, roles) is not
 * part of it: those stand in the migrations alone.
 * @returns SQL text; a comment alone when there is no difference.
 * @throws when the schema is invalid or the database cannot be reached.
 */
export async function diffToSchema(source: DiffSource, directory: string = schemaDirectory): Promise<string> {
  const files = readSchemaFiles(directory);
  const connect = () =>
    source.tag === "database" ? connectToCatalogue(source.url) : Promise.resolve(emptyConnection);
  const adapter = bindMigrationAwareSqlAdapterFactory(factoryOf(connect));
  // Once for each process: the glue code remembers the memory of its instance.
  engineClass ??= loadEngine();
  const Engine = await engineClass;
  const datamodels = files.map((file): [string, string] => [file.path, file.content]);
  const engine = await Engine.new({ datamodels }, () => undefined, adapter);
  const from: DiffTarget =
    source.tag === "empty" ? { tag: "empty" } : { tag: "schemaDatasource", files, configDir: directory };
  try {
    const result = await engine.diff({
      from,
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    return result.stdout ?? "";
  } finally {
    engine.free();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      "from-empty": { type: "boolean" },
      "from-url": { type: "string" },
      schema: { type: "string", default: schemaDirectory },
    },
  });
  const url = values["from-url"];
  if (!values["from-empty"] && !url) {
    console.error("Usage: node prisma/diff.ts --from-empty | --from-url postgresql://…   [--schema FOLDER]");
    process.exit(2);
  }
  const source: DiffSource = url ? { tag: "database", url } : { tag: "empty" };
  try {
    process.stdout.write(await diffToSchema(source, values.schema));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
