/**
 * Makes the request of a household before anything is generalised (rung 0). Reads no sex, no citizenship, no origin, no
 * number, no place and no protection. Must pass `generalise.ts` before anybody outside IMDi sees it.
 */
import type { Household } from "../../domain/Household.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { isReleasedToMunicipality, serviceClasses } from "../../domain/Need.ts"
import { occupationGroupOf } from "../../domain/Occupation.ts"
import { occupationGroups } from "../../domain/OccupationGroup.ts"
import type { Person } from "../../domain/Person.ts"
import { roomsFor } from "../../matching/criteria/dwelling.ts"
import { type MatchingFacts, needFacts, requiredConfirmations } from "../answer/requiredConfirmations.ts"
import { ageBands, fiveYears } from "./ageBands.ts"
import { EducationBand, NorwegianBand, type RequestDisclosure } from "./RequestDisclosure.ts"

const inOrderOf = <T>(order: ReadonlyArray<T>, values: ReadonlyArray<T>): ReadonlyArray<T> =>
  [...values].sort((a, b) => order.indexOf(a) - order.indexOf(b))

/** The lowest skill: what a class must start from. */
const norwegianOf = ({ competence }: Person): NorwegianBand =>
  inOrderOf(
    NorwegianBand.literals,
    (competence?.norwegian ?? []).map((one) => one.level)
  )[0] ?? "unknown"

const educationOf = ({ competence }: Person): EducationBand => {
  const level = competence?.highestEducation?.level
  if (level === undefined) return "unknown"
  if (level === 0) return "none"
  if (level <= 3) return "compulsory"
  return level <= 5 ? "upper-secondary" : "higher"
}

const tracks = ["alphabetisation", "a", "b", "academic", "unknown"] as const

const servicesOf = (household: Household, on: IsoDate): NonNullable<RequestDisclosure["services"]> => {
  const released = new Set(
    household.members.flatMap((member) =>
      member.healthNeeds.filter((need) => isReleasedToMunicipality(need, on)).map((need) => need.service)
    )
  )
  return serviceClasses.filter((service) => released.has(service))
}

const monthOf = (date: IsoDate): NonNullable<RequestDisclosure["moveWindow"]> => {
  const month = Number(date.slice(5, 7))
  return { year: Number(date.slice(0, 4)), quarter: Math.ceil(month / 3), month }
}

/** Null for a strictly confidential address: it has its own queue and no request of this kind (S3). */
export const requestDisclosure = (
  household: Household,
  on: IsoDate,
  matching: MatchingFacts
): RequestDisclosure | null => {
  if (household.isStrictlyConfidential) return null
  const adults = household.adultsOn(on)
  const facts = needFacts(household, on, matching)
  const speaking = household.members.filter((member) => member.needsInterpreter)
  return {
    format: "treff-request/1",
    rung: 0,
    lane: household.lane,
    persons: { from: household.persons, to: household.persons },
    ages: ageBands(
      household.members.map((member) => member.ageOn(on)),
      fiveYears
    ),
    dwelling:
      facts.dwelling === null
        ? null
        : {
            ...facts.dwelling,
            canGrow: roomsFor(household.persons + (household.reunification?.persons ?? 0)) > facts.dwelling.rooms
          },
    services: servicesOf(household, on),
    norwegianLevels: inOrderOf(NorwegianBand.literals, adults.map(norwegianOf)),
    norwegianTracks: inOrderOf(
      tracks,
      adults.map(({ competence }) => competence?.track?.track ?? "unknown")
    ),
    education: inOrderOf(EducationBand.literals, adults.map(educationOf)),
    occupations: inOrderOf(
      occupationGroups,
      adults.map(({ competence }) => {
        const work = competence?.mainWork
        return work === undefined ? "none" : (occupationGroupOf(work.occupation) ?? "none")
      })
    ),
    interpreter: speaking.length > 0,
    languages: [...new Set(speaking.map((member) => member.language))].sort(),
    moveWindow: monthOf(matching.moveBy),
    confirmations: requiredConfirmations(facts),
    schoolPlaces: facts.pupils,
    afterYes: []
  }
}
