/** Reads how many of upper-secondary age come to a county's municipalities. The database counts and rounds; nobody is read. */
import { Effect } from "effect"
import { sql } from "kysely"
import { CountedUpperSecondary, upperSecondaryFrom } from "../../casework/disclosure/upperSecondary.ts"
import { record } from "../audit/trail.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeStored } from "../rows/storedJson.ts"

const decode = decodeStored(CountedUpperSecondary, "counts of upper-secondary age")

export const readUpperSecondary = Effect.fnUntraced(function* (trx: Trx, county: string, year: number) {
  const { rows } = yield* query("count upper-secondary age", () =>
    sql<unknown>`select municipality, asked, agreed, arrived from core.upper_secondary(${year})`.execute(trx)
  )
  const shown = upperSecondaryFrom(yield* decode(rows))
  yield* record({ action: "list", subject: `upper-secondary:${county}/${year}`, count: shown.municipalities.length })
  return shown
})
