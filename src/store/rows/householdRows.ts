/** A household and its persons as rows of core, person, competence and health, and all but health back. */
import { sql } from "kysely"
import type { Household } from "../../domain/Household.ts"
import type { CompetenceRow, HealthNeedRow, HouseholdRow, PersonRow } from "../tables/persons.ts"

type EncodedHousehold = typeof Household.Encoded
type EncodedPerson = EncodedHousehold["members"][number]
type Doc = Readonly<Record<string, unknown>>

/** A person as it is written; the database gives its subject. */
type NewPerson = Omit<PersonRow, "subject">

export interface HouseholdRows {
  readonly households: Array<HouseholdRow>
  readonly persons: Array<NewPerson>
  readonly competence: Array<CompetenceRow>
  readonly needs: Array<HealthNeedRow>
}

export const noRows = (): HouseholdRows => ({ households: [], persons: [], competence: [], needs: [] })

interface Mark {
  readonly round_id: string
  readonly strictly_confidential: boolean
}

const addPersonRows = (rows: HouseholdRows, mark: Mark, household: string, person: EncodedPerson, position: number) => {
  const { id, duf, birthDate, competence, healthNeeds, ...doc } = person
  rows.persons.push({
    ...mark,
    id,
    household_id: household,
    position,
    duf_kind: duf._tag,
    duf_number: duf.number,
    birth_date: birthDate,
    doc
  })
  if (competence !== undefined) rows.competence.push({ ...mark, person_id: id, doc: competence })
  for (const [seq, need] of healthNeeds.entries()) {
    const { service, ...rest } = need
    rows.needs.push({ ...mark, person_id: id, seq, service, doc: rest })
  }
}

/** Adds the rows of one household; `mentions` only when it is strictly confidential. */
export const addHouseholdRows = (
  rows: HouseholdRows,
  round: string,
  household: EncodedHousehold,
  position: number,
  mentions: HouseholdRow["mentions"] = null
): void => {
  const { id, route, members, ...doc } = household
  const mark = { round_id: round, strictly_confidential: mentions !== null }
  rows.households.push({ ...mark, id, position, route, doc, mentions })
  for (const [index, person] of members.entries()) addPersonRows(rows, mark, id, person, index)
}

/** What is read of a person, with the competence record where one has been looked for. */
export const personColumns = ["id", "household_id", "duf_kind", "duf_number", "birth_date", "doc"] as const
type ReadPerson = Pick<PersonRow, (typeof personColumns)[number]> & { readonly competence?: unknown }

/** Rows of one household, persons in the order of their position, back to what the household's schema decodes. */
export const householdFromRows = (
  household: Pick<HouseholdRow, "id" | "route" | "doc">,
  persons: ReadonlyArray<ReadPerson>
): Doc => ({
  ...(household.doc as Doc),
  id: household.id,
  route: household.route,
  members: persons.map(({ birth_date, competence, doc, duf_kind, duf_number, id }) => ({
    ...(doc as Doc),
    id,
    duf: { _tag: duf_kind, number: duf_number },
    birthDate: birth_date,
    ...(competence === null || competence === undefined ? {} : { competence }),
    healthNeeds: []
  }))
})

export const insertHouseholds = (json: string) => sql`
  insert into core.household (round_id, id, position, route, strictly_confidential, doc, mentions)
  select round_id, id, position, route, strictly_confidential, doc, mentions from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, id text, position int, route text, strictly_confidential boolean, doc jsonb, mentions jsonb)`

export const insertPersons = (json: string) => sql`
  insert into person.person
    (round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc)
  select round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc
  from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, id text, household_id text, strictly_confidential boolean, position int,
     duf_kind text, duf_number text, birth_date date, doc jsonb)`

export const insertCompetence = (json: string) => sql`
  insert into competence.record (round_id, person_id, strictly_confidential, doc)
  select round_id, person_id, strictly_confidential, doc from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, person_id text, strictly_confidential boolean, doc jsonb)`

export const insertNeeds = (json: string) => sql`
  insert into health.need (round_id, person_id, seq, strictly_confidential, service, doc)
  select round_id, person_id, seq, strictly_confidential, service, doc from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, person_id text, seq int, strictly_confidential boolean, service text, doc jsonb)`
