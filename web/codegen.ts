/** Writes src/gql/ (typed documents, masked fragments) from server/schema.graphql and every document in src/. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildSchema, type GraphQLSchema, Kind, parse, validate } from "graphql";
import { collectDocuments, fragmentsOf, neededFragments, type TaggedDocument } from "./graphql-documents.ts";

const here = import.meta.dirname;
const schemaFile = path.join(here, "../server/schema.graphql");
const output = path.join(here, "src/gql/");

/** Splits documents into valid ones and sentences about the others, so that one bad page spares the rest. */
function partition(schema: GraphQLSchema, documents: TaggedDocument[]) {
  const errors: string[] = [];
  let valid = documents;
  for (let before = -1; before !== valid.length; ) {
    before = valid.length;
    const fragments = fragmentsOf(valid);
    valid = valid.filter(({ file, document }) => {
      const definitions = [...document.definitions, ...neededFragments(document, fragments)];
      // A fragment alone is used by a document elsewhere: that rule alone does not apply.
      const problems = validate(schema, { kind: Kind.DOCUMENT, definitions }).filter(
        ({ message }) => !/^Fragment ".*" is never used\.$/.test(message),
      );
      for (const { message } of problems) errors.push(`${path.relative(here, file)}: ${message}`);
      return problems.length === 0;
    });
  }
  return { valid, errors };
}

const schemaText = readFileSync(schemaFile, "utf8");
const schemaAst = buildSchema(schemaText);
const collected = collectDocuments(path.join(here, "src"));
const { valid, errors } = partition(schemaAst, collected.found);
const names = new Map<string, string>();
for (const { file, document } of valid)
  for (const definition of document.definitions) {
    const name = "name" in definition ? definition.name?.value : undefined;
    if (!name) errors.push(`${file}: an operation has no name`);
    else if (names.has(name)) errors.push(`${file}: the name ${name} is taken by ${names.get(name)}`);
    else names.set(name, file);
  }

const sections = await preset.buildGeneratesSection({
  baseOutputDir: output,
  schema: parse(schemaText),
  schemaAst,
  documents: valid.map(({ file, text, document }, at) => ({
    location: `${file}#${at}`,
    rawSDL: text,
    document,
  })),
  plugins: [],
  pluginMap: {},
  presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
  config: {
    scalars: { BigInt: "string", LocalDate: "string", DateTime: "string", JSON: "unknown" },
    defaultScalarType: "unknown",
    enumType: "string-literal",
    useTypeImports: true,
    importExtension: ".ts",
  },
});
mkdirSync(output, { recursive: true });
for (const section of sections)
  writeFileSync(section.filename, await codegen({ ...section, cache: undefined }));

const all = [...collected.errors, ...errors];
for (const line of all) console.error(line);
console.log(`gql: ${valid.length} documents, ${all.length} errors`);
if (all.length > 0) process.exitCode = 1;
