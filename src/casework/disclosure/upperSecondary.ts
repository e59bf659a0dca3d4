/**
 * What a county is shown of those who turn 16, 17 or 18 in a year (S16): how many its municipalities are asked to take, have agreed
 * to take, and have received, in bands of five. No number of a municipality can be worked out to less than four possible ones.
 */
import { Schema } from "effect"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"

const width = 5
/** The database rounds down to the beginning of a band, so that no exact number leaves it. */
const From = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0), Schema.isMultipleOf(width))

const columns = ["asked", "agreed", "arrived"] as const

/** Beginnings of bands; the row without a municipality is the county's. */
export const CountedUpperSecondary = Schema.Array(
  Schema.Struct({ municipality: Schema.NullOr(MunicipalityCode), asked: From, agreed: From, arrived: From })
)
type Counted = typeof CountedUpperSecondary.Type

export const Band = Schema.Struct({ from: Schema.Int, to: Schema.Int }).annotate({
  identifier: "Band",
  description: "A number of persons, from and to included"
})

export const UpperSecondary = Schema.Struct({
  municipalities: Schema.Array(
    Schema.Struct({
      municipality: MunicipalityCode,
      asked: Band.annotateKey({ description: "In requests without an answer" }),
      agreed: Band.annotateKey({ description: "In requests with a yes, not moved yet" }),
      arrived: Band
    })
  ),
  total: Schema.Struct({ asked: Band, agreed: Band, arrived: Band }).annotate({ description: "Of the county" })
}).annotate({ identifier: "UpperSecondary", description: "Persons who turn 16, 17 or 18 in the year" })
export type UpperSecondary = typeof UpperSecondary.Type

const bandFrom = (from: number) => ({ from, to: from + width - 1 })

/** Fewer numbers than these beyond the total's beginning, and municipalities at their upper ends could be told. */
const slack = 3

/** The last band of what the total can be is told with the one before it where it would be too narrow, whatever the total is. */
const totalOf = (parts: ReadonlyArray<number>, total: number) => {
  const most = parts.reduce((sum, from) => sum + from + width - 1, 0)
  const last = most - (most % width)
  const isWide = most - last >= slack
  return isWide || total < last - width ? bandFrom(total) : { from: Math.max(0, last - width), to: last + width - 1 }
}

export const upperSecondaryFrom = (rows: Counted): UpperSecondary => {
  const total = rows.find(({ municipality }) => municipality === null)
  const parts = rows.flatMap(({ municipality, ...counts }) =>
    municipality === null ? [] : [{ municipality, ...counts }]
  )
  const totals = columns.map(
    (column) =>
      [
        column,
        totalOf(
          parts.map((part) => part[column]),
          total?.[column] ?? 0
        )
      ] as const
  )
  return {
    municipalities: parts.map(({ agreed, arrived, asked, municipality }) => ({
      municipality,
      asked: bandFrom(asked),
      agreed: bandFrom(agreed),
      arrived: bandFrom(arrived)
    })),
    total: Object.fromEntries(totals) as UpperSecondary["total"]
  }
}
