import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { FILE_KINDS } from "./file-kinds.ts";
import { visibleTo } from "./policy.ts";

const Kind = builder.enumType("FileKind", {
  description: "What a file is for; sizes, types and rights stand with each kind.",
  values: Object.keys(FILE_KINDS) as (keyof typeof FILE_KINDS)[],
});

builder.prismaNode("Evidence", {
  nullable: true,
  description: "A file that supports a fact. Its bytes never change.",
  id: { field: "id", description: "`Evidence:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    kind: t.field({
      type: Kind,
      description: "What it is for.",
      select: { fileKind: true },
      resolve: ({ fileKind }) => fileKind as keyof typeof FILE_KINDS,
    }),
    fileName: t.exposeString("fileName", {
      description: "The name it had on the uploader's device, cleaned.",
    }),
    mediaType: t.exposeString("mediaType", { description: "Its type by its bytes." }),
    bytes: t.exposeInt("bytes", { description: "Size of the stored file." }),
    width: t.exposeInt("width", { nullable: true, description: "Width of a picture in pixels." }),
    height: t.exposeInt("height", { nullable: true, description: "Height of a picture in pixels." }),
    capturedAt: t.expose("capturedAt", {
      type: "DateTime",
      nullable: true,
      description: "When a picture was taken, by its own metadata; not proven.",
    }),
    sha256: t.exposeString("sha256", { description: "sha256 of the stored bytes, hex." }),
    url: t.string({
      nullable: true,
      description: "Where it opens, for whoever may see it; null once erased.",
      select: { id: true, erasedAt: true },
      resolve: ({ id, erasedAt }) => (erasedAt ? null : `/files/${id}`),
    }),
    thumbnailUrl: t.string({
      nullable: true,
      description: "Where a small picture of it opens; null for what is not a picture.",
      select: { id: true, erasedAt: true, thumbnailKey: true },
      resolve: ({ id, erasedAt, thumbnailKey }) =>
        erasedAt || !thumbnailKey ? null : `/files/${id}/thumbnail`,
    }),
    uploadedBy: t.relation("by", {
      nullable: true,
      description: "Who uploaded it; null for a resident, who has no account.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was uploaded." }),
    reused: t.boolean({
      description: "Whether the same file, or nearly the same picture, was handed in before in this city.",
      select: { reusedFromId: true },
      resolve: ({ reusedFromId }) => reusedFromId !== null,
    }),
  }),
});
