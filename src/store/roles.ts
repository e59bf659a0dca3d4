/**
 * The roles of the cluster: the owner of every table, and the runtime roles. They outlive a database and are shared by
 * all databases of the cluster, so they are made where missing and never altered.
 */
import { type Kysely, sql } from "kysely"
import { runtimeRoles } from "./Access.ts"

/** NOLOGIN. Migrations run as it; nothing at run time does. */
export const ownerRole = "treff_owner"

/** As a superuser, or as a login that may create roles and owns the database. On one connection, outside a transaction. */
export const ensureRoles = async (db: Kysely<unknown>): Promise<void> => {
  for (const role of [ownerRole, ...runtimeRoles]) await ensureRole(db, role)
  if (!(await canBecomeOwner(db))) await sql`grant ${sql.id(ownerRole)} to current_user`.execute(db)
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const database = sql.id(rows[0]!.name)
  await sql`grant create on database ${database} to ${sql.id(ownerRole)}`.execute(db)
  await sql`revoke create, temporary on database ${database} from public`.execute(db)
  await sql`revoke all on schema public from public`.execute(db)
}

/** Two databases of one cluster may be made at once: whoever comes second finds the role there. */
const ensureRole = async (db: Kysely<unknown>, role: string): Promise<void> => {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(db)
  if (rows.length > 0) return
  await sql`do $$ begin
    create role ${sql.id(role)} nologin nosuperuser nobypassrls nocreaterole nocreatedb noinherit;
  exception when duplicate_object or unique_violation then null;
  end $$`.execute(db)
}

/** Asked by trying: being its administrator alone counts as membership and does not suffice. */
const canBecomeOwner = async (db: Kysely<unknown>): Promise<boolean> => {
  try {
    await sql`set role ${sql.id(ownerRole)}`.execute(db)
  } catch {
    return false
  }
  await sql`reset role`.execute(db)
  return true
}
