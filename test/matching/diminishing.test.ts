// Feature under test: the k-th job seeker of one occupation in a municipality is worth less than the one before (C8).
import { Effect, Schema } from "effect"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { type Diminishing, Profile } from "../../src/domain/Profile.ts"
import * as DecompositionSolver from "../../src/matching/decomposition/DecompositionSolver.ts"
import { makeLane, type RuleId } from "../../src/matching/lane.ts"
import { Solver } from "../../src/matching/solver/Solver.ts"
import {
  codeOf,
  competence,
  educated,
  household,
  names,
  person,
  roundOf,
  said,
  weighing,
  worked,
  worldOf
} from "../support/world.ts"

const profileWith = (diminishing: Diminishing): Profile => new Profile({ ...weighing({ "own-wish": 1 }), diminishing })

/** Wishes for Ask; half the points in Bjerk, none elsewhere. */
const seeker = (id: string, ...codes: ReadonlyArray<string>): Household =>
  household(
    codes.map((code) =>
      person(30, {
        competence: competence({ education: [educated(4)], work: [worked(code)] }),
        wishes: [{ place: { _tag: "municipality" as const, code: codeOf("Ask") }, provenance: said() }]
      })
    ),
    { id }
  )
const [carpenter, cook] = ["7115", "5120"]

const laneOf = (households: ReadonlyArray<Household>, diminishing: Diminishing, without: ReadonlyArray<RuleId> = []) =>
  makeLane("ordinary", roundOf(households), worldOf(), profileWith(diminishing), new Set(["hold", ...without]))

const soft = ({ dimensions, instance }: ReturnType<typeof laneOf>) =>
  dimensions.flatMap(({ id, surcharge }, d) =>
    surcharge === undefined ? [] : [{ id, surcharge, free: instance.capacity[d], seekers: instance.demand[d] }]
  )

describe("the problem", () => {
  test("has a soft dimension for each occupation and each step down", () => {
    const couple = seeker("H-1", carpenter, carpenter)
    const dimensions = soft(laneOf([couple, seeker("H-2", carpenter)], { shares: [1, 0.75, 0.75, 0.5], points: 100 }))
    expect(dimensions.map(({ free, seekers, surcharge }) => [free, surcharge, seekers])).toEqual([[1, 25, 2]])
    const three = soft(
      laneOf([couple, seeker("H-2", carpenter, carpenter)], { shares: [1, 0.75, 0.75, 0.5], points: 100 })
    )
    expect(three.map(({ free, surcharge }) => [free, surcharge])).toEqual([
      [1, 25],
      [3, 25]
    ])
  })
  test("of shares that never fall, of one seeker, or without the rule has none", () => {
    const two = [seeker("H-1", carpenter), seeker("H-2", carpenter)]
    expect(soft(laneOf(two, { shares: [1, 1, 1], points: 100 }))).toEqual([])
    expect(soft(laneOf([seeker("H-1", carpenter), seeker("H-2", cook)], { shares: [1, 0], points: 9 }))).toEqual([])
    expect(soft(laneOf(two, { shares: [1, 0], points: 100 }, ["C8"]))).toEqual([])
  })
})

const placesOf = async (households: ReadonlyArray<Household>, diminishing: Diminishing) => {
  const { instance } = laneOf(households, diminishing)
  const solve = Effect.flatMap(Solver, (solver) => solver.solve(instance, { rule: "place-first", gap: 0, seed: 1 }))
  const outcome = await Effect.runPromise(Effect.provide(solve, DecompositionSolver.layer))
  if (outcome._tag !== "Optimal") throw new Error(outcome._tag)
  return { names: [...outcome.plan].map((m) => names[m]), objective: outcome.objective }
}

test("a second carpenter goes elsewhere as soon as the loss is larger than the difference, a cook never", async () => {
  const two = [seeker("H-1", carpenter), seeker("H-2", carpenter)]
  const justTooLittle = await placesOf(two, { shares: [1, 0], points: 499_999 })
  expect(justTooLittle).toEqual({ names: ["Ask", "Ask"], objective: 2_000_000 - 499_999 })
  const justEnough = await placesOf(two, { shares: [1, 0], points: 500_001 })
  expect([...justEnough.names].sort()).toEqual(["Ask", "Bjerk"])
  expect(justEnough.objective).toBe(1_500_000)
  const other = await placesOf([seeker("H-1", carpenter), seeker("H-2", cook)], {
    shares: [1, 0],
    points: 900_000
  })
  expect(other.names).toEqual(["Ask", "Ask"])
})

test("nobody stays unplaced because of it", async () => {
  const many = ["H-1", "H-2", "H-3"].map((id) => seeker(id, carpenter))
  expect((await placesOf(many, { shares: [0], points: 10_000_000 })).names).not.toContain(undefined)
})

test("shares that rise are refused", () => {
  const decode = Schema.decodeUnknownExit(Profile)
  const wire = (shares: ReadonlyArray<number>) => ({ ...weighing({}), diminishing: { shares, points: 1 } })
  expect(decode(wire([1, 0.5, 0.5]))._tag).toBe("Success")
  expect(decode(wire([1, 0.5, 0.6]))._tag).toBe("Failure")
})
