/** The wire form treff-instance/1: everything but the score matrix is decoded by schema; the matrix is read by hand, number by number. */
import { Schema } from "effect"

const nonNegative = Schema.isGreaterThanOrEqualTo(0)
const Id = Schema.NonEmptyString
const Places = Schema.Array(Schema.Int.check(nonNegative))
const Price = Schema.Finite.check(nonNegative)
const PlaceByHousehold = Schema.Record(Schema.String, Id)

const LocationDocument = Schema.Struct({
  id: Id,
  capacity: Places.annotate({ description: "Places in each dimension, in the order of `dimensions`" }),
  minimum: Schema.optionalKey(Places.annotate({ description: "Places that ought to be filled; 0 where absent" })),
  region: Schema.optionalKey(
    Id.annotate({
      description: "Commuting region: linked households may share it, separate ones may not. Absent: the location alone"
    })
  )
})

const HouseholdDocument = Schema.Struct({
  id: Id,
  persons: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  demand: Places.annotate({ description: "What the household uses of each dimension, the same in every location" }),
  priority: Schema.optionalKey(
    Schema.Finite.check(nonNegative).annotate({ description: "Weight per person when placing first; 1 where absent" })
  )
})

const GroupDocument = Schema.Struct({
  locations: Schema.Array(Id),
  min: Schema.optionalKey(Schema.Int.check(nonNegative)),
  max: Schema.optionalKey(Schema.Int.check(nonNegative))
})

const header = {
  format: Schema.Literal("treff-instance/1"),
  name: Schema.optionalKey(Schema.String),
  dimensions: Schema.Array(Schema.NonEmptyString),
  locations: Schema.Array(LocationDocument),
  households: Schema.Array(HouseholdDocument),
  prices: Schema.optionalKey(
    Schema.Struct({
      unplacedPerPerson: Schema.optionalKey(Price),
      shortfallPerPlace: Schema.optionalKey(Price)
    }).annotate({
      description: "Prices in the unit of the scores; 0 where absent. The rule `priced` needs them"
    })
  ),
  surcharges: Schema.optionalKey(
    Schema.Record(Schema.String, Price).annotate({
      description:
        "By dimension: price of a place used above the capacity, which is then no limit but the point from which more is worth less"
    })
  ),
  linked: Schema.optionalKey(
    Schema.Array(Schema.Array(Id)).annotate({
      description: "Households placed in the same location or region, or all unplaced"
    })
  ),
  separate: Schema.optionalKey(
    Schema.Array(Schema.Array(Id)).annotate({ description: "Households of which no two share a location or region" })
  ),
  groups: Schema.optionalKey(
    Schema.Array(GroupDocument).annotate({ description: "Bounds on the persons placed in a set of locations" })
  ),
  announced: Schema.optionalKey(
    PlaceByHousehold.annotate({ description: "Location already announced to a household" })
  ),
  movePrice: Schema.optionalKey(Price.annotate({ description: "Price of ending anywhere but the announced location" })),
  locks: Schema.optionalKey(PlaceByHousehold.annotate({ description: "Location a household must be placed in" })),
  forbids: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Union([Id, Schema.Array(Id)])).annotate({
      description: "Location, or locations, a household must not be placed in"
    })
  )
}

/** All of the document but `score`. */
export const InstanceHeader = Schema.Struct(header)
export type InstanceHeader = typeof InstanceHeader.Type

/** The whole document, for describing it; `decodeInstance` reads it. */
export const InstanceDocument = Schema.Struct({
  ...header,
  score: Schema.Array(Schema.Array(Schema.NullOr(Schema.Finite))).annotate({
    description: "score[i][j] is the value of household i in location j, or null where the pair is not eligible"
  })
}).annotate({ identifier: "InstanceDocument", description: "A placement problem, treff-instance/1" })
export type InstanceDocument = typeof InstanceDocument.Type

/** A small document that uses every optional field once. */
export const instanceExample: InstanceDocument = {
  format: "treff-instance/1",
  name: "example",
  dimensions: ["persons", "step-free dwellings", "carpenters"],
  locations: [
    { id: "A01", capacity: [3, 1, 1], minimum: [2, 0, 0], region: "north" },
    { id: "A02", capacity: [2, 0, 0], region: "north" },
    { id: "B01", capacity: [4, 1, 0] }
  ],
  households: [
    { id: "F0001", persons: 2, demand: [2, 0, 0], priority: 1.5 },
    { id: "F0002", persons: 1, demand: [1, 1, 1] },
    { id: "F0003", persons: 3, demand: [3, 0, 1] }
  ],
  score: [
    [0.731, 0.402, null],
    [0.55, null, 0.61],
    [1.2, null, 0.9]
  ],
  prices: { unplacedPerPerson: 1, shortfallPerPlace: 0.5 },
  surcharges: { carpenters: 0.1 },
  linked: [["F0001", "F0002"]],
  separate: [["F0001", "F0003"]],
  groups: [{ locations: ["A01", "A02"], min: 1, max: 4 }],
  announced: { F0003: "B01" },
  movePrice: 0.2,
  locks: { F0003: "B01" },
  forbids: { F0002: ["B01"] }
}
