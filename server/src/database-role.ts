/** What the check asks; `pg.Pool` fits. */
interface RoleDatabase {
  query(text: string): Promise<{ rows: Record<string, unknown>[] }>;
}

const ROLE = `
  select current_user as role,
    (select rolsuper from pg_roles where rolname = current_user) as superuser,
    (select rolcreaterole or rolbypassrls or rolreplication from pg_roles where rolname = current_user) as powerful,
    exists (
      select from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and pg_has_role(current_user, c.relowner, 'member')
    ) as owner`;

/**
 * Why the server may not run as the role it is connected as, in one sentence; undefined when it may.
 * An owner could switch off the triggers that keep history and ledger unchanged.
 */
export async function findRoleProblem(database: RoleDatabase): Promise<string | undefined> {
  const { rows } = await database.query(ROLE);
  const { role, superuser, powerful, owner } = rows[0] ?? {};
  const advice = "give the address of a role that owns nothing";
  if (superuser === true)
    return `The database role ${role} is a superuser and the server will not run as one: ${advice}.`;
  if (owner === true)
    return `The database role ${role} owns the tables and the server will not run as their owner: ${advice}.`;
  if (powerful === true)
    return `The database role ${role} may make roles or copy the database, which the server must not: ${advice}.`;
  return undefined;
}
