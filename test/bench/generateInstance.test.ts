// The instances of the bench: the same from the same seed, scarce where they should be, and readable as a file by a rival.
import { describe, expect, test } from "vitest"
import { generateInstance, type InstanceKind } from "../../bench/generateInstance.ts"
import { lpTextOf } from "../../bench/lpText.ts"
import { choicesOf } from "../../src/matching/instance/choices.ts"
import { fingerprintOf } from "../../src/matching/instance/fingerprint.ts"
import { type Instance, ineligible } from "../../src/matching/instance/Instance.ts"
import { objectivesOf } from "../../src/matching/instance/objectives.ts"
import { formulate } from "../../src/matching/solver/formulation.ts"

const kind: InstanceKind = { households: 300, locations: 40, seed: 1, slack: 1.1 }

const totals = ({ capacity, demand, dimensions }: Instance) =>
  dimensions.map((_, d) => ({
    asked: demand.reduce((sum, amount, at) => (at % dimensions.length === d ? sum + amount : sum), 0),
    given: capacity.reduce((sum, amount, at) => (at % dimensions.length === d ? sum + amount : sum), 0)
  }))

describe("generated instances", () => {
  test("the same seed gives the same instance, another seed another one", () => {
    expect(fingerprintOf(generateInstance(kind))).toBe(fingerprintOf(generateInstance(kind)))
    expect(fingerprintOf(generateInstance({ ...kind, seed: 2 }))).not.toBe(fingerprintOf(generateInstance(kind)))
  })

  test("places are as scarce as asked for", () => {
    for (const slack of [0.5, 1.1, 5]) {
      const [persons] = totals(generateInstance({ ...kind, slack }))
      expect(persons!.given).toBe(Math.ceil(persons!.asked * slack))
    }
  })

  test("rare dimensions are asked for, and there is a little more of them than that", () => {
    for (const { asked, given } of totals(generateInstance(kind)).slice(1)) {
      expect(asked).toBeGreaterThan(0)
      expect(given).toBeGreaterThan(asked)
      expect(given).toBeLessThan(1.5 * asked + 3)
    }
  })

  test("equal, identical and filled are what they say", () => {
    const open = (instance: Instance) => [...instance.score].filter((value) => value !== ineligible)
    const identical = generateInstance({ ...kind, scores: "identical" })
    expect(new Set(open(identical)).size).toBe(1)
    expect(new Set(identical.persons)).toEqual(new Set([1]))
    const equal = generateInstance({ ...kind, scores: "equal" })
    expect(new Set(open(equal)).size).toBe(new Set(equal.persons).size)
    const filled = generateInstance({ ...kind, scores: "filled" })
    const width = filled.dimensions.length
    filled.locations.forEach((_, m) => expect(filled.minimum[m * width]).toBe(filled.capacity[m * width]))
  })

  test("as LP text every pair is a column and every row that can bind is there", () => {
    const instance = generateInstance({ ...kind, households: 5, locations: 3 })
    const choices = choicesOf(instance)
    const formulation = formulate(choices, objectivesOf(choices, "priced").at(-1)!, [])
    const text = lpTextOf(formulation, "whole")
    const binaries = text.slice(text.indexOf("Binaries"), text.indexOf("\nEnd")).split("\n").slice(1)
    expect(binaries).toHaveLength(choices.location.length + instance.households.length)
    expect(text.match(/^[lr]\d+:/gm)?.length).toBeGreaterThanOrEqual(instance.households.length)
  })
})
