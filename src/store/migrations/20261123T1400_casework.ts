/**
 * Casework: states and versions of rounds, who works with them, what officers choose and decide, publication, and each
 * household's way to settlement. From here on an officer sees the rounds given to her, a lead all, the worker no person.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { breakGlass } from "./caseworkSchema/breakGlass.ts"
import { choices } from "./caseworkSchema/choices.ts"
import { corrections } from "./caseworkSchema/corrections.ts"
import { decisions } from "./caseworkSchema/decisions.ts"
import { events } from "./caseworkSchema/events.ts"
import { openCases } from "./caseworkSchema/openCases.ts"
import { publication } from "./caseworkSchema/publication.ts"
import { rounds } from "./caseworkSchema/rounds.ts"
import { settlements } from "./caseworkSchema/settlements.ts"
import { subjects } from "./caseworkSchema/subjects.ts"

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`grant usage on schema core, person, competence to api_protected`.execute(db)
  await sql`grant usage on schema ops to api_imdi, api_kommune, api_analyst, api_protected, gate`.execute(db)
  await rounds(db)
  await breakGlass(db)
  await subjects(db)
  await openCases(db)
  await choices(db)
  await decisions(db)
  await corrections(db)
  await publication(db)
  await settlements(db)
  await events(db)
}

export const caseworkMigration: Migration = { up }
