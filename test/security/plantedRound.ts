/** Rounds put straight into the tables, as small as a case needs them: persons are a number and nothing else. */
import { type Kysely, sql } from "kysely"

export interface PlantedHousehold {
  readonly id: string
  /** Numbers of its persons, in the order their rows are written; the same number is the same person in every round. */
  readonly persons: ReadonlyArray<number>
}

/** A round with one plan and a settlement for each household. Answers the plan's id. */
export const plantRound = async (
  db: Kysely<unknown>,
  round: string,
  createdBy: string,
  households: ReadonlyArray<PlantedHousehold>
): Promise<string> => {
  await sql`insert into core.round (id, name, date, next_round, synthetic, doc, created_by)
    values (${round}, 'Runde', '2026-11-23', '2026-11-30', true, '{"announced": [], "protectedPairs": []}', ${createdBy})`.execute(
    db
  )
  const list = JSON.stringify(households)
  await sql`insert into core.household (round_id, id, position, route, strictly_confidential, doc)
    select ${round}, one.id, 0, 'reception-centre', false, '{}'
    from jsonb_to_recordset(${list}::jsonb) as one (id text)`.execute(db)
  await sql`insert into person.person
      (round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc)
    select ${round}, one.id || '-P' || person.position, one.id, false, person.position, 'synthetic',
      lpad(person.number, 12, '0'), '1990-01-01', '{"ties": []}'
    from jsonb_to_recordset(${list}::jsonb) as one (id text, persons jsonb)
    cross join jsonb_array_elements_text(one.persons) with ordinality as person (number, position)
    order by one.id, person.position`.execute(db)
  await sql`insert into core.settlement (round_id, household_id, persons, minors)
    select ${round}, one.id, jsonb_array_length(one.persons), false
    from jsonb_to_recordset(${list}::jsonb) as one (id text, persons jsonb)`.execute(db)
  const { rows } = await sql<{ id: string }>`
    insert into core.plan (round_id, run, analysis) values (${round}, '{}', '{}') returning id`.execute(db)
  return rows[0]!.id
}
