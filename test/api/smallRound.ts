/**
 * A dozen households of the demo round and few places. One household is strictly confidential, one has an agreed
 * municipality, one is a minor.
 */
import { Effect, Schema } from "effect"
import type { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Round } from "../../src/domain/Round.ts"
import { readMunicipalities, readRound } from "../../src/intake/files.ts"

const chosen = [
  "H-0001",
  "H-0002",
  "H-0003",
  "H-0004",
  "H-0005",
  "H-0006",
  "H-0008",
  "H-0014",
  "H-0027",
  "H-0029",
  "H-0040"
]
/** Code 6: nothing of it may come out anywhere. */
export const hidden = "H-0015"

/** Places in a handful of municipalities, so that somebody is left over. */
const places: Readonly<Record<string, number>> = { "0301": 4, "1103": 2, "3405": 3, "4601": 5, "5001": 2 }

export const smallRound = (demo: Round): Round => {
  const encoded = Schema.encodeSync(Round)(demo)
  return Schema.decodeSync(Round)({
    ...encoded,
    id: "small",
    name: "Liten runde",
    households: encoded.households.filter(({ id }) => chosen.includes(id) || id === hidden),
    capacities: encoded.capacities.map(({ minimum: _, minorPlaces, ...one }) => ({
      ...one,
      places: places[one.municipality] ?? 0,
      ...(one.municipality === "0301" && minorPlaces !== undefined ? { minorPlaces } : {})
    })),
    protectedPairs: []
  })
}

/** The round with places only where there are most: as full, and solved sooner. */
export const inFewMunicipalities = (round: Round, count: number): Round => {
  const encoded = Schema.encodeSync(Round)(round)
  const byPlaces = [...encoded.capacities].sort((a, b) => b.places - a.places)
  const open = new Set(byPlaces.slice(0, count).map(({ municipality }) => municipality))
  return Schema.decodeSync(Round)({
    ...encoded,
    capacities: encoded.capacities.map((capacity) =>
      open.has(capacity.municipality) ? capacity : { municipality: capacity.municipality, places: 0 }
    )
  })
}

interface Fixtures {
  readonly file: MunicipalityFile
  readonly demo: Round
}
let read: Promise<Fixtures> | undefined

/** The real municipalities and the round of the demo, read once in a process. */
export const fixtures = (): Promise<Fixtures> => {
  read ??= Effect.runPromise(Effect.all({ file: readMunicipalities(), demo: readRound() }))
  return read
}
