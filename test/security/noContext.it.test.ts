/**
 * Feature under test: who says nothing of himself, or something unknown, sees and changes no row of any table and is told
 * nothing by any function (case A5). Tables and functions come from the catalogue, so a new one is asked about the day it is
 * made; each table holds a row that fits every join.
 */
import fc from "fast-check"
import { type Kysely, sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type RuntimeRole, runtimeRoles } from "../../src/store/Access.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"

const schemas = ["core", "person", "health", "competence", "cohort", "audit", "ops"]
/** What every planted row says of whom it belongs to. */
const owner = "4601"
const someId = "00000000-0000-4000-8000-000000000001"

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
}

const columnsOf = async (db: Kysely<unknown>) => {
  const { rows } = await sql<Column>`
    select n.nspname || '.' || c.relname as table, a.attname as column, t.typname as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p') and n.nspname = any(${schemas}) order by 1, a.attnum`.execute(db)
  return Map.groupBy(rows, ({ table }) => table)
}

const values: Readonly<Record<string, string>> = {
  text: owner,
  uuid: someId,
  jsonb: "{}",
  date: "2026-11-23",
  timestamptz: "2026-11-23T12:00:00Z",
  bool: "false",
  bytea: "\\x01",
  _text: `{${owner}}`
}

/** Puts a row into every table, with no rule left to refuse it but row security itself. */
const plant = async (db: Kysely<unknown>, tables: Map<string, ReadonlyArray<Column>>) => {
  const { rows: rules } = await sql<{ table: string; name: string }>`
    select n.nspname || '.' || c.relname as table, k.conname as name from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and k.contype in ('c', 'f') order by k.contype desc`.execute(db)
  for (const { name, table } of rules)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(db)
  const { rows: needed } = await sql<Column>`
    select n.nspname || '.' || c.relname as table, a.attname as column, '' as type from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind in ('r', 'p') and a.attnum > 0 and a.attnotnull and a.attidentity = ''
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey))`.execute(
    db
  )
  for (const { column, table } of needed)
    await sql`alter table ${sql.table(table)} alter column ${sql.id(column)} drop not null`.execute(db)
  for (const [name, columns] of tables) {
    const table = sql.table(name)
    await sql`alter table ${table} disable trigger user`.execute(db)
    await sql`delete from ${table}`.execute(db)
    await sql`insert into ${table} (${sql.join(columns.map(({ column }) => sql.id(column)))})
      values (${sql.join(columns.map(({ type }) => sql`${values[type] ?? "1"}`))})`.execute(db)
  }
}

/** A request that has got its yes, and what comes after it: what functions tell of. */
const answer = async (db: Kysely<unknown>, state: "open" | "accepted") => {
  await sql`update core.request set state = ${state}, deadline = 'infinity', needed = '[]'`.execute(db)
  await sql`delete from core.claim`.execute(db)
  await sql`update core.settlement set state = ${state === "open" ? "requested" : "agreed"}`.execute(db)
}

interface Callable {
  readonly name: string
  readonly call: ReturnType<typeof sql<Record<string, unknown>>>
}

/** Every function a role may call that looks at a row or writes one; each argument fits the rows that are planted. */
const callablesOf = async (db: Kysely<unknown>, role: RuntimeRole): Promise<ReadonlyArray<Callable>> => {
  const { rows } = await sql<{ name: string; types: ReadonlyArray<string> }>`
    select n.nspname || '.' || f.proname as name, array(
      select t.typname::text from unnest(f.proargtypes) with ordinality as argument (type, n)
      join pg_type t on t.oid = argument.type order by argument.n) as types
    from pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where n.nspname = any(${schemas}) and f.provolatile <> 'i' and f.prorettype <> 'trigger'::regtype
      and has_schema_privilege(${role}, n.oid, 'usage') and has_function_privilege(${role}, f.oid, 'execute')
    order by 1`.execute(db)
  return rows.map(({ name, types }) => {
    const given = types.map((type) => sql`cast(${values[type] ?? "1"} as ${sql.id(type)})`)
    return { name, call: sql<Record<string, unknown>>`select * from ${sql.table(name)}(${sql.join(given)})` }
  })
}

/** No, nothing and none tell nothing. */
const tells = (value: unknown): boolean => value !== null && value !== false && value !== 0 && value !== ""

interface Question {
  readonly table: string
  readonly what: "sees" | "changes" | "deletes"
  readonly ask: ReturnType<typeof sql>
}

