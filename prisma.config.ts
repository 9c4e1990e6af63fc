// Read by the Prisma command line. It only generates here: migrations are applied by prisma/migrate.ts.
export default {
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
};
