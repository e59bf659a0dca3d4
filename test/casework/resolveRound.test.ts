// Feature under test: a round that is solved again while requests are under way keeps whoever is asked or has a yes (S10).
import { ManagedRuntime } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import { type Answered, roundUnderway } from "../../src/casework/process/resolveRound.ts"
import { withDeclarations } from "../../src/casework/process/withDeclarations.ts"
import { Declaration } from "../../src/domain/Declaration.ts"
import { HouseholdId } from "../../src/domain/Ids.ts"
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
  roundOf
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
