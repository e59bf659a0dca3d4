/** A round as the comparison sees it: read from the finished households alone, never from the plan they were made by. */
import { ageOn, daysBetween, type IsoDate } from "../../domain/IsoDate.ts"
import type { Background, HouseholdKind } from "./composition.ts"
import type { HouseholdEncoded, PersonEncoded, RoundEncoded } from "./encoded.ts"

export interface SeenPerson {
  readonly household: SeenHousehold
  readonly person: PersonEncoded
  readonly age: number
}

export interface SeenHousehold {
  readonly household: HouseholdEncoded
  readonly background: Background
  readonly kind: HouseholdKind
  readonly waited: number
  readonly members: ReadonlyArray<SeenPerson>
}

/** Encoded dates are texts the Round schema has yet to check; reading an age from them needs no more than that. */
const day = (text: string): IsoDate => text as IsoDate

export const seeRound = (round: RoundEncoded): ReadonlyArray<SeenHousehold> =>
  round.households.map((household) => {
    const members: Array<SeenPerson> = []
    const ages = household.members.map((person) => ageOn(day(person.birthDate), day(round.date)))
    const seen: SeenHousehold = {
      household,
      background: household.members[0].origin === "UKR" ? "ukraine" : "other",
      kind: kindOf(household.minor !== undefined, ages),
      waited: daysBetween(day(household.permitOn), day(round.date)),
      members
    }
    household.members.forEach((person, i) => {
      members.push({ household: seen, person, age: ages[i] ?? 0 })
    })
    return seen
  })

const kindOf = (minor: boolean, ages: ReadonlyArray<number>): HouseholdKind => {
  if (minor) return "minor"
  if (ages.some((age) => age < 18)) return "family"
  return ages.length === 1 ? "single" : "couple"
}
