import type { OutputRef } from "@pothos/core";
import { personName } from "../modules/organizations/model.ts";
import { builder } from "./builder.ts";
import { nodeId } from "./node-id.ts";

/** Light types that stand beside facts on many pages: a person, a kind, an organization, a file, as hand-written SQL gives them. */

export type PersonRow = { id: string; name: string; erased: boolean };

export type KindRow = {
  id: string;
  code: string;
  nameZh: string;
  nameEn: string;
  measure: "MONEY" | "GOODS" | "MINUTES" | "COUNT" | "DONE";
  unitZh: string;
  unitEn: string;
};

export type OrganizationRow = {
  id: string;
  kind: "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM";
  name: string;
  shortName: string | null;
  address: string | null;
  phone: string | null;
  divisionName: string | null;
  divisionPath: string;
};

export type EvidenceRow = {
  id: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  capturedAt: string | null;
  sha256: string;
  hasThumbnail: boolean;
  erased: boolean;
};

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
