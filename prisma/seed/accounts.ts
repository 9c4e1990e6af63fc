import { addDays, endOfDay } from "../../server/src/kernel/clock.ts";
import { createAuthService } from "../../server/src/modules/identity/accounts.ts";
import { auditSignIn } from "../../server/src/modules/identity/audit-sign-in.ts";
import { databaseLockout } from "../../server/src/modules/identity/lockout.ts";
import type { Stage } from "./stage.ts";

/** One account as the sign-in page offers it. */
export type DemoAccount = {
  username: string;
  password: string;
  role: string;
  organization: string;
  person: string;
};

/** Of every demo account. It opens nothing but an invented city, and the sign-in page tells it to anybody. */
const PASSWORD = "gongjian-demo";

/** Gives the people of the story their accounts; nobody else in the city has one. */
export async function createDemoAccounts(stage: Stage, secret: string): Promise<DemoAccount[]> {
  const { plan, database } = stage;
  const clock = { now: () => endOfDay(addDays(plan.anchor, -1)) };
  const auth = createAuthService({
    prisma: database.prisma,
    lockout: databaseLockout(database.pool),
    secret,
    baseUrl: undefined,
    now: clock.now,
    onAuthEvent: (event) => auditSignIn({ database, clock }, event),
    signInsPerMinute: 60,
    log: { error: (message, cause) => console.error(message, cause) },
  });
  return Promise.all(
    plan.logins.map(async ({ role, person, username }): Promise<DemoAccount> => {
      const planned = plan.people.find(({ key }) => key === person);
      const organization = plan.organizations.find(({ key }) => key === planned?.organization);
      if (!planned || !organization) throw new Error(`no person ${person}`);
      await auth.createAccount({
        personId: stage.id(person),
        username,
        password: PASSWORD,
        mustChangePassword: false,
      });
      return { username, password: PASSWORD, role, organization: organization.name, person: planned.name };
    }),
  );
}
