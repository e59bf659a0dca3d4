/**
 * The conditions that most of casework is opened under. What grows with the years is asked for by key, row for row: a list of
 * everything one may see would be made anew for every statement.
 */
import { sql } from "kysely"

/** Rows of rounds that whoever asks may open; rounds are few. */
export const myRounds = sql`round_id in (select id from core.round)`

/** Rows of a household, by the name of the column, whose glass whoever asks has broken. */
export const broken = (household: string) =>
  sql`(round_id, ${sql.ref(household)}) in (select b.round_id, b.household_id from core.break_glass b)`

/** Of a table that says itself who is strictly confidential, as the household does. */
export const myCases = sql`(${myRounds} or ${broken("household_id")})`

/** Rows of a table that hang on a household which may be seen. */
export const ofSeenHousehold = (table: string) =>
  sql`exists (select from core.household h
    where h.round_id = ${sql.ref(`${table}.round_id`)} and h.id = ${sql.ref(`${table}.household_id`)})`
