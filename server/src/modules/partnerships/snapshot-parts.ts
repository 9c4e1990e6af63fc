import type { OutputRef } from "@pothos/core";
import { builder } from "../../graphql/builder.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { personName } from "../organizations/model.ts";
import type { EvidenceRow, KindRow, OrganizationRow, PersonRow } from "./snapshot-rows.ts";
import type { Seal, Seals } from "./timeline.ts";

/** An enum that its own module declares, by its name in the API. Values are the database's own words. */
export function enumNamed<Values extends string>(name: string): OutputRef<Values> {
  return name as unknown as OutputRef<Values>;
}

/** An instant that a snapshot row holds as text. */
export function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

export const PersonLabel = builder.objectRef<PersonRow>("PersonLabel").implement({
  description: "A person as shown beside a fact.",
  fields: (t) => ({
    id: t.id({ description: "`Person:<uuid>`.", resolve: (row) => nodeId("Person", row.id) }),
    name: t.string({
      description: "The name, or a code when the person was erased.",
      resolve: (row) => personName({ ...row, erasedAt: row.erased ? new Date(0) : null }),
    }),
  }),
});

export const KindLabel = builder.objectRef<KindRow>("KindLabel").implement({
  description: "A kind of support with what a client needs to write a quantity of it.",
  fields: (t) => ({
    id: t.id({ description: "`Kind:<uuid>`.", resolve: (row) => nodeId("Kind", row.id) }),
    code: t.exposeString("code", { description: "Stable key, e.g. FUNDS." }),
    nameZh: t.exposeString("nameZh", { description: "Its name in Chinese." }),
    nameEn: t.exposeString("nameEn", { description: "Its name in English." }),
    measure: t.field({
      type: enumNamed<KindRow["measure"]>("Measure"),
      description: "What its quantities count.",
      resolve: (row) => row.measure,
    }),
    unitZh: t.exposeString("unitZh", {
      description: "Counting word in Chinese; empty unless it counts occasions.",
    }),
    unitEn: t.exposeString("unitEn", { description: "Counting word in English." }),
  }),
});

export const OrganizationLabel = builder.objectRef<OrganizationRow>("OrganizationLabel").implement({
  description: "An organization as it was known at the instant of a snapshot.",
  fields: (t) => ({
    id: t.id({ description: "`Organization:<uuid>`.", resolve: (row) => nodeId("Organization", row.id) }),
    kind: t.field({
      type: enumNamed<OrganizationRow["kind"]>("OrganizationKind"),
      description: "What it is.",
      resolve: (row) => row.kind,
    }),
    name: t.exposeString("name", { description: "Its full name." }),
    shortName: t.exposeString("shortName", { nullable: true, description: "The name people use." }),
    address: t.exposeString("address", { nullable: true, description: "Where it is." }),
    phone: t.exposeString("phone", { nullable: true, description: "Its office phone." }),
    divisionName: t.exposeString("divisionName", {
      nullable: true,
      description: "Name of the division it sits at.",
    }),
  }),
});

export const EvidenceLabel = builder.objectRef<EvidenceRow>("EvidenceLabel").implement({
  description: "A file behind a fact.",
  fields: (t) => ({
    id: t.id({ description: "`Evidence:<uuid>`.", resolve: (row) => nodeId("Evidence", row.id) }),
    fileName: t.exposeString("fileName", { description: "Name of the file as it was sent." }),
    mediaType: t.exposeString("mediaType", { description: "By its bytes, not by its name." }),
    bytes: t.exposeInt("bytes", { description: "Size of the stored file." }),
    capturedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the picture was taken.",
      resolve: (row) => instant(row.capturedAt),
    }),
    sha256: t.exposeString("sha256", { description: "Hash of the stored bytes, hex." }),
    url: t.string({
      nullable: true,
      description: "Where to open it; null after erasure.",
      resolve: (row) => (row.erased ? null : `/files/${row.id}`),
    }),
    thumbnailUrl: t.string({
      nullable: true,
      description: "A small picture of it, where it is one.",
      resolve: (row) => (row.hasThumbnail && !row.erased ? `/files/${row.id}/thumbnail` : null),
    }),
  }),
});

const SealType = builder.objectRef<Seal>("Seal").implement({
  description: "One side's attestation of a fact.",
  fields: (t) => ({
    by: t.field({ type: PersonLabel, description: "Who attested.", resolve: (seal) => seal.by }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
  }),
});

export const SealsType = builder.objectRef<Seals>("Seals").implement({
  description: "Who gave and who attested; null where a seal is still missing.",
  fields: (t) => ({
    giver: t.field({
      type: SealType,
      nullable: true,
      description: "The giver's seal.",
      resolve: (seals) => seals.giver,
    }),
    receiver: t.field({
      type: SealType,
      nullable: true,
      description: "The receiver's seal, or an office's settlement.",
      resolve: (seals) => seals.receiver,
    }),
    onBehalf: t.exposeBoolean("onBehalf", {
      description: "Entered by an office on the giver's behalf: marked for ever.",
    }),
  }),
});
