/**
 * How a table is closed and opened again: row security forced, one policy per role and command, nothing for PUBLIC.
 * Frozen like the migrations that use it; another way of doing it is another file.
 */
import { type Kysely, type RawBuilder, sql } from "kysely"

type Command = "select" | "insert" | "update" | "delete"
type Role = "api_imdi" | "api_kommune" | "api_analyst" | "worker" | "auditor"
export type Grants = { readonly [R in Role]?: ReadonlyArray<Command> }

const everyone: ReadonlyArray<Role> = ["api_imdi", "api_kommune", "api_analyst", "worker", "auditor"]
export const commands: ReadonlyArray<Command> = ["select", "insert", "update", "delete"]

/** USING says which rows are seen, WITH CHECK which may be written; a command has one of them or both. */
const rule = (command: Command, condition: RawBuilder<unknown>): RawBuilder<unknown> => {
  if (command === "insert") return sql`with check (${condition})`
  if (command === "update") return sql`using (${condition}) with check (${condition})`
  return sql`using (${condition})`
}

/** No row for nobody. After a transaction the setting is empty, not null; the sub-select is asked once per statement. */
const someoneAsks = sql`(select coalesce(current_setting('app.user', true), '')) <> ''`

export const protectTable = async (db: Kysely<unknown>, name: string, grants: Grants): Promise<void> => {
  const table = sql.table(name)
  await sql`alter table ${table} enable row level security`.execute(db)
  await sql`alter table ${table} force row level security`.execute(db)
  for (const command of commands) {
    await sql`create policy ${sql.id(`owner_${command}`)} on ${table} for ${keyword(command)} to treff_owner
      ${rule(command, sql`true`)}`.execute(db)
  }
  for (const role of everyone) {
    for (const command of grants[role] ?? []) {
      await sql`grant ${keyword(command)} on ${table} to ${sql.id(role)}`.execute(db)
      await sql`create policy ${sql.id(`${role}_${command}`)} on ${table} for ${keyword(command)} to ${sql.id(role)}
        ${rule(command, someoneAsks)}`.execute(db)
    }
  }
}

/**
 * Code 6 and 7 (S3): rows with strictly_confidential are there for nobody but the owner, whatever other policies say.
 * They can be put in, so that a file that holds them is not turned away; taking them out needs a role of its own.
 */
export const hideStrictlyConfidential = async (db: Kysely<unknown>, name: string): Promise<void> => {
  const visible = sql`not strictly_confidential or current_user = 'treff_owner'`
  for (const command of commands.filter((each) => each !== "insert")) {
    await sql`create policy ${sql.id(`ordinary_${command}`)} on ${sql.table(name)} as restrictive for ${keyword(command)} to public
      ${rule(command, visible)}`.execute(db)
  }
}

const keywords = { select: sql`select`, insert: sql`insert`, update: sql`update`, delete: sql`delete` }
const keyword = (command: Command): RawBuilder<unknown> => keywords[command]
