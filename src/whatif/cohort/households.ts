/**
 * The synthetic households of a round: each stage adds its facts from its own stream of chance, and here they are put
 * together. Never makes a household with code 6 or 7, which no cohort may hold (S3).
 */
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { Municipality } from "../../domain/Municipality.ts"
import { childhoodOf } from "./children.ts"
import { circumstancesOf } from "./circumstances.ts"
import { mapCompetence } from "./competence.ts"
import { composeHouseholds } from "./composition.ts"
import type { CapacityEncoded, HouseholdEncoded, PersonEncoded } from "./encoded.ts"
import { geographyOf } from "./Geography.ts"
import { type Heard, hearHouseholds } from "./hearing.ts"
import { type Member, peopleHouseholds } from "./members.ts"
import { needsOf } from "./needs.ts"
import { dufOf, type First, householdIds, personIds } from "./numbering.ts"
import { interpretersFor, originsOf } from "./origins.ts"
import { type Random, randomStream } from "./random.ts"
import { relationsOf, siblingTie } from "./relations.ts"
import { type Routed, routeHouseholds } from "./routes.ts"

export interface HouseholdRequest {
  readonly persons: number
  readonly seed: number
  readonly date: IsoDate
  readonly municipalities: ReadonlyArray<Municipality>
  /** Places of the round: a household that has agreed on its own settlement has found one of them. */
  readonly capacities: ReadonlyArray<CapacityEncoded>
  readonly first: First
}

export const generateHouseholds = (request: HouseholdRequest): ReadonlyArray<HouseholdEncoded> => {
  const { date, first, seed } = request
  const chance = (name: string): Random => randomStream(seed, name)
  const geography = geographyOf(request.municipalities)
  const peopled = peopleHouseholds(composeHouseholds(request.persons, chance("households")), date, chance("ages"))
  const households = routeHouseholds(peopled, date, request.capacities, geography, chance("routes"))
  const heard = hearHouseholds(households, date, chance("hearing"))
  const origins = originsOf(households, chance("origins"))
  const interpreters = interpretersFor(households, chance("interpreters"))
  const competence = mapCompetence(households, heard, chance("competence"))
  const needs = needsOf(households, heard, date, chance("needs"))
  const relations = relationsOf(households, heard, competence, geography, date, chance("relations"))
  const childhood = childhoodOf(households, heard, date, chance("children"))
  const circumstances = circumstancesOf(households, heard, geography, date, chance("circumstances"))

  const members = households.flatMap((household) => household.members)
  const ids = paired(households, householdIds(first.household, households.length))
  const personId = paired(members, personIds(first.person, members.length))
  const number = new Map(members.map((member, i) => [member, first.person + i]))

  const person = (household: Routed, member: Member): PersonEncoded => {
    const origin = get(origins, household)
    const sibling = relations.siblings.get(member)
    return {
      id: get(personId, member),
      duf: dufOf(household.permitOn, get(number, member)),
      birthDate: member.birthDate,
      role: member.role,
      sex: member.sex,
      citizenship: origin.country,
      origin: origin.country,
      language: origin.language,
      needsInterpreter: interpreters.has(member),
      ...optional("competence", competence.get(member)),
      housingNeeds: list(needs.housing.get(member)),
      healthNeeds: list(needs.health.get(member)),
      ties: [
        ...list(relations.ties.get(member)),
        ...(sibling === undefined ? [] : [siblingTie(get(ids, sibling), household.permitOn)])
      ],
      wishes: list(relations.wishes.get(member)),
      ...optional("contract", relations.contracts.get(member)),
      ...optional("schooling", childhood.schooling.get(member)),
      ...optional("childView", childhood.views.get(member))
    }
  }

  return households.map((household): HouseholdEncoded => {
    const [head, ...rest] = household.members
    if (head === undefined) throw new Error("A household without members was composed")
    return {
      id: get(ids, household),
      route: household.route,
      permitOn: household.permitOn,
      members: [person(household, head), ...rest.map((member) => person(household, member))],
      ...optional("hostMunicipality", household.host),
      ...circumstances.get(household),
      hearing: hearingOf(household, get(heard, household), personId),
      roundsHeld: household.roundsHeld,
      ...optional("fixedMunicipality", household.fixed)
    }
  })
}

const hearingOf = (
  household: Routed,
  { adults, ...known }: Heard,
  personId: ReadonlyMap<Member, string>
): HouseholdEncoded["hearing"] => ({
  ...known,
  adultsHeard: household.members
    .filter((member) => member.role === "adult")
    .slice(0, adults)
    .map((member) => get(personId, member))
})

const list = <A>(value: A | undefined): ReadonlyArray<A> => (value === undefined ? [] : [value])

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V }

const paired = <A, B>(keys: ReadonlyArray<A>, values: ReadonlyArray<B>): Map<A, B> =>
  new Map(keys.map((key, i) => [key, values[i] as B]))

/** Every stage answers for every household; a gap is a bug. */
const get = <A, B>(map: ReadonlyMap<A, B>, key: A): B => {
  const value = map.get(key)
  if (value === undefined) throw new Error("A stage of the cohort generator left someone out")
  return value
}
