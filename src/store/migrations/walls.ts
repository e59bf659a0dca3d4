/**
 * How a table is closed and opened again, with a condition for each role and command: row security forced, nothing for
 * PUBLIC, no row for nobody. Frozen like the migrations that use it; another way of doing it is another file.
 */
import { type Kysely, type RawBuilder, sql } from "kysely"

type Command = "select" | "insert" | "update" | "delete"
type Role = "api_imdi" | "api_kommune" | "api_analyst" | "api_protected" | "worker" | "auditor" | "gate"
type Condition = RawBuilder<unknown>

/** `true` opens every row to whoever has a user; a condition opens those it holds for. */
export type Openings = { readonly [R in Role]?: { readonly [C in Command]?: Condition | true } }

const commands: ReadonlyArray<Command> = ["select", "insert", "update", "delete"]
const keywords = { select: sql`select`, insert: sql`insert`, update: sql`update`, delete: sql`delete` }

/** After a transaction a setting is empty, not null; a sub-select is asked once per statement. */
export const setting = (name: string): Condition => sql`(select nullif(current_setting(${sql.lit(name)}, true), ''))`
export const me = setting("app.user")
export const myMunicipality = setting("app.municipality")
export const myCounty = setting("app.county")
export const iAm = (role: string): Condition =>
  sql`(select ${sql.lit(role)} = any(string_to_array(current_setting('app.roles', true), ',')))`
/** For the body of a function: until this transaction ends, nobody else decides who is hidden, nor brings persons who may be. */
export const hidingAlone = sql`perform pg_advisory_xact_lock(7265, 2);`
const someoneAsks = sql`${me} is not null`

const rule = (command: Command, condition: Condition): Condition => {
  if (command === "insert") return sql`with check (${condition})`
  if (command === "update") return sql`using (${condition}) with check (${condition})`
  return sql`using (${condition})`
}

export const openTo = async (db: Kysely<unknown>, name: string, openings: Openings): Promise<void> => {
  const table = sql.table(name)
  for (const [role, opened] of Object.entries(openings)) {
    for (const command of commands) {
      const condition = opened[command]
      if (condition === undefined) continue
      await sql`grant ${keywords[command]} on ${table} to ${sql.id(role)}`.execute(db)
      await sql`create policy ${sql.id(`${role}_${command}`)} on ${table} for ${keywords[command]} to ${sql.id(role)}
        ${rule(command, condition === true ? someoneAsks : sql`${someoneAsks} and (${condition})`)}`.execute(db)
    }
  }
}

/** Closes a new table and opens it to some. */
export const wall = async (db: Kysely<unknown>, name: string, openings: Openings): Promise<void> => {
  const table = sql.table(name)
  await sql`alter table ${table} enable row level security`.execute(db)
  await sql`alter table ${table} force row level security`.execute(db)
  for (const command of commands)
    await sql`create policy ${sql.id(`owner_${command}`)} on ${table} for ${keywords[command]} to treff_owner
      ${rule(command, sql`true`)}`.execute(db)
  await openTo(db, name, openings)
}

/** Takes back what an earlier migration opened to a role, to open it anew. */
export const reopen = async (db: Kysely<unknown>, name: string, openings: Openings): Promise<void> => {
  const table = sql.table(name)
  for (const role of Object.keys(openings))
    for (const command of commands) {
      await sql`drop policy if exists ${sql.id(`${role}_${command}`)} on ${table}`.execute(db)
      await sql`revoke ${keywords[command]} on ${table} from ${sql.id(role)}`.execute(db)
    }
  await openTo(db, name, openings)
}

/**
 * Code 6 and 7 (S3): rows with `strictly_confidential` are there for their own queue and for nobody else, whatever other
 * policies say; and that queue has no others.
 */
export const onlyInTheirQueue = async (db: Kysely<unknown>, name: string): Promise<void> => {
  const visible = sql`case when strictly_confidential then current_user in ('treff_owner', 'api_protected')
    else current_user <> 'api_protected' end`
  const table = sql.table(name)
  for (const command of ["select", "delete"] as const)
    await sql`create policy ${sql.id(`ordinary_${command}`)} on ${table} as restrictive
      for ${keywords[command]} to public using (${visible})`.execute(db)
  await sql`create policy ordinary_update on ${table} as restrictive for update to public
    using (${visible}) with check (${visible} or current_user = 'treff_owner')`.execute(db)
}
