/** What municipalities and counties have declared in Treff: the latest of each, or the latest up to a mark. */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { Declared } from "../../casework/process/withDeclarations.ts"
import { Declaration, SameAgeOffer } from "../../domain/Declaration.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeStored } from "../rows/storedJson.ts"

const decode = decodeStored(
  Schema.Struct({
    declarations: Schema.Array(Schema.Struct({ municipality: MunicipalityCode, doc: Declaration })),
    offers: Schema.Array(Schema.Struct({ municipality: MunicipalityCode, doc: Schema.Array(SameAgeOffer) })),
    last: Schema.Struct({ declaration: Schema.Int, offer: Schema.Int })
  }),
  "declarations"
)

const everything = 2_147_483_647

/** `mark`: as a plan remembers it; absent: what there is now. */
export const readDeclared = Effect.fnUntraced(function* (trx: Trx, mark?: string) {
  const [declaration = everything, offer = everything] = (mark ?? "").split(".").filter(Boolean).map(Number)
  const { rows } = yield* query("read declarations", () =>
    sql<{ readonly found: unknown }>`select jsonb_build_object(
      'declarations', coalesce((select jsonb_agg(jsonb_build_object('municipality', d.municipality, 'doc', d.doc))
        from (select distinct on (municipality) municipality, doc from core.declaration
          where sequence <= ${declaration} order by municipality, sequence desc) d), '[]'),
      'offers', coalesce((select jsonb_agg(jsonb_build_object('municipality', o.municipality, 'doc', o.doc))
        from (select distinct on (municipality) municipality, doc from core.school_offer
          where sequence <= ${offer} order by municipality, sequence desc) o), '[]'),
      'last', jsonb_build_object(
        'declaration', coalesce((select max(sequence) from core.declaration where sequence <= ${declaration}), 0),
        'offer', coalesce((select max(sequence) from core.school_offer where sequence <= ${offer}), 0))) as found`.execute(
      trx
    )
  )
  const { declarations, last, offers } = yield* decode(rows[0]?.found)
  const declared: Declared = {
    declarations: new Map(declarations.map(({ doc, municipality }) => [municipality, doc])),
    offers: new Map(offers.map(({ doc, municipality }) => [municipality, doc])),
    mark: last.declaration === 0 && last.offer === 0 ? null : `${last.declaration}.${last.offer}`
  }
  return declared
})
