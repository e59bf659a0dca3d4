/** The condition that most of casework is opened under: rows of rounds that whoever asks may open. */
import { sql } from "kysely"

export const myRounds = sql`round_id in (select id from core.round)`
