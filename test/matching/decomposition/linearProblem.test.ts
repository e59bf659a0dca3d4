// Feature under test: a relaxation that is changed and solved again. After every change it must stand where one made from
// nothing for the changed problem stands.
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, test } from "vitest"
import { relaxation } from "../../../src/matching/decomposition/exactRelaxation.ts"
import { LinearProblem } from "../../../src/matching/decomposition/linearProblem.ts"
import { type Sizes, usualSizes } from "../../../src/matching/decomposition/relaxationRequest.ts"
import { choiceOf, choicesOf } from "../../../src/matching/instance/choices.ts"
import type { Instance } from "../../../src/matching/instance/Instance.ts"
import { objectivesOf, type Rule, requirementObjective } from "../../../src/matching/instance/objectives.ts"
import { crowded, read, smallInstance } from "../../support/instances.ts"

const highs = await loadHighs()
const tiny: Sizes = { wholeMaster: 0, near: 0, entering: 0, reach: 1e-3, boxedRounds: 40 }
const some: Sizes = { ...usualSizes, wholeMaster: 0 }
const timeLeftMs = () => Number.POSITIVE_INFINITY

/** The instance without its locks: which pairs are required is what changes. */
const withoutLocks = (instance: Instance): Instance => ({
  ...instance,
  lock: new Int32Array(instance.lock.length).fill(-1)
})

interface Change {
  readonly kind: "capacity" | "close" | "reopen" | "exclude" | "allow" | "require" | "free"
  readonly h: number
  readonly m: number
  readonly part: number
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("capacity", "capacity", "close", "reopen", "exclude", "allow", "require", "free"),
  h: fc.nat(),
  m: fc.nat(),
  part: fc.double({ min: 0, max: 1, noNaN: true })
})

/** The changed problem as an instance of its own. */
class Changed {
  readonly instance: Instance
  readonly closed = new Set<number>()
  readonly forbidden = new Set<number>()
  readonly capacity: Int32Array
  readonly lock: Int32Array

  constructor(instance: Instance) {
    this.instance = instance
    this.capacity = instance.capacity.slice()
    this.lock = instance.lock.slice()
  }

  bound(rule: Rule): number {
    const { forbidden, locations, minimum } = this.instance
    const width = this.instance.dimensions.length
    const ruledOut = new Set([...forbidden, ...this.forbidden])
    for (const m of this.closed) for (let h = 0; h < this.lock.length; h++) ruledOut.add(h * locations.length + m)
    const instance = {
      ...this.instance,
      capacity: this.capacity,
      minimum: minimum.map((least, at) =>
        this.closed.has(Math.floor(at / width)) ? 0 : Math.min(least, this.capacity[at]!)
      ),
      forbidden: ruledOut,
      lock: this.lock
    }
    const choices = choicesOf(instance)
    const objective = objectivesOf(choices, rule).at(-1)!
    const locked = this.lock.reduce((count, m) => (m < 0 ? count : count + 1), 0)
    const target = { objective: requirementObjective(choices), value: locked, full: true }
    for (let h = 0; h < this.lock.length; h++)
      if (this.lock[h]! >= 0 && choices.start[h] === choices.start[h + 1]) return Number.NEGATIVE_INFINITY
    return relaxation(highs, { choices, objective, targets: [target], timeLeftMs }).bound
  }
}

/** Changes both, where the change applies. */
function apply({ h: someH, kind, m: someM, part }: Change, problem: LinearProblem, changed: Changed): void {
  const { capacity, dimensions, households, locations } = changed.instance
  const [h, m] = [someH % households.length, someM % locations.length]
  const k = choiceOf(choicesOf(changed.instance), h, m)
  const pair = h * locations.length + m
  if (kind === "capacity") {
    for (let d = 0; d < dimensions.length; d++) {
      const at = m * dimensions.length + d
      changed.capacity[at] = Math.round(capacity[at]! * part)
      problem.changeCapacity(m, d, changed.capacity[at]!)
    }
  } else if (kind === "close") {
    changed.closed.add(m)
    problem.close(m)
  } else if (kind === "reopen") {
    changed.closed.delete(m)
    problem.reopen(m)
  } else if (kind === "free") {
    changed.lock[h] = -1
    problem.free(h)
  } else if (k < 0) return
  else if (kind === "exclude") {
    changed.forbidden.add(pair)
    problem.exclude(h, k)
  } else if (kind === "allow") {
    changed.forbidden.delete(pair)
    problem.allow(h, k)
  } else {
    changed.lock[h] = m
    problem.require(h, k)
  }
}

function expectSame(found: number, expected: number, scale: number): void {
  if (Number.isFinite(expected))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(scale, Math.abs(expected)))
  else expect(found).toBe(expected)
}

function follow(instance: Instance, rule: Rule, sizes: Sizes, changes: ReadonlyArray<Change>): void {
  const choices = choicesOf(instance)
  const objective = objectivesOf(choices, rule).at(-1)!
  const value = objective.value.slice()
  const problem = new LinearProblem(highs, { choices, objective, targets: [], timeLeftMs }, sizes)
  const changed = new Changed(instance)
  try {
    expectSame(problem.solve().bound, changed.bound(rule), instance.scale)
    for (const one of changes) {
      apply(one, problem, changed)
      const found = problem.solve()
      expect(found.complete).toBe(true)
      expectSame(found.bound, changed.bound(rule), instance.scale)
    }
    expect(objective.value).toEqual(value)
  } finally {
    problem.dispose()
  }
}

describe("A · solved again after changes", () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 6 })
  test.each([
    { name: "usual", sizes: usualSizes },
    { name: "some", sizes: some },
    { name: "tiny", sizes: tiny }
  ])("random worlds and changes, $name pieces", { timeout: 60_000 }, ({ sizes }) => {
    fc.assert(
      fc.property(smallInstance(6), fc.constantFrom<Rule>("priced", "max-score"), changes, (document, rule, list) => {
        follow(withoutLocks(read(document)), rule, sizes, list)
      }),
      { numRuns: 25, seed: 11 }
    )
  })

  test("a crowded world and many changes", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 10, maxLength: 10 }), (list) => {
        follow(read(crowded(4, 40, 10, 0.9)), "priced", some, list)
      }),
      { numRuns: 6, seed: 3 }
    )
  })
})
