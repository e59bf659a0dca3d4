/** Health and housing needs as classes (S22): who has one, whether it is released, and for a few that the release is withdrawn. */
import { addDays, daysBetween, type IsoDate } from "../../domain/IsoDate.ts"
import type { HousingNeed, ServiceClass } from "../../domain/Need.ts"
import type { PersonEncoded } from "./encoded.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import type { Member } from "./members.ts"
import { said } from "./provenance.ts"
import { counts, deal } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export type HealthNeedEncoded = PersonEncoded["healthNeeds"][number]

export const legalBasis = "integreringsloven § 43, integreringsforskriften § 44"

/** Ages a need is drawn among; children's needs are released by a guardian. */
const ages: Readonly<Record<ServiceClass, readonly [number, number]>> = {
  dialysis: [18, 80],
  "hospital-follow-up": [0, 90],
  "specialist-mental-health": [10, 75],
  habilitation: [1, 30],
  "substance-treatment": [18, 55],
  "home-nursing": [60, 90]
}
const housingAges: Readonly<Record<HousingNeed, readonly [number, number]>> = {
  "step-free": [45, 90],
  "ground-floor": [50, 90]
}
const complexShare: Readonly<Record<ServiceClass, number>> = {
  dialysis: 0.2,
  "hospital-follow-up": 0.05,
  "specialist-mental-health": 0.3,
  habilitation: 0.6,
  "substance-treatment": 1,
  "home-nursing": 0.7
}

/** So many members for each class, within its ages where there are enough of them, each member at most once. */
const choose = <C extends string>(
  members: ReadonlyArray<Member>,
  numbers: Readonly<Record<C, number>>,
  ages: Readonly<Record<C, readonly [number, number]>>,
  random: Random
): Map<Member, C> => {
  const chosen = new Map<Member, C>()
  for (const need of Object.keys(ages) as Array<C>) {
    const [low, high] = ages[need]
    const fits = (member: Member): boolean => member.age >= low && member.age <= high
    const free = random.shuffle(members).filter((member) => !chosen.has(member))
    const ordered = [...free.filter(fits), ...free.filter((member) => !fits(member) && member.age >= 18)]
    for (const member of ordered.slice(0, numbers[need])) chosen.set(member, need)
  }
  return chosen
}

export interface Needs {
  readonly health: ReadonlyMap<Member, HealthNeedEncoded>
  readonly housing: ReadonlyMap<Member, HousingNeed>
}

export const needsOf = (
  households: ReadonlyArray<Routed>,
  heard: ReadonlyMap<Routed, Heard>,
  date: IsoDate,
  random: Random
): Needs => {
  const homes = new Map(
    households.flatMap((household) => household.members.map((member) => [member, household] as const))
  )
  const members = [...homes.keys()]
  const services = choose(members, counts(margins["health-need"].shares, members.length), ages, random)
  const releases = deal([...services.keys()], margins.release.shares, random)
  const health = new Map<Member, HealthNeedEncoded>()
  for (const [member, service] of services) {
    const household = homes.get(member)
    if (household === undefined) continue
    const source = household.route === "transfer-dossier" ? "rrf" : "stated"
    const provenance = said(source, household, heard.get(household)?.interviewOn, random)
    health.set(member, {
      service,
      strength: service === "dialysis" || random.next() < chances.requiredNeed ? "required" : "helpful",
      complex: random.next() < complexShare[service],
      legalBasis,
      ...releaseOf(
        member,
        releases.get(member) ?? "none",
        source === "rrf" ? household.permitOn : provenance.date,
        date,
        random
      ),
      provenance
    })
  }
  return {
    health,
    housing: choose(members, counts(margins["housing-need"].shares, members.length), housingAges, random)
  }
}

const releaseOf = (
  member: Member,
  outcome: "released" | "none" | "withdrawn",
  from: IsoDate,
  date: IsoDate,
  random: Random
): Pick<HealthNeedEncoded, "release"> => {
  if (outcome === "none") return {}
  const days = daysBetween(from, date)
  const after = random.between(0, Math.min(10, days))
  return {
    release: {
      releasedBy: member.age < 18 ? "guardian" : "person",
      scope: random.next() < 0.7 ? "settlement-and-municipality" : "settlement",
      releasedOn: addDays(from, after),
      ...(outcome === "withdrawn" ? { withdrawnOn: addDays(from, random.between(after, days)) } : {})
    }
  }
}