/** Everything a role has the right to ask of the tables; what it has no right to ends before row security. */
const questionsOf = async (db: Kysely<unknown>, role: RuntimeRole): Promise<ReadonlyArray<Question>> => {
  const { rows } = await sql<{ table: string; sees: boolean; deletes: boolean; changes: string | null }>`
    select n.nspname || '.' || c.relname as table, has_any_column_privilege(${role}, c.oid, 'select') as sees,
      has_table_privilege(${role}, c.oid, 'delete') as deletes,
      (select min(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attidentity = '' and has_column_privilege(${role}, c.oid, a.attnum, 'update')) as changes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v') and n.nspname = any(${schemas}) and has_schema_privilege(${role}, n.oid, 'usage')
    order by 1`.execute(db)
  return rows.flatMap(({ changes, deletes, sees, table }): ReadonlyArray<Question> => {
    const from = sql.table(table)
    return [
      ...(sees ? [{ table, what: "sees", ask: sql`select 1 from ${from}` } as const] : []),
      ...(changes === null
        ? []
        : [{ table, what: "changes", ask: sql`update ${from} set ${sql.id(changes)} = null returning 1` } as const]),
      ...(deletes ? [{ table, what: "deletes", ask: sql`delete from ${from} returning 1` } as const] : [])
    ]
  })
}

interface Saying {
  readonly user?: string
  readonly municipality?: string
  readonly county?: string
  readonly roles?: string
}

/** Becomes the role and says this of himself; nothing at all without a user. */
const say = (role: RuntimeRole, saying: Saying) => {
  const settings = Object.entries({ user: "", municipality: "", county: "", roles: "", ...saying })
  return saying.user === undefined
    ? sql`select set_config('role', ${role}, true)`
    : sql`select set_config('role', ${role}, true), ${sql.join(
        settings.map(([name, value]) => sql`set_config(${`app.${name}`}, ${value}, true)`)
      )}`
}

/** What is reached by whoever says this, in a transaction that ends with nothing done. */
const reached = async (db: Kysely<unknown>, role: RuntimeRole, questions: ReadonlyArray<Question>, saying: Saying) => {
  const trx = await db.startTransaction().execute()
  try {
    await say(role, saying).execute(trx)
    const found: Array<string> = []
    for (const { ask, table, what } of questions)
      if ((await ask.execute(trx)).rows.length > 0) found.push(`${role} ${what} ${table}`)
    return found
  } finally {
    await trx.rollback().execute()
  }
}

