/**
 * Reads from PostgreSQL's own catalogue whether the walls stand: row security, policies, views, functions, roles and
 * grants. Owns what is asked of every table and role, also of those that later migrations add; changes nothing.
 */
import { type Kysely, sql } from "kysely"
import { runtimeRoles } from "./Access.ts"
import { ownerRole } from "./roles.ts"

export interface Finding {
  /** The table, policy, view, function, role or schema, by name. */
  readonly subject: string
  readonly problem: string
}

const schemas = ["core", "person", "health", "competence", "cohort", "audit", "ops"]

/** Schemas a role may enter at most; in `migrations` it may read which migrations there are. */
const mayEnter: Readonly<Record<(typeof runtimeRoles)[number], ReadonlyArray<string>>> = {
  api_imdi: ["core", "person", "health", "competence", "ops", "audit"],
  api_kommune: ["core", "ops", "audit"],
  api_analyst: ["cohort", "ops", "audit"],
  api_protected: ["core", "person", "competence", "ops", "audit"],
  worker: ["core", "ops", "audit"],
  auditor: ["audit"],
  gate: ["ops", "audit"]
}

/** Schemas whose tables a role may touch at most: everybody leaves a trace, and only the auditor reads it. */
const mayTouch = (role: (typeof runtimeRoles)[number]): ReadonlyArray<string> =>
  mayEnter[role].filter((schema) => schema !== "audit" || role === "auditor")

/** What is wrong; nothing when all walls stand. As any role. */
export const checkCatalogue = async (db: Kysely<unknown>): Promise<ReadonlyArray<Finding>> => {
  const found: Array<Finding> = []
  for (const check of [
    checkTables,
    checkPolicies,
    checkConfidential,
    checkViews,
    checkFunctions,
    checkRoles,
    checkGrants
  ])
    found.push(...(await check(db)))
  return found
}

const ours = sql`n.nspname = any(${schemas})`
const runtime = sql`any(${[...runtimeRoles]}::name[])`
const findings = async (db: Kysely<unknown>, query: ReturnType<typeof sql<Finding>>) => (await query.execute(db)).rows

const checkTables = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select n.nspname || '.' || c.relname as subject, wrong.problem
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (values
        (not c.relrowsecurity, 'row security is not enabled'),
        (not c.relforcerowsecurity, 'row security is not forced'),
        (not exists (select from pg_policy p where p.polrelid = c.oid), 'has no policy'),
        (pg_get_userbyid(c.relowner) <> ${ownerRole}, 'is not owned by the owner role')
      ) as wrong (holds, problem)
      where ${ours} and c.relkind in ('r', 'p') and wrong.holds
      union all
      select n.nspname || '.' || c.relname, 'is a foreign table, which has no row security'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind = 'f'
      order by 1, 2`
  )

const checkPolicies = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select n.nspname || '.' || c.relname || ' policy ' || p.polname as subject, wrong.problem
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (values
        (p.polcmd = '*', 'is for all commands; write one per command'),
        (p.polcmd in ('w', '*') and (p.polqual is null or p.polwithcheck is null), 'lacks USING or WITH CHECK'),
        (p.polpermissive and 0 = any(p.polroles), 'opens the table to PUBLIC')
      ) as wrong (holds, problem)
      where ${ours} and wrong.holds
      order by 1, 2`
  )

/** Every table that marks strictly confidential rows hides them from everybody, for each command that sees rows. */
const checkConfidential = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select n.nspname || '.' || c.relname as subject,
        'strictly confidential rows are not hidden from ' || command.name as problem
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'strictly_confidential' and not a.attisdropped
      cross join (values ('r', 'select'), ('w', 'update'), ('d', 'delete')) as command (letter, name)
      where ${ours} and c.relkind in ('r', 'p') and not exists (
        select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd::text = command.letter
          and 0 = any(p.polroles) and pg_get_expr(p.polqual, p.polrelid) like '%strictly_confidential%')
      order by 1, 2`
  )

const checkViews = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select n.nspname || '.' || c.relname as subject,
        case c.relkind when 'm' then 'is a materialised view, which has no row security'
          else 'is a view without security_invoker, which reads with its owner''s rights' end as problem
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and (c.relkind = 'm'
        or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'])
      order by 1`
  )

const checkFunctions = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select n.nspname || '.' || f.proname as subject, wrong.problem
      from pg_proc f join pg_namespace n on n.oid = f.pronamespace
      cross join lateral (values
        (exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) acl
          where acl.grantee = 0 and acl.privilege_type = 'EXECUTE'), 'can be executed by PUBLIC'),
        (f.prosecdef and not coalesce(f.proconfig, '{}') && array['search_path=pg_catalog', 'search_path=""'],
          'is SECURITY DEFINER without search_path = pg_catalog')
      ) as wrong (holds, problem)
      where ${ours} and wrong.holds
      order by 1, 2`
  )

const checkRoles = (db: Kysely<unknown>) =>
  findings(
    db,
    sql<Finding>`
      select r.rolname as subject, wrong.problem
      from pg_roles r
      cross join lateral (values
        (r.rolsuper, 'is superuser'),
        (r.rolbypassrls, 'bypasses row security'),
        (r.rolcreaterole or r.rolcreatedb or r.rolreplication, 'may create roles or databases, or replicate'),
        (r.rolcanlogin, 'can log in'),
        (r.rolname = ${runtime} and pg_has_role(r.oid, ${ownerRole}, 'MEMBER'), 'is a member of the owner role'),
        (r.rolname = ${runtime} and exists (select from pg_shdepend d
          where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'), 'owns something')
      ) as wrong (holds, problem)
      where (r.rolname = ${runtime} or r.rolname = ${ownerRole}) and wrong.holds
      union all
      select name, 'does not exist' from unnest(${[...runtimeRoles, ownerRole]}::text[]) as name
      where not exists (select from pg_roles where rolname = name)
      order by 1, 2`
  )

const checkGrants = async (db: Kysely<unknown>): Promise<ReadonlyArray<Finding>> => {
  const entries = runtimeRoles.flatMap((role) => mayEnter[role].map((schema) => `${role} ${schema}`))
  const tables = runtimeRoles.flatMap((role) => mayTouch(role).map((schema) => `${role} ${schema}`))
  return await findings(
    db,
    sql<Finding>`
      select n.nspname as subject, 'is open to PUBLIC' as problem
      from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) acl
      where (${ours} or n.nspname in ('public', 'migrations')) and acl.grantee = 0
      union all
      select n.nspname || '.' || c.relname, 'is granted to PUBLIC'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl
      where (${ours} or n.nspname = 'migrations') and acl.grantee = 0
      union all
      select r.rolname, 'may enter the schema ' || n.nspname
      from pg_roles r, pg_namespace n
      where r.rolname = ${runtime} and ${ours} and has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
        and not (r.rolname || ' ' || n.nspname = any(${entries}) and not has_schema_privilege(r.oid, n.oid, 'CREATE'))
      union all
      select r.rolname, 'has rights on ' || n.nspname || '.' || c.relname
      from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
      where r.rolname = ${runtime} and ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and not r.rolname || ' ' || n.nspname = any(${tables})
        and case c.relkind when 'S' then has_sequence_privilege(r.oid, c.oid, 'USAGE, SELECT, UPDATE')
          else has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
            or has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER') end
      union all
      select r.rolname, 'may write migrations.' || c.relname
      from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
      where r.rolname = ${runtime} and n.nspname = 'migrations' and c.relkind in ('r', 'p')
        and has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
      order by 1, 2`
  )
}
