/** Feature under test: the walls as the catalogue tells of them, and that each missing wall is found by name (A7). */
import fc from "fast-check"
import { type Kysely, sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { checkCatalogue } from "../../src/store/catalogue.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"

const walled = [
  sql`alter table core.planted enable row level security`,
  sql`alter table core.planted force row level security`,
  sql`create policy one on core.planted for select to api_imdi using (true)`
]
const table = [sql`set local role treff_owner`, sql`create table core.planted (id int)`]
const without = (n: number) => [...table, ...walled.filter((_, index) => index !== n)]

/** What is planted, and the finding it must lead to: subject and problem. */
const violations = [
  ["a table without row security", without(0), "core.planted", "row security is not enabled"],
  ["a table without FORCE", without(1), "core.planted", "row security is not forced"],
  ["a table without a policy", without(2), "core.planted", "has no policy"],
  [
    "row security taken off a table",
    [sql`alter table person.person disable row level security`],
    "person.person",
    "row security is not enabled"
  ],
  ["a table of somebody else", [sql`create table core.planted ()`], "core.planted", "is not owned by the owner role"],
  [
    "a policy for all commands",
    [sql`create policy p on core.round for all to api_imdi using (true) with check (true)`],
    "core.round policy p",
    "is for all commands; write one per command"
  ],
  [
    "an update policy without WITH CHECK",
    [sql`create policy p on core.round for update to api_imdi using (true)`],
    "core.round policy p",
    "lacks USING or WITH CHECK"
  ],
  [
    "a policy for PUBLIC",
    [sql`create policy p on core.round for select to public using (true)`],
    "core.round policy p",
    "opens the table to PUBLIC"
  ],
  [
    "code 6 and 7 uncovered",
    [sql`drop policy ordinary_select on person.person`],
    "person.person",
    "strictly confidential rows are not hidden from select"
  ],
  [
    "a view",
    [...table, ...walled, sql`create view core.seen as select * from core.planted`],
    "core.seen",
    "is a view without security_invoker, which reads with its owner's rights"
  ],
  [
    "a materialised view",
    [...table, ...walled, sql`create materialized view core.seen as select * from core.planted`],
    "core.seen",
    "is a materialised view, which has no row security"
  ],
  [
    "a function of a superuser",
    [sql`create function core.f() returns int language sql as 'select 1'`],
    "core.f",
    "can be executed by PUBLIC"
  ],
  [
    "a function given to PUBLIC",
    [
      sql`set local role treff_owner`,
      sql`create function core.f() returns int language sql as 'select 1'`,
      sql`grant execute on function core.f() to public`
    ],
    "core.f",
    "can be executed by PUBLIC"
  ],
  [
    "SECURITY DEFINER with an open search_path",
    [sql`create function core.f() returns int language sql security definer as 'select 1'`],
    "core.f",
    "is SECURITY DEFINER without search_path = pg_catalog"
  ],
  ["a superuser", [sql`alter role worker superuser`], "worker", "is superuser"],
  ["a role past row security", [sql`alter role api_kommune bypassrls`], "api_kommune", "bypasses row security"],
  ["a runtime role that logs in", [sql`alter role auditor login`], "auditor", "can log in"],
  ["a runtime role in the owner role", [sql`grant treff_owner to worker`], "worker", "is a member of the owner role"],
  ["a runtime role that owns a table", [sql`alter table core.plan owner to worker`], "worker", "owns something"],
  [
    "a runtime role that owns a function",
    [
      sql`create function public.f() returns int language sql as 'select 1'`,
      sql`alter function public.f() owner to api_analyst`
    ],
    "api_analyst",
    "owns something"
  ],
  ["a schema open to PUBLIC", [sql`grant usage on schema health to public`], "health", "is open to PUBLIC"],
  ["a table granted to PUBLIC", [sql`grant select on core.round to public`], "core.round", "is granted to PUBLIC"],
  [
    "a schema opened to a role",
    [sql`grant usage on schema person to api_kommune`],
    "api_kommune",
    "may enter the schema person"
  ],
  ["a schema to create in", [sql`grant create on schema core to api_imdi`], "api_imdi", "may enter the schema core"],
  ["a table granted to a role", [sql`grant select on health.need to worker`], "worker", "has rights on health.need"],
  [
    "one column granted to a role",
    [sql`grant select (birth_date) on person.person to api_kommune`],
    "api_kommune",
    "has rights on person.person"
  ],
  [
    "rights through another role",
    [sql`grant api_imdi to api_analyst with inherit true`],
    "api_analyst",
    "has rights on person.person"
  ],
  [
    "the list of migrations to write",
    [sql`grant insert on migrations.kysely_migration to worker`],
    "worker",
    "may write migrations.kysely_migration"
  ]
] as const

/** Does something and takes it back: what is planted here is gone afterwards. */
const planted = async <A>(db: Kysely<unknown>, use: (trx: Kysely<unknown>) => Promise<A>): Promise<A> => {
  const trx = await db.startTransaction().execute()
  try {
    return await use(trx)
  } finally {
    await trx.rollback().execute()
  }
}

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openDatabase(engine)
  })
  afterAll(() => database?.close())

  test("after the migrations all walls stand", async () => {
    expect(await checkCatalogue(database.admin)).toEqual([])
  })

  test.each(violations)("finds %s", async (_name, statements, subject, problem) => {
    const found = await planted(database.admin, async (trx) => {
      for (const statement of statements) await statement.execute(trx)
      return await checkCatalogue(trx)
    })
    expect(found).toContainEqual({ subject, problem })
  })

  test("A7: whichever table loses a wall is found by name", async () => {
    const { rows } = await sql<{ schema: string; name: string }>`
      select schemaname as schema, tablename as name from pg_tables
      where tableowner = 'treff_owner' and schemaname in ('core', 'person', 'health', 'competence', 'audit', 'ops')
      order by 1, 2`.execute(database.admin)
    const walls = [
      [sql`disable row level security`, "row security is not enabled"],
      [sql`no force row level security`, "row security is not forced"]
    ] as const
    const taken = fc.record({ table: fc.constantFrom(...rows), wall: fc.constantFrom(...walls) })
    await fc.assert(
      fc.asyncProperty(taken, async ({ table: { name, schema }, wall: [change, problem] }) => {
        const found = await planted(database.admin, async (trx) => {
          await sql`alter table ${sql.id(schema, name)} ${change}`.execute(trx)
          return await checkCatalogue(trx)
        })
        expect(found).toContainEqual({ subject: `${schema}.${name}`, problem })
      }),
      { numRuns: repetitionsOnBoth(20) }
    )
  })

  test("a view with security_invoker and a closed function are fine", async () => {
    const found = await planted(database.admin, async (trx) => {
      for (const statement of [
        ...table,
        ...walled,
        sql`create view core.seen with (security_invoker = true) as select * from core.planted`,
        sql`create function core.f() returns int language sql security definer set search_path = pg_catalog as 'select 1'`
      ])
        await statement.execute(trx)
      return await checkCatalogue(trx)
    })
    expect(found).toEqual([])
  })
})