/** Rows this connection has written, as it counts them itself for any role, also what it takes back later. */
const written = async (db: Kysely<unknown>) => {
  const { rows } = await sql<{ n: string }>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::text as n from pg_stat_xact_user_tables`.execute(db)
  return rows[0]!.n
}

/** What functions tell or change for whoever says this; a refusal ends a transaction, so each call has one of its own. */
const told = async (db: Kysely<unknown>, role: RuntimeRole, callables: ReadonlyArray<Callable>, saying: Saying) => {
  const found: Array<string> = []
  for (const { call, name } of callables) {
    const trx = await db.startTransaction().execute()
    try {
      await say(role, saying).execute(trx)
      const before = await written(trx)
      const { rows } = await call.execute(trx)
      if (rows.some((row) => Object.values(row).some(tells))) found.push(`${role} is told by ${name}`)
      if ((await written(trx)) !== before) found.push(`${role} changes something through ${name}`)
    } catch (error) {
      if ((error as { code?: string }).code !== "42501") found.push(`${role} breaks ${name}: ${error}`)
    } finally {
      await trx.rollback().execute()
    }
  }
  return found
}

/** Facts about municipalities and how many places each has, which any officer and the solver may know; no case of anybody. */
const aboutMunicipalities = ["core.municipality_file", "core.municipality"]
const aboutPlaces = ["core.capacity", "core.declaration", "core.school_offer", "core.forecast"]
const open: Readonly<Record<RuntimeRole, ReadonlyArray<string>>> = {
  api_imdi: [...aboutMunicipalities, ...aboutPlaces],
  api_kommune: aboutMunicipalities,
  api_analyst: [],
  api_protected: [],
  worker: [],
  auditor: [],
  gate: []
}

/** Near what is planted, and never it. */
const unknown = fc.oneof(
  fc.stringMatching(/^[0-9]{4}$/u).filter((code) => code !== owner),
  fc.constantFrom(" ", "%", "_", `${owner} `, ` ${owner}`, `${owner},5001`, "4601%", "null", "'4601'", "*", "４６０１"),
  fc.string().filter((text) => !text.includes("\0") && text.isWellFormed() && text !== owner)
)

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  const questions = new Map<RuntimeRole, ReadonlyArray<Question>>()
  const callables = new Map<RuntimeRole, ReadonlyArray<Callable>>()
  beforeAll(async () => {
    database = await openDatabase(engine)
    const tables = await columnsOf(database.admin)
    expect(tables.size).toBeGreaterThan(30)
    await plant(database.admin, tables)
    for (const role of runtimeRoles) {
      questions.set(role, await questionsOf(database.admin, role))
      callables.set(role, await callablesOf(database.admin, role))
    }
  })
  afterAll(() => database?.close())

  const everybody = async (saying: Saying, roles: ReadonlyArray<RuntimeRole> = runtimeRoles) => {
    const found: Array<string> = []
    for (const role of roles) found.push(...(await reached(database.admin, role, questions.get(role)!, saying)))
    return found
  }

  test("the plants are there to be seen", async () => {
    const seen = (role: RuntimeRole, saying: Saying) =>
      reached(
        database.admin,
        role,
        questions.get(role)!.filter(({ what }) => what === "sees"),
        saying
      )
    expect(await seen("api_imdi", { user: owner, roles: "imdi-lead" })).toContain("api_imdi sees core.household")
    expect(await seen("api_imdi", { user: owner, roles: "imdi-lead" })).toContain("api_imdi sees core.request")
    const here = { user: owner, municipality: owner, roles: "municipality-write" }
    expect(await seen("api_kommune", here)).toContain("api_kommune sees core.capacity")
  })

  test("no context", async () => {
    for (let n = 0; n < repetitionsOnBoth(20); n++) expect(await everybody({})).toEqual([])
  })

  test("an empty context", () =>
    fc.assert(
      fc.asyncProperty(unknown, unknown, async (municipality, roles) => {
        expect(await everybody({ user: "", municipality, roles })).toEqual([])
        expect(await everybody({ user: "", municipality: owner, county: "46", roles: "imdi-lead" })).toEqual([])
      }),
      { numRuns: repetitionsOnBoth(20) }
    ))

  test("a stranger of an unknown municipality", () => {
    // Whoever asks as the worker, the gate or the auditor has become one, which no word about a municipality does.
    const people = ["api_imdi", "api_kommune", "api_analyst", "api_protected"] as const
    const allowed = new Set(people.flatMap((role) => open[role].map((table) => `${role} sees ${table}`)))
    return fc.assert(
      fc.asyncProperty(unknown, unknown, async (user, municipality) => {
        const found = await everybody({ user: `stranger ${user}`, municipality, county: municipality }, people)
        expect(found.filter((one) => !allowed.has(one))).toEqual([])
      }),
      { numRuns: repetitionsOnBoth(20) }
    )
  })

  test("functions are there to be asked, and tell whoever they are for", async () => {
    const names = new Set([...callables.values()].flat().map(({ name }) => name))
    expect(names.size).toBeGreaterThan(15)
    const heard = (role: RuntimeRole, saying: Saying) => told(database.admin, role, callables.get(role)!, saying)
    const here = { user: owner, municipality: owner, roles: "municipality-write" }
    await answer(database.admin, "open")
    expect(await heard("api_kommune", here)).toEqual(
      expect.arrayContaining(["core.places", "core.party_of"].map((name) => `api_kommune is told by ${name}`))
    )
    await answer(database.admin, "accepted")
    const afterYes = [
      "core.needed_of",
      "core.settlement_here",
      "core.all_arrived",
      "core.is_member",
      "core.claim_persons"
    ]
    expect(await heard("api_kommune", here)).toEqual(
      expect.arrayContaining(afterYes.map((name) => `api_kommune is told by ${name}`))
    )
    expect(await heard("api_kommune", here)).toContain("api_kommune changes something through core.claim_persons")
    expect(await heard("api_imdi", { user: owner, roles: "imdi-lead" })).toContain("api_imdi is told by core.under_way")
  })

  test("no function tells or does anything for nobody", async () => {
    const everything = {
      municipality: owner,
      county: owner.slice(0, 2),
      roles: "imdi-lead,municipality-write,county-write"
    }
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      await answer(database.admin, n % 2 === 0 ? "open" : "accepted")
      const saying = n % 4 < 2 ? {} : { user: "", ...everything }
      for (const role of runtimeRoles)
        expect(await told(database.admin, role, callables.get(role)!, saying)).toEqual([])
    }
  })
})
