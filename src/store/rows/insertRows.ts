/** Many rows in few statements: each statement takes its rows as one JSON parameter. */
import { Effect } from "effect"
import type { RawBuilder } from "kysely"
import type { Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"

/** Keeps a statement well below the time and memory a statement may take. */
const rowsPerStatement = 2_000

export const insertRows = Effect.fnUntraced(function* <Row>(
  operation: string,
  trx: Trx,
  rows: ReadonlyArray<Row>,
  statement: (json: string) => RawBuilder<unknown>
): Effect.fn.Return<void, DatabaseFailure> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const json = JSON.stringify(rows.slice(from, from + rowsPerStatement))
    yield* query(operation, () => statement(json).execute(trx))
  }
})
