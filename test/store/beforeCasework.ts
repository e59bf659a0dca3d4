/**
 * A database as the version before casework left it: its four migrations, and rounds and plans in the shape it wrote them.
 * Frozen: it says what was, whatever the stores say today.
 */
import { Schema } from "effect"
import { type Kysely, type RawBuilder, sql } from "kysely"
import { Migrator } from "kysely/migration"
import type { MunicipalityFile } from "../../src/domain/Municipality.ts"
import type { Plan } from "../../src/domain/Plan.ts"
import { Round } from "../../src/domain/Round.ts"
import { splitConfidential } from "../../src/store/confidential.ts"
import { migrations } from "../../src/store/migrations/registry.ts"
import { ensureRoles } from "../../src/store/roles.ts"

const lastBefore = "20261123T1230_plans"

/** As the owner, like `treff migrate` does. */
export const migrateToBefore = (admin: Kysely<unknown>): Promise<void> =>
  admin.connection().execute(async (db) => {
    const then = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= lastBefore))
    const provider = { getMigrations: () => Promise.resolve(then) }
    await ensureRoles(db)
    await sql`set role treff_owner`.execute(db)
    const { error } = await new Migrator({ db, provider, migrationTableSchema: "migrations" }).migrateToLatest()
    await sql`reset role`.execute(db)
    if (error !== undefined) throw error
  })

type EncodedHousehold = (typeof Round.Encoded)["households"][number]

const insertAll = (rows: ReadonlyArray<object>, insert: (json: string) => RawBuilder<unknown>) =>
  insert(JSON.stringify(rows))

const insertHouseholds = (json: string) => sql`
  insert into core.household (round_id, id, position, route, strictly_confidential, doc, mentions)
  select round_id, id, position, route, strictly_confidential, doc, mentions from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, id text, position int, route text, strictly_confidential boolean, doc jsonb, mentions jsonb)`

const insertPersons = (json: string) => sql`
  insert into person.person
    (round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc)
  select round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc
  from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, id text, household_id text, strictly_confidential boolean, position int,
     duf_kind text, duf_number text, birth_date date, doc jsonb)`

const insertCompetence = (json: string) => sql`
  insert into competence.record (round_id, person_id, strictly_confidential, doc)
  select round_id, person_id, strictly_confidential, doc from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, person_id text, strictly_confidential boolean, doc jsonb)`

const insertNeeds = (json: string) => sql`
  insert into health.need (round_id, person_id, seq, strictly_confidential, service, doc)
  select round_id, person_id, seq, strictly_confidential, service, doc from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, person_id text, seq int, strictly_confidential boolean, service text, doc jsonb)`

const insertPlacements = (json: string) => sql`
  insert into core.placement (plan_id, round_id, household_id, position, state, municipality, points)
  select plan_id, round_id, household_id, position, state, municipality, points
  from jsonb_to_recordset(${json}::jsonb) as row
    (plan_id uuid, round_id text, household_id text, position int, state text, municipality text, points bigint)`

/** The rows of one household; `mentions` only where it is strictly confidential. */
const rowsOf = (round: string, household: EncodedHousehold, position: number, mentions: unknown = null) => {
  const { id, route, members, ...doc } = household
  const mark = { round_id: round, strictly_confidential: mentions !== null }
  return {
    household: { ...mark, id, position, route, doc, mentions },
    persons: members.map(({ birthDate, competence: _, duf, healthNeeds: __, id: person, ...rest }, index) => ({
      ...mark,
      id: person,
      household_id: id,
      position: index,
      duf_kind: duf._tag,
      duf_number: duf.number,
      birth_date: birthDate,
      doc: rest
    })),
    competence: members
      .filter(({ competence }) => competence !== undefined)
      .map(({ competence, id: person }) => ({ ...mark, person_id: person, doc: competence })),
    needs: members.flatMap(({ healthNeeds, id: person }) =>
      healthNeeds.map(({ service, ...rest }, seq) => ({ ...mark, person_id: person, seq, service, doc: rest }))
    )
  }
}

/** Locks and forbids were part of the round's own document. */
export const saveRoundBefore = async (admin: Kysely<unknown>, round: Round): Promise<void> => {
  const secret = new Set(round.households.filter((one) => one.isStrictlyConfidential).map(({ id }) => id))
  const { confidential, ordinary } = splitConfidential(Schema.encodeSync(Round)(round), secret)
  const { date, households, id, name, nextRound, synthetic, ...doc } = ordinary
  await sql`insert into core.round (id, name, synthetic, date, next_round, doc)
    values (${id}, ${name}, ${synthetic}, ${date}, ${nextRound}, ${JSON.stringify(doc)})`.execute(admin)
  const rows = [
    ...households.map((household, position) => rowsOf(id, household, position)),
    ...confidential.map(({ household, mentions }, position) => rowsOf(id, household, position, mentions))
  ]
  const all = [
    insertAll(
      rows.map(({ household }) => household),
      insertHouseholds
    ),
    insertAll(
      rows.flatMap(({ persons }) => persons),
      insertPersons
    ),
    insertAll(
      rows.flatMap(({ competence }) => competence),
      insertCompetence
    ),
    insertAll(
      rows.flatMap(({ needs }) => needs),
      insertNeeds
    )
  ]
  for (const statement of all) await statement.execute(admin)
}

/** Without a proof, and without the version of the round it was made from. */
export const savePlanBefore = async (admin: Kysely<unknown>, plan: Plan, analysis: unknown): Promise<string> => {
  const { rows } = await sql<{ readonly id: string }>`insert into core.plan (round_id, run, analysis)
    values (${plan.round}, ${JSON.stringify(plan.run)}, ${JSON.stringify(analysis)}) returning id`.execute(admin)
  const { id } = rows[0]!
  const placements = plan.placements.map(({ household, municipality, points, state }, position) => ({
    plan_id: id,
    round_id: plan.round,
    household_id: household,
    position,
    state,
    municipality,
    points
  }))
  await insertAll(placements, insertPlacements).execute(admin)
  return id
}

export const saveFileBefore = async (admin: Kysely<unknown>, file: typeof MunicipalityFile.Encoded): Promise<void> => {
  const { counties, municipalities, regions, sources, version } = file
  await sql`insert into core.municipality_file (version, sources, counties, regions)
    values (${version}, ${JSON.stringify(sources)}, ${JSON.stringify(counties)}, ${JSON.stringify(regions)})`.execute(
    admin
  )
  const rows = municipalities.map(({ code, name, ...doc }, position) => ({ version, code, position, name, doc }))
  const insert = (json: string) => sql`
    insert into core.municipality (version, code, position, name, doc)
    select version, code, position, name, doc from jsonb_to_recordset(${json}::jsonb) as row
      (version text, code text, position int, name text, doc jsonb)`
  await insertAll(rows, insert).execute(admin)
}
