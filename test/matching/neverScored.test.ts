// Feature under test: what is never scored (S11, D14). Changing sex, citizenship, origin or number, or a language for one of
// equal interpreter supply, changes neither points nor which places are open.
import fc from "fast-check"
import { expect, test } from "vitest"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import type { Household } from "../../src/domain/Household.ts"
import { eligibilityOf, roundRules } from "../../src/matching/eligibility.ts"
import { pointsRow, prepareFit } from "../../src/matching/fit.ts"
import { minorsProfile, standardProfile } from "../../src/matching/profiles.ts"
import type { World } from "../../src/matching/World.ts"
import {
  arbitraryDraft,
  arbitraryMinorDraft,
  arbitraryWorld,
  type Draft,
  householdsOf
} from "../support/arbitraryRound.ts"
import { names, type PersonInput, roundOf } from "../support/world.ts"

const minorPlaces = [{ form: "shared-housing" as const, places: 2 }]
const places = Object.fromEntries(names.map((name) => [name, { places: 3, minorPlaces }]))

/** Everything that is decided about the households before anybody is placed. */
const decided = (households: ReadonlyArray<Household>, world: World) =>
  (["ordinary", "minors"] as const).flatMap((lane) => {
    const profile = lane === "minors" ? minorsProfile : standardProfile
    const rules = roundRules(roundOf(households, { places }))
    const mine = households.filter((one) => one.lane === lane)
    return prepareFit(world, mine, profile).map((scored) => ({
      id: scored.household.id,
      points: [...pointsRow(scored, world.places.length)],
      open: [...eligibilityOf(scored.household, world, rules).state]
    }))
  })

const round = fc
  .tuple(
    fc.array(arbitraryDraft, { minLength: 1, maxLength: 3 }),
    fc.array(arbitraryMinorDraft, { minLength: 1, maxLength: 2 })
  )
  .map(([ordinary, minors]) => [...ordinary, ...minors])

const same = (change: (person: PersonInput, i: number) => PersonInput) =>
  fc.assert(
    fc.property(arbitraryWorld, round, (world, drafts) => {
      const changed = drafts.map(({ known, members }): Draft => ({ known, members: members.map(change) }))
      expect(decided(householdsOf(changed), world)).toEqual(decided(householdsOf(drafts), world))
    }),
    { numRuns: 50 }
  )

test("sex", () => {
  // Housing that a municipality has declared for boys or girls is the one exception (S9); here all housing is open.
  same((one, i) => ({ ...one, sex: i % 2 === 0 ? "female" : "male" }))
})

test("citizenship and origin", () => {
  same((one, i) => ({ ...one, citizenship: i % 2 === 0 ? "SYR" : "UKR", origin: i % 2 === 0 ? "ERI" : "NOR" }))
})

test("number and place in the household", () => {
  same((one, i) => ({ ...one, duf: { _tag: "synthetic", number: syntheticDuf(2019, 500_000 + i) } }))
  same((one) => ({ ...one, role: one.role === "adult" ? "child" : "adult" }))
})

test("a language for one with the same interpreter supply", () => {
  // Arabic and Tigrinya have the same supply in every county of these worlds.
  same((one) =>
    one.language === "tir" ? { ...one, language: "ara" } : one.language === "ara" ? { ...one, language: "tir" } : one
  )
})

test("any language, for somebody who needs no interpreter", () => {
  same((one) => (one.needsInterpreter ? one : { ...one, language: "ukr" }))
})
