import "./scalars.ts";
import "./failures.ts";
import "../modules/audit/schema.ts";
import "../modules/board/schema.ts";
import "../modules/board/schema-acts.ts";
import "../modules/cities/schema-kinds.ts";
import "../modules/cities/schema.ts";
import "../modules/deliveries/schema.ts";
import "../modules/divisions/schema-change.ts";
import "../modules/divisions/schema.ts";
import "../modules/evidence/schema.ts";
import "../modules/funding/schema.ts";
import "../modules/help-requests/schema.ts";
import "../modules/home/schema.ts";
import "../modules/identity/schema.ts";
import "../modules/notifications/schema.ts";
import "../modules/obligations/schema.ts";
import "../modules/organizations/schema-people.ts";
import "../modules/organizations/schema.ts";
import "../modules/partnerships/schema.ts";
import "../modules/partnerships/schema-snapshot.ts";
import "../modules/partnerships/schema-agreement.ts";
import "../modules/partnerships/schema-bulk.ts";
import "../modules/partnerships/schema-commands.ts";
import "../modules/workbook/schema.ts";
import { builder } from "./builder.ts";

/** The whole API: every module's part, in one executable schema. */
export const schema = builder.toSchema();
