/** Rounds whose households all go to one municipality, with requests sent: what the tests of the municipality side start from. */
import { Effect, Schema } from "effect"
import { demoAccess } from "../../src/api/access.ts"
import { placesOf } from "../../src/api/demoData.ts"
import { careForms } from "../../src/domain/CareForm.ts"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import { Round } from "../../src/domain/Round.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { type Caseworld, ready, type Somebody, solved } from "./caseWorld.ts"
import { fixtures } from "./smallRound.ts"

export interface Required {
  readonly _tag: "dwelling" | "same-age-place" | "care-form" | "service"
  readonly by?: string
  readonly [field: string]: unknown
}

export interface Sent {
  readonly id: string
  readonly household: string
  readonly municipality: string
  readonly state: string
  readonly version: number
  readonly persons: number
}

/** A yes to everything that is asked. */
export const yesTo = (required: ReadonlyArray<Required>) => ({
  _tag: "accept",
  confirmations: required.map(({ by, ...one }) => {
    if (one._tag === "same-age-place") return { ...one, offer: "upper-secondary", access: "daily-travel" }
    return by === undefined ? one : { ...one, availableFrom: by }
  })
})

/** So many households of the demo, adults and families, with room for them in one municipality and nowhere else. */
export const roundFor = (id: string, municipality: string, households: number, from = 0): Promise<Round> =>
  roundOf({ id, municipality, isMinors: false }, (all) => all.slice(from, from + households))

/** So many minors on their own, made after those of the demo, who are few. */
export const roundOfMinors = (id: string, municipality: string, households: number): Promise<Round> =>
  roundOf({ id, municipality, isMinors: true }, (all) =>
    Array.from({ length: households }, (_, n) => {
      const like = all[n % all.length]!
      const [minor] = like.members
      const duf = { _tag: "synthetic" as const, number: syntheticDuf(2024, 700_000 + n) }
      const [id, hearing] = [`P-M-${n}`, { ...like.hearing, adultsHeard: [`P-M-${n}`] }]
      return { ...like, id: `H-M-${n}`, hearing, members: [{ ...minor, id, duf }] }
    })
  )

type Households = (typeof Round.Encoded)["households"]
interface Where {
  readonly id: string
  readonly municipality: string
  readonly isMinors: boolean
}

const roundOf = async (
  { id, isMinors, municipality }: Where,
  some: (all: Households) => Households
): Promise<Round> => {
  const { demo } = await fixtures()
  const encoded = Schema.encodeSync(Round)(ready(demo, id))
  const chosen = some(
    encoded.households.filter(
      (one) =>
        one.protection === undefined && (one.minor !== undefined) === isMinors && one.fixedMunicipality === undefined
    )
  )
  const ids = new Set(chosen.map((one) => one.id))
  return Schema.decodeSync(Round)({
    ...encoded,
    households: chosen.map((one) => ({
      ...one,
      members: one.members.map((member) => ({ ...member, ties: [] })) as unknown as typeof one.members
    })),
    capacities: encoded.capacities.map(({ minimum: _, minorPlaces: __, ...one }) => ({
      ...one,
      places: one.municipality === municipality ? 300 : 0,
      ...(isMinors && one.municipality === municipality
        ? { minorPlaces: careForms.map((form) => ({ form, places: 300 })) }
        : {})
    })),
    locks: [],
    forbids: [],
    protectedPairs: [],
    announced: encoded.announced.filter(({ household }) => ids.has(household))
  })
}

/** The year's numbers with more than enough room where the demo's people answer. */
export const roomy = async (lead: Somebody, year: number) => {
  const { file } = await fixtures()
  await lead.ok("PUT", `/api/v1/capacities/${year}`, {
    body: file.municipalities.map((one) =>
      ["4601", "5001"].includes(one.code)
        ? { ...placesOf(one), decided: 5000, minorsDecided: 50, requested: 5000, minorsRequested: 50 }
        : placesOf(one)
    )
  })
}

/** Saved, solved, decided, published by a second person; nothing is sent yet. Answers who is placed. */
export const published = async (world: Caseworld, round: Round): Promise<ReadonlyArray<string>> => {
  const [one, two] = [await world.as("officer-1"), await world.as("officer-2")]
  await world.runtime.runPromise(
    Effect.gen(function* () {
      yield* (yield* RoundStore).save(demoAccess, round)
      const process = yield* RoundProcess
      for (const { account } of [one, two]) yield* process.giveTo(demoAccess, round.id, account)
    })
  )
  const { plan } = await solved(one, round.id)
  const at = `/api/v1/rounds/${round.id}`
  const { placements } = await one.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
    "GET",
    `${at}/recommendations`
  )
  const placed = placements.filter(({ state }) => state === "placed").map(({ household }) => household)
  await one.ok("POST", `${at}/decisions`, {
    body: { plan, decisions: placed.map((household) => ({ _tag: "follow", household })) }
  })
  const { version } = await one.ok<{ version: number }>("GET", at)
  const submitted = await one.ok<{ version: number }>("POST", `${at}/submission`, { version })
  await two.ok("POST", `${at}/publication`, submitted)
  return placed
}

export const requestsOf = async (officer: Somebody, round: string) =>
  (await officer.ok<{ requests: ReadonlyArray<Sent> }>("GET", `/api/v1/rounds/${round}/requests`)).requests

export const sendAll = async (world: Caseworld, round: Round): Promise<ReadonlyArray<Sent>> => {
  const households = await published(world, round)
  const officer = await world.as("officer-1")
  await officer.ok("POST", `/api/v1/rounds/${round.id}/requests`, { body: { households } })
  return await requestsOf(officer, round.id)
}
