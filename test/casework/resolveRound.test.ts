// Feature under test: a round that is solved again while requests are under way keeps whoever is asked or has a yes (S10).
import { ManagedRuntime } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import { type Answered, roundUnderway } from "../../src/casework/process/resolveRound.ts"
import { withDeclarations } from "../../src/casework/process/withDeclarations.ts"
import { Declaration } from "../../src/domain/Declaration.ts"
import { HouseholdId } from "../../src/domain/Ids.ts"
import { Round } from "../../src/domain/Round.ts"
import { layer } from "../../src/matching/highs/HighsSolver.ts"
import { prepareRound } from "../../src/matching/prepare.ts"
import { answersOf, statusOf } from "../../src/matching/solved.ts"
import { solveRound } from "../../src/matching/solveRound.ts"
import {
  codeOf,
  fileOf,
  household,
  type Name,
  need,
  person,
  type RoundInput,
  roundDate,
  roundOf,
  tie
} from "../support/world.ts"

const runtime = ManagedRuntime.make(layer)
afterAll(() => runtime.dispose())

/** Needs three rooms, no steps, dialysis and follow-up; another one like it, nobody has been asked about. */
const needing = (id: string) =>
  household(
    [
      person(40, { housingNeeds: ["step-free"], healthNeeds: [need("dialysis", { complex: true })] }),
      person(38),
      person(16),
      person(9),
      person(7)
    ],
    { id }
  )
const asked = needing("H-1")
const other = needing("H-2")

const answered = (state: Answered["state"]): ReadonlyArray<Answered> => [
  { household: HouseholdId.make("H-1"), municipality: codeOf("Ask"), state }
]

/** What a municipality may say that leaves no room for the household it was asked about. */
const nothing: typeof Declaration.Encoded = {
  declaredOn: "2024-11-20",
  source: "declared-in-treff",
  dwellings: [],
  services: [{ service: "dialysis", status: "not" }],
  sameAgeEducation: [],
  followUpPlaces: 0
}

const saidNow = (name: Name) =>
  withDeclarations(
    fileOf(),
    {
      declarations: new Map([[codeOf(name), new Declaration(nothing as ConstructorParameters<typeof Declaration>[0])]]),
      offers: new Map(),
      mark: "1.0"
    },
    roundDate
  )

const solve = async (state: Answered["state"], known: RoundInput = {}, file = saidNow("Ask")) => {
  const round = roundUnderway(roundOf([asked, other], known), answered(state), new Set())
  const solved = await runtime.runPromise(solveRound(prepareRound({ file, round })))
  return {
    status: statusOf(solved),
    places: Object.fromEntries(answersOf(solved).map((one) => [one.household.household.id, one.place?.code]))
  }
}

describe("a municipality declares that it has nothing for whom it was asked about", () => {
  test.each(["open", "accepted"] as const)("what is %s stands, and nobody new goes there", async (state) => {
    const { places, status } = await solve(state)
    expect(status).toBe("optimal")
    expect(places["H-1"]).toBe(codeOf("Ask"))
    expect(places["H-2"]).not.toBe(codeOf("Ask"))
    expect(places["H-2"]).toBeDefined()
  })

  test("once it has said no, nobody goes there", async () => {
    const { places, status } = await solve("declined")
    expect(status).toBe("optimal")
    expect(Object.values(places)).not.toContain(codeOf("Ask"))
  })
})

test("fewer places than are promised take nothing back, and give nobody a place", async () => {
  const everywhere = { Bjerk: 0, Elv: 0, Furu: 0, Gran: 0, Hegg: 0 }
  for (const places of [0, 4, 5, 9]) {
    const { places: where, status } = await solve("accepted", { places: { Ask: places, ...everywhere } }, fileOf())
    expect([places, status, where["H-1"], where["H-2"]]).toEqual([places, "optimal", codeOf("Ask"), undefined])
  }
})

test("a vedtak taken back takes no promise back", async () => {
  const file = fileOf({ Ask: { free: { decided: null } } })
  const { places, status } = await solve("open", {}, file)
  expect([status, places["H-1"]]).toEqual(["optimal", codeOf("Ask")])
})

describe("two households with a yes", () => {
  const [wife, husband, third] = ["H-1", "H-2", "H-3"] as const
  const bound = household(person(30, { ties: [tie("spouse", { household: husband })] }), { id: wife })
  const households = [bound, household(person(31), { id: husband }), household(person(32), { id: third })]
  const yes = (id: string, name: Name): Answered => ({
    household: HouseholdId.make(id),
    municipality: codeOf(name),
    state: "accepted"
  })
  const solved = async (round: Round) => {
    const result = await runtime.runPromise(solveRound(prepareRound({ file: fileOf(), round })))
    return {
      status: statusOf(result),
      places: Object.fromEntries(answersOf(result).map((one) => [one.household.household.id, one.place?.code]))
    }
  }

  test("spouses who are apart by then leave the round possible", async () => {
    const answers = [yes(wife, "Ask"), yes(husband, "Furu")]
    const { places, status } = await solved(roundUnderway(roundOf(households), answers, new Set()))
    expect([status, places[wife], places[husband]]).toEqual(["optimal", codeOf("Ask"), codeOf("Furu")])
  })

  test("who must not meet and does by then leaves the round possible, and nobody else comes near", async () => {
    const round = roundOf(households.slice(1), {
      protectedPairs: [
        [husband, third],
        [third, "H-4"]
      ]
    })
    const more = new Round({ ...round, households: [...round.households, household(person(33), { id: "H-4" })] })
    const answers = [yes(husband, "Ask"), yes(third, "Bjerk")]
    const { places, status } = await solved(roundUnderway(more, answers, new Set()))
    expect([status, places[husband], places[third]]).toEqual(["optimal", codeOf("Ask"), codeOf("Bjerk")])
    expect(["Elv", "Furu", "Gran", "Hegg"].map((name) => codeOf(name as Name))).toContain(places["H-4"])
  })

  test("a spouse for whom there is no place left beside a yes leaves the round possible", async () => {
    const places = { Ask: 1, Bjerk: 0, Furu: 9 }
    const round = roundUnderway(roundOf(households, { places }), [yes(husband, "Ask")], new Set())
    const { places: where, status } = await solved(round)
    expect([status, where[husband], where[wife]]).toEqual(["optimal", codeOf("Ask"), codeOf("Furu")])
  })

  test("two spouses who want the last place beside two with a yes leave the round possible: one gets it", async () => {
    const couple = (waits: string, stands: string) => [
      household(person(30, { ties: [tie("spouse", { household: stands })] }), { id: waits }),
      household(person(31), { id: stands })
    ]
    const couples = [...couple("H-1", "H-2"), ...couple("H-3", "H-4")]
    const places = { Ask: 3, Bjerk: 0, Furu: 9 }
    const answers = [yes("H-2", "Ask"), yes("H-4", "Ask")]
    const { places: where, status } = await solved(roundUnderway(roundOf(couples, { places }), answers, new Set()))
    expect([status, where["H-1"], where["H-3"]]).toEqual(["optimal", codeOf("Ask"), codeOf("Furu")])
  })
})
