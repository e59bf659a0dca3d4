/**
 * Unaccompanied minors: the recommended care form is declared, and open to the minor. Sex is used here alone, and only
 * against a housing form the municipality has declared for boys or girls (S9).
 */
import type { Household } from "../../domain/Household.ts"
import { hard, met } from "../Criterion.ts"
import { declared } from "../World.ts"

const sexesOf = (household: Household): string =>
  [...new Set(household.members.map((member) => member.sex))].sort().join(",")
const openTo = (only: "boys" | "girls" | undefined, sexes: string): boolean =>
  only === undefined || sexes === (only === "boys" ? "male" : "female")

export const careForm = hard<{ readonly form: string; readonly minors: number; readonly sexes: string }>({
  id: "care-form",
  level: "hard",
  reference: "barnevernsloven; S9, R26",
  concern: (household) =>
    household.minor === undefined
      ? null
      : { form: household.minor.careForms[0], minors: household.persons, sexes: sexesOf(household) },
  evaluate: ({ form, minors, sexes }, place, world) => {
    const housing = place.municipality.declaration?.minorHousing
    if (housing === undefined) return { _tag: "unknown", questions: ["care-form"] }
    const places = housing
      .filter((one) => one.form === form && openTo(one.only, sexes))
      .reduce((sum, one) => sum + one.places, 0)
    return places >= minors ? met : { _tag: "not-met", evidence: [declared(world, place, "care-form-places", places)] }
  }
})
