/**
 * The synthetic households of a round: each stage adds its facts from its own stream of chance, and here they are put
 * together. Never makes a household with code 6 or 7, which no cohort may hold (S3).
 */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import type { Municipality } from "../../domain/Municipality.ts"
import type { RoundCapacityEncoded, RoundEncoded } from "./capacities.ts"
import { childhoodOf } from "./children.ts"
import { mapCompetence } from "./competence.ts"
import { composeHouseholds } from "./composition.ts"
import { geographyOf } from "./Geography.ts"
import { hearHouseholds } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import { type Member, peopleHouseholds } from "./members.ts"
import { needsOf } from "./needs.ts"
import { dufOf, type First, householdIds, personIds } from "./numbering.ts"
import { originsOf } from "./origins.ts"
import { said } from "./provenance.ts"
import { deal } from "./quota.ts"
import { type Random, randomStream } from "./random.ts"
import { relationsOf, type TieEncoded } from "./relations.ts"
import { type Routed, routeHouseholds } from "./routes.ts"

export type HouseholdEncoded = RoundEncoded["households"][number]
type PersonEncoded = HouseholdEncoded["members"][number]

export interface HouseholdRequest {
  readonly persons: number
  readonly seed: number
  readonly date: IsoDate
  readonly municipalities: ReadonlyArray<Municipality>
  /** Places of the round: a household that has agreed on its own settlement has found one of them. */
  readonly capacities: ReadonlyArray<RoundCapacityEncoded>
  readonly first: First
}

export const generateHouseholds = (request: HouseholdRequest): ReadonlyArray<HouseholdEncoded> => {
  const { date, seed } = request
  const chance = (name: string): Random => randomStream(seed, name)
  const geography = geographyOf(request.municipalities)
  const peopled = peopleHouseholds(composeHouseholds(request.persons, chance("households")), date, chance("ages"))
  const households = routeHouseholds(peopled, date, request.capacities, geography, chance("routes"))
  const heard = hearHouseholds(households, date, chance("hearing"))
  const origins = originsOf(households, chance("origins"))
  const competence = mapCompetence(households, heard, chance("competence"))
  const needs = needsOf(households, heard, date, chance("needs"))
  const relations = relationsOf(households, heard, competence, geography, date, chance("relations"))
  const childhood = childhoodOf(households, heard, date, chance("children"))
  const interpreters = interpretersFor(households, chance("interpreters"))
  const later = dealReunification(households, chance("reunification"))
  const protection = dealProtection(households, chance("protection"))

  const ids = new Map(zip(households, householdIds(request.first.household, households.length)))
  const siblings = siblingTies(relations.siblings, ids)
  const members = households.flatMap((household) => household.members)
  const numbers = new Map(members.map((member, i) => [member, request.first.person + i]))
  const personId = new Map(zip(members, personIds(request.first.person, members.length)))
  const details = chance("details")

  const person = (household: Routed, member: Member): PersonEncoded => {
    const origin = origins.get(household) ?? { country: "UKR", language: "ukr" }
    const healthNeed = needs.health.get(member)
    const housingNeed = needs.housing.get(member)
    const tie = relations.ties.get(member)
    const wish = relations.wishes.get(member)
    const sibling = siblings.get(member)
    return {
      id: personId.get(member) ?? "",
      duf: dufOf(household.permitOn, numbers.get(member) ?? 0),
      birthDate: member.birthDate,
      role: member.role,
      sex: member.sex,
      citizenship: origin.country,
      origin: origin.country,
      language: origin.language,
      needsInterpreter: interpreters.has(member),
      ...optional("competence", competence.get(member)),
      housingNeeds: housingNeed === undefined ? [] : [housingNeed],
      healthNeeds: healthNeed === undefined ? [] : [healthNeed],
      ties: [...(tie === undefined ? [] : [tie]), ...(sibling === undefined ? [] : [sibling])],
      wishes: wish === undefined ? [] : [wish],
      ...optional("contract", relations.contracts.get(member)),
      ...optional("schooling", childhood.schooling.get(member)),
      ...optional("childView", childhood.views.get(member))
    }
  }

  return households.map((household): HouseholdEncoded => {
    const hearing = heard.get(household) ?? { adults: 0, commentWaived: false, adverseInformation: "none" }
    const adults = household.members.filter((member) => member.role === "adult")
    const [head, ...rest] = household.members
    if (head === undefined) throw new Error("A household without members was composed")
    const { adults: heardAdults, ...dates } = hearing
    const kind = protection.get(household) ?? "none"
    const family = later.get(household) ?? "no"
    return {
      id: ids.get(household) ?? "",
      route: household.route,
      permitOn: household.permitOn,
      members: [person(household, head), ...rest.map((member) => person(household, member))],
      ...optional("hostMunicipality", household.host),
      ...optional("minor", minorCase(household, date, details)),
      hearing: { ...dates, adultsHeard: adults.slice(0, heardAdults).map((member) => personId.get(member) ?? "") },
      ...(kind === "none"
        ? {}
        : {
            protection: {
              kind,
              awayFrom: [geography.town(details).code],
              provenance: said("stated", household, hearing.interviewOn, details)
            }
          }),
      ...(family === "no"
        ? {}
        : { reunification: { persons: details.between(1, 5), status: family, expectedBy: addDays(date, details.between(60, 420)) } }),
      roundsHeld: household.roundsHeld,
      ...optional("fixedMunicipality", household.fixed)
    }
  })
}

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V }

