/** Declarations as they are kept: dated, never changed, followed by a new one. What is read of them is the latest. */
import { Effect, Schema } from "effect"
import { Declaration, type SameAgeOffer } from "../../domain/Declaration.ts"
import { record } from "../audit/trail.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"

export const DeclarationKept = Schema.Struct({
  id: Schema.String,
  declaredAt: Schema.String,
  declaration: Declaration
}).annotate({ identifier: "DeclarationKept" })

const encodeDeclaration = Schema.encodeSync(Declaration)

export const declare = Effect.fnUntraced(function* (trx: Trx, municipality: string, declaration: Declaration) {
  const { id } = yield* query("declare", () =>
    trx
      .insertInto("core.declaration")
      .values({
        municipality,
        declared_on: declaration.declaredOn,
        doc: JSON.stringify(encodeDeclaration(declaration))
      })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* record({ action: "create", subject: `declaration:${id}` })
  return { id }
})

export const readDeclarations = Effect.fnUntraced(function* (trx: Trx, municipality: string) {
  const rows = yield* query("read declarations", () =>
    trx
      .selectFrom("core.declaration")
      .select(["id", "declared_at as declaredAt", "doc as declaration"])
      .where("municipality", "=", municipality)
      .orderBy("sequence", "desc")
      .limit(50)
      .execute()
  )
  yield* record({ action: "list", subject: `declarations:${municipality}`, count: rows.length })
  return rows
})

export const confirmSchool = Effect.fnUntraced(function* (
  trx: Trx,
  county: string,
  municipality: string,
  offers: ReadonlyArray<typeof SameAgeOffer.Type>
) {
  const { id } = yield* query("confirm school places", () =>
    trx
      .insertInto("core.school_offer")
      .values({ county, municipality, doc: JSON.stringify(offers) })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* record({ action: "create", subject: `school-offer:${id}` })
  return { id }
})
