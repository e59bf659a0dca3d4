/**
 * Computes what a yes must confirm for one household (S5): the dwelling always, a school place for ages 16 and 17, the care
 * form for minors, and each named treatment nobody has declared. A service is named only where its release covers the
 * municipality (S22); one that is not released is no question here, since the question itself would tell.
 */
import type { CareForm } from "../../domain/CareForm.ts"
import type { Household } from "../../domain/Household.ts"
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import { isReleasedToMunicipality, type ServiceClass, serviceClasses } from "../../domain/Need.ts"
import { needsStepFree, roomsFor } from "../../matching/criteria/dwelling.ts"
import { parameter } from "../../matching/parameters.ts"
import type { RequiredConfirmation } from "./Confirmation.ts"

export interface NeedFacts {
  /** Null for unaccompanied minors, who get a place in a care form instead of a dwelling. */
  readonly dwelling: { readonly rooms: number; readonly stepFree: boolean } | null
  readonly careForm: CareForm | null
  readonly persons: number
  /** Members of 16 or 17 years whose school place nobody has confirmed. */
  readonly pupils: number
  readonly services: ReadonlyArray<ServiceClass>
  readonly moveBy: IsoDate
}

export interface MatchingFacts {
  /** Questions the hard criteria left open in this municipality, as `questionsAt` gives them. */
  readonly questions: ReadonlyArray<string>
  /** The county has already confirmed the school places (S16). */
  readonly schoolConfirmed: boolean
  readonly moveBy: IsoDate
}

const openServices = (household: Household, on: IsoDate, questions: ReadonlyArray<string>): NeedFacts["services"] => {
  const named = new Set(
    household.members.flatMap((member) =>
      member.healthNeeds
        .filter((need) => need.strength === "required" && isReleasedToMunicipality(need, on))
        .map((need) => need.service)
    )
  )
  return serviceClasses.filter((service) => named.has(service) && questions.includes(service))
}

export const needFacts = (household: Household, on: IsoDate, matching: MatchingFacts): NeedFacts => ({
  dwelling:
    household.minor === undefined ? { rooms: roomsFor(household.persons), stepFree: needsStepFree(household) } : null,
  careForm: household.minor?.careForms[0] ?? null,
  persons: household.persons,
  pupils: matching.schoolConfirmed
    ? 0
    : household.members.filter((member) => [16, 17].includes(member.ageOn(on))).length,
  services: openServices(household, on, matching.questions),
  moveBy: matching.moveBy
})

export const requiredConfirmations = (facts: NeedFacts): ReadonlyArray<RequiredConfirmation> => [
  ...(facts.dwelling === null ? [] : [{ _tag: "dwelling" as const, ...facts.dwelling, by: facts.moveBy }]),
  ...(facts.careForm === null ? [] : [{ _tag: "care-form" as const, form: facts.careForm, places: facts.persons }]),
  ...(facts.pupils === 0 ? [] : [{ _tag: "same-age-place" as const, places: facts.pupils }]),
  ...facts.services.map((service) => ({
    _tag: "service" as const,
    service,
    by: addDays(facts.moveBy, parameter("trackSoonDays"))
  }))
]