const zip = <A, B>(keys: ReadonlyArray<A>, values: ReadonlyArray<B>): ReadonlyArray<readonly [A, B]> =>
  keys.map((key, i) => [key, values[i] as B] as const)

/** Adults as the margin says; minors alone always; children in families never, they are not to interpret for others. */
const interpretersFor = (households: ReadonlyArray<Routed>, random: Random): ReadonlySet<Member> => {
  const adults = households.flatMap((household) => household.members.filter((member) => member.role === "adult"))
  const minors = households.flatMap((household) => (household.shape.kind === "minor" ? household.members : []))
  const needing = [...deal(adults, margins.interpreter.shares, random)].filter(([, needs]) => needs === "yes")
  return new Set([...minors, ...needing.map(([member]) => member)])
}

const dealReunification = (households: ReadonlyArray<Routed>, random: Random) => {
  const singles = households.filter((household) => household.shape.kind === "single" && household.fixed === undefined)
  const of = (background: string) => singles.filter((household) => household.shape.background === background)
  const few = chances.ukraineReunification
  return new Map([
    ...deal(of("other"), margins.reunification.shares, random),
    ...deal(of("ukraine"), { no: 1 - few, applied: few, granted: 0 }, random)
  ])
}

const dealProtection = (households: ReadonlyArray<Routed>, random: Random) =>
  deal(
    households.filter((household) => household.shape.kind !== "minor"),
    margins.protection.shares,
    random
  )

/** Minors with the wider choice of care forms are the older ones; the guardian of a few is not informed yet. */
const minorCase = (household: Routed, date: IsoDate, random: Random): HouseholdEncoded["minor"] => {
  if (household.body === undefined) return undefined
  const young = (household.members[0]?.age ?? 17) < 15
  const days = random.between(0, household.waited)
  return {
    responsibleBody: household.body,
    careForms: young ? ["foster-home", "shared-housing"] : random.next() < 0.7 ? ["shared-housing", "supported-housing"] : ["supported-housing", "shared-housing"],
    ...(random.next() < 0.9 ? { guardianInformedOn: addDays(date, -days) } : {}),
    provenance: { source: "verified", date: addDays(date, -days) }
  }
}

/** Each of the two is asked; both wish to live near (S19). */
const siblingTies = (
  pairs: ReadonlyArray<readonly [Routed, Routed]>,
  ids: ReadonlyMap<Routed, string>
): ReadonlyMap<Member, TieEncoded> => {
  const tie = (to: Routed, from: Routed): TieEncoded => ({
    kind: "sibling",
    to: { _tag: "household", id: ids.get(to) ?? "" },
    wish: "near",
    provenance: { source: "stated", date: from.permitOn }
  })
  return new Map(
    pairs.flatMap(([one, other]) => [
      [one.members[0] as Member, tie(other, one)] as const,
      [other.members[0] as Member, tie(one, other)] as const
    ])
  )
}
