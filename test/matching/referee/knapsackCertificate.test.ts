// Feature under test: certificates by household multipliers: what they prove is counted again, and a change is noticed.
import { Schema } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Choices, choicesOf } from "../../../src/matching/instance/choices.ts"
import { type Objective, objectivesOf } from "../../../src/matching/instance/objectives.ts"
import { boundOf, netValues, type Prices, zeroPrices } from "../../../src/matching/referee/bound.ts"
import { Certificate, digestOf, type KnapsackLevel } from "../../../src/matching/referee/Certificate.ts"
import { certificateOf, certifyLevel } from "../../../src/matching/referee/certify.ts"
import { checkCertificate } from "../../../src/matching/referee/checkCertificate.ts"
import { improvePrices } from "../../../src/matching/referee/improvePrices.ts"
import { certifyKnapsackLevel } from "../../../src/matching/referee/knapsackLevel.ts"
import { crowded, read, smallInstance } from "../../support/instances.ts"

interface Scarce {
  readonly choices: Choices
  readonly objective: Objective
  readonly prices: Prices
  readonly multipliers: Float64Array
}

/** Prices found without a solver, and each household's best net value under them. */
function scarce(seed: number): Scarce {
  const choices = choicesOf(read(crowded(seed, 40, 15, 1)))
  const objective = objectivesOf(choices, "priced")[0]!
  const { prices } = improvePrices(choices, objective, [], 0)
  const { best } = boundOf(choices, objective, [], prices)
  return { choices, objective, prices, multipliers: best }
}

const { choices, multipliers, objective, prices } = scarce(1)
const level = certifyKnapsackLevel(choices, objective, [], prices, multipliers) as KnapsackLevel
const certificate: Certificate = certificateOf(choices, "priced", [level])

const problemsOf = (changed: Certificate): ReadonlyArray<string> => checkCertificate(choices.instance, changed).problems
const resealed = (changed: Certificate): Certificate => ({ ...changed, digest: digestOf(changed) })
const withLevel = (change: Partial<KnapsackLevel>): Certificate => ({
  ...certificate,
  levels: [{ ...level, ...change }]
})

describe("a knapsack certificate", () => {
  test("proves more than the prices it comes from, and says the same when written and read", () => {
    const priced = certifyLevel(choices, objective, [], prices)
    expect(level.kind).toBe("knapsack")
    expect(level.bound).toBeLessThan(priced.bound)
    const again = Schema.decodeUnknownSync(Certificate)(JSON.parse(JSON.stringify(certificate)))
    expect(checkCertificate(choices.instance, again)).toEqual({ bounds: [level.bound], problems: [] })
  })

  test("any number changed is noticed", () => {
    const text = JSON.stringify(certificate)
    const numbers = [...text.matchAll(/-?\d+/g)].filter(
      ({ index }) => text[index - 1] !== '"' && text[index - 1] !== "/"
    )
    for (const { 0: found, index } of numbers.filter((_, at) => at % 5 === 0)) {
      const changed = JSON.parse(`${text.slice(0, index)}${Number(found) + 1}${text.slice(index + found.length)}`)
      expect(problemsOf(changed), `${found} at ${index}`).not.toEqual([])
    }
  })

  test("changed and sealed again it must still add up", () => {
    const cheaper = level.households.map((multiplier, h) => (h === 0 ? multiplier - 7 : multiplier))
    expect(problemsOf(resealed(withLevel({ households: cheaper, total: level.total - 7 })))).not.toEqual([])
    expect(problemsOf(resealed(withLevel({ bound: level.bound - 1 })))).not.toEqual([])
    expect(problemsOf(resealed(withLevel({ households: level.households.slice(1) }))).join()).toContain(
      "39 multipliers"
    )
    const huge = level.households.map((_, h) => (h % 2 === 0 ? 2 ** 52 : -(2 ** 52)))
    expect(problemsOf(resealed(withLevel({ households: huge }))).join()).toContain("too large")
  })

  test("without its kind it proves only what its prices prove", () => {
    const { households: _, kind: __, ...rest } = level
    expect(problemsOf(resealed({ ...certificate, levels: [rest] }))).not.toEqual([])
  })

  test("says nothing of capacities that are soft", () => {
    const soft = { ...crowded(1, 40, 15, 1), surcharges: { persons: 2 } }
    const scarceAndSoft = choicesOf(read(soft))
    const goal = objectivesOf(scarceAndSoft, "priced")[0]!
    expect(certifyKnapsackLevel(scarceAndSoft, goal, [], prices, multipliers).kind).not.toBe("knapsack")
  })

  test("of every level of placing first holds, and is never weaker than prices", () => {
    fc.assert(
      fc.property(smallInstance(5), ({ surcharges: _, ...document }) => {
        const small = choicesOf(read(document))
        const [placing, score] = objectivesOf(small, "place-first")
        const blank = zeroPrices(small, [])
        const ceiling = boundOf(small, placing!, [], blank).total
        const target = { objective: placing!, value: ceiling, full: true }
        const targets = [target]
        const none = zeroPrices(small, targets)
        const best = (goal: Objective, given: typeof targets, free: Prices): Float64Array =>
          boundOf(small, goal, given, free, undefined, netValues(small, goal, given, free)).best
        const levels = [
          certifyKnapsackLevel(small, placing!, [], blank, best(placing!, [], blank)),
          certifyKnapsackLevel(small, score!, targets, none, best(score!, targets, none))
        ]
        const made = certificateOf(small, "place-first", levels)
        expect(checkCertificate(small.instance, made).problems).toEqual([])
        expect(levels[1]!.total).toBeLessThanOrEqual(certifyLevel(small, score!, targets, none).total)
      }),
      { numRuns: 150 }
    )
  })
})
