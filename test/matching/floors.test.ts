// Features under test: floors under a household's own fit and under each adult's (C9, C9b), and bounds on areas (C6), as the
// problem sees them.
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { CountyCode } from "../../src/domain/MunicipalityCode.ts"
import { type Floors, Profile } from "../../src/domain/Profile.ts"
import { type AreaBound, Round } from "../../src/domain/Round.ts"
import { makeLane, type RuleId } from "../../src/matching/lane.ts"
import { codeOf, household, type Name, names, person, roundOf, said, weighing, worldOf } from "../support/world.ts"

const profileWith = (floors?: Floors): Profile =>
  new Profile({ ...weighing({ "own-wish": 3, interpreter: 1 }), ...(floors && { floors }) })

const laneOf = (
  households: ReadonlyArray<Household>,
  floors: Floors | undefined,
  without: ReadonlyArray<RuleId> = [],
  bounds?: ReadonlyArray<AreaBound>
) =>
  makeLane(
    "ordinary",
    new Round({ ...roundOf(households), ...(bounds && { bounds }) }),
    worldOf(),
    profileWith(floors),
    new Set(["hold", ...without])
  )

const wishing = (name: Name) => ({
  wishes: [{ place: { _tag: "municipality" as const, code: codeOf(name) }, provenance: said() }]
})
const one = person(40, wishing("Ask"))
const couple = household([one, person(38, wishing("Gran")), person(6, wishing("Hegg"))], { id: "H-1" })
const plain = [...laneOf([couple], undefined).instance.score]
const best = Math.max(...plain)

describe("a floor under the household", () => {
  test("charges its price for each point below its share of the best, and nothing above", () => {
    const { instance, households } = laneOf([couple], { household: { share: 1, price: 0.5 } })
    expect([...instance.score]).toEqual(plain.map((points) => points - Math.round(0.5 * (best - points))))
    expect([...households[0]!.points]).toEqual(plain) // fit itself is untouched
  })
  test("of a share that every place reaches charges nothing", () => {
    const share = Math.min(...plain) / best
    expect([...laneOf([couple], { household: { share: share * 0.999, price: 9 } }).instance.score]).toEqual(plain)
    expect([
      ...laneOf([couple], { household: { share: Math.min(1, share * 1.01), price: 9 } }).instance.score
    ]).not.toEqual(plain)
  })
  test("can be left out, to find its price", () => {
    const floors = { household: { share: 1, price: 1 }, adult: { share: 1, price: 1 } }
    expect([...laneOf([couple], floors, ["C9", "C9b"]).instance.score]).toEqual(plain)
    expect([...laneOf([couple], floors, ["C9b"]).instance.score]).toEqual([
      ...laneOf([couple], { household: floors.household }).instance.score
    ])
  })
})

describe("a floor under each adult", () => {
  test("counts every adult alone, and no child", () => {
    const single = household(one, { id: "H-1" })
    const alone = laneOf([single], { adult: { share: 1, price: 1 } }).instance.score
    const asHousehold = laneOf([single], { household: { share: 1, price: 1 } }).instance.score
    expect([...alone]).toEqual([...asHousehold])
    const child = household([one, person(6, wishing("Hegg"))], { id: "H-1" })
    const charge = (points: Float64Array, without: Float64Array) => [...points].map((value, at) => value - without[at]!)
    expect(
      charge(
        laneOf([child], { adult: { share: 1, price: 1 } }).instance.score,
        laneOf([child], undefined).instance.score
      )
    ).toEqual(charge(alone, laneOf([single], undefined).instance.score))
  })
})

describe("bounds on areas", () => {
  const bounds: ReadonlyArray<AreaBound> = [
    { name: "South", counties: [CountyCode.make("10")], max: 3 },
    { name: "Two", municipalities: [codeOf("Ask"), codeOf("Hegg")], min: 1 }
  ]
  test("become groups of the problem", () => {
    const { instance } = laneOf([couple], undefined, [], bounds)
    expect(instance.groups.map(({ locations, max, min }) => [[...locations].map((m) => names[m]), min, max])).toEqual([
      [["Ask", "Bjerk", "Elv"], 0, 3],
      [["Ask", "Hegg"], 1, Number.POSITIVE_INFINITY]
    ])
  })
  test("can be left out, and do not bind minors", () => {
    expect(laneOf([couple], undefined, ["C6"], bounds).instance.groups).toEqual([])
    const round = new Round({ ...roundOf([couple]), bounds })
    expect(makeLane("minors", round, worldOf(), profileWith()).instance.groups).toEqual([])
  })
})
