/**
 * The version of a household's file, for compare-and-set: raised by whatever an officer changes, chooses or decides of the
 * household, so that nobody replaces unread what another has done, and two households never stand in each other's way.
 */
import { Effect } from "effect"
import { CaseNotFound } from "../cases/failures.ts"
import { expectVersion } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"

/** Under the round's lock: whoever reads it then reads what stays until this transaction ends. */
export const expectFileVersion = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, seen: number) {
  const found = yield* query("read version of file", () =>
    trx
      .selectFrom("core.household")
      .select("version")
      .where("round_id", "=", round)
      .where("id", "=", id)
      .executeTakeFirst()
  )
  if (found === undefined) return yield* new CaseNotFound({ what: "household" })
  yield* expectVersion(seen, found.version)
})

/** Answers the file's new version. */
export const raiseFileVersion = (trx: Trx, round: string, id: string) =>
  query("raise version of file", () =>
    trx
      .updateTable("core.household")
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("round_id", "=", round)
      .where("id", "=", id)
      .returning("version")
      .executeTakeFirstOrThrow()
  ).pipe(Effect.map(({ version }) => ({ version })))
