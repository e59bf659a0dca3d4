/** How each margin is counted in a round: the category of every person or household it is about, undefined for the others. */
import type { IsoDate } from "../../domain/IsoDate.ts"
import { isReleased } from "../../domain/Need.ts"
import { type CategoryOf, type MarginId, margins } from "./margins.ts"
import { provenanceMarginOf } from "./provenance.ts"
import type { SeenHousehold, SeenPerson } from "./seen.ts"

export type Households = ReadonlyArray<SeenHousehold>
type Counter<M extends MarginId> = (households: Households, date: string) => Iterable<CategoryOf<M> | undefined>

export const persons = (households: Households): ReadonlyArray<SeenPerson> => households.flatMap((one) => one.members)
const adults = (households: Households): ReadonlyArray<SeenPerson> => persons(households).filter((one) => one.age >= 18)
export const of = (background: string, households: Households): Households =>
  households.filter((one) => one.background === background)
const families = (background: string, households: Households): Households =>
  of(background, households).filter((one) => one.kind === "family")
export const ordinary = (households: Households): Households => households.filter((one) => one.kind !== "minor")

const sexAge = ({ person, age }: SeenPerson) =>
  `${person.sex === "male" ? "male" : "female"}-${age > 55 ? "over-55" : "to-55"}` as const
const childrenIn = (household: SeenHousehold): string => String(household.members.filter((one) => one.age < 18).length)
const ageBand = (age: number, bands: ReadonlyArray<readonly [string, number]>): string | undefined =>
  bands.find(([, last]) => age <= last)?.[0]

/** Above the youngest parent by a generation: a grandmother. */
const parentsIn = (household: SeenHousehold): CategoryOf<"ukraine-parents"> => {
  const grown = household.members.filter((one) => one.age >= 18).map((one) => one.age)
  const head = grown[0] ?? 0
  const grandmother = grown.slice(1).some((age) => age >= head + 17)
  const parents = grown.length - (grandmother ? 1 : 0)
  return `${parents > 1 ? "two" : "one"}${grandmother ? "-and-grandmother" : ""}`
}

const levelOf = ({ person }: SeenPerson): number | undefined => {
  const levels = (person.competence?.education ?? []).filter((one) => one.completed).map((one) => one.level)
  return levels.length === 0 ? undefined : Math.max(...levels)
}
const levels = (background: string, households: Households): ReadonlyArray<number> =>
  adults(of(background, households)).flatMap((one) => levelOf(one) ?? [])

const coverageOf = ({ person }: SeenPerson): CategoryOf<"competence"> => {
  const { competence } = person
  if (competence === undefined) return "none"
  if (competence.education.length === 0) return "work-only"
  if (competence.work.length === 0) return competence.track === undefined ? "education-only" : "no-occupation"
  return competence.track === undefined ? "no-track" : "full"
}

const entriesOf = ({ person: { competence } }: SeenPerson) =>
  competence === undefined
    ? []
    : [
        ...competence.education,
        ...competence.work,
        ...competence.norwegian,
        ...competence.plan,
        ...(competence.track === undefined ? [] : [competence.track])
      ].map((entry) => entry.provenance.source)
const sourcesBy = <M extends MarginId>(margin: M, households: Households): Iterable<CategoryOf<M>> =>
  persons(households.filter((one) => provenanceMarginOf[one.household.route] === margin)).flatMap(
    entriesOf
  ) as unknown as Array<CategoryOf<M>>

const hearingOf = ({ household, members }: SeenHousehold, date: string): CategoryOf<"hearing"> => {
  const { hearing } = household
  if (hearing.interviewOn === undefined) return "no-interview"
  if (hearing.adultsHeard.length < members.filter((one) => one.age >= 18).length) return "adult-not-heard"
  if (hearing.adverseInformation === "not-put") return "adverse-not-put"
  return hearing.commentWaived || (hearing.commentDeadline ?? date) < date ? "complete" : "deadline-open"
}

export const counters: { readonly [M in MarginId]: Counter<M> } = {
  background: (all) => persons(all).map((one) => one.household.background),
  "ukraine-composition": (all) =>
    persons(of("ukraine", all)).map((one) =>
      one.age >= 18 ? "adult" : one.household.kind === "minor" ? "unaccompanied minor" : "child in family"
    ),
  "ukraine-household": (all) => persons(of("ukraine", all)).map((one) => one.household.kind),
  "ukraine-parents": (all) => families("ukraine", all).map(parentsIn),
  "ukraine-children": (all) => families("ukraine", all).map(childrenIn) as Array<"1">,
  "ukraine-sex-age": (all) => persons(of("ukraine", all)).map(sexAge),
  "ukraine-age": (all) =>
    persons(of("ukraine", all)).map(
      ({ age }) =>
        ageBand(age, [
          ["0-5", 5],
          ["6-15", 15],
          ["16-19", 19],
          ["20-39", 39],
          ["40-59", 59],
          ["60+", 200]
        ]) as "0-5"
    ),
  "other-household": (all) => persons(of("other", all)).map((one) => one.household.kind),
  "other-parents": (all) => families("other", all).map(parentsIn),
  "other-children": (all) => families("other", all).map(childrenIn) as Array<"1">,
  "other-sex-age": (all) => persons(of("other", all)).map(sexAge),
  "other-adult-age": (all) =>
    adults(of("other", all)).map(
      ({ age }) =>
        ageBand(age, [
          ["18-24", 24],
          ["25-34", 34],
          ["35-44", 44],
          ["45-55", 55]
        ]) as "18-24" | undefined
    ),
  "minor-body": (all) => all.map(({ household }) => household.minor?.responsibleBody),
  "care-form": (all) => all.map(({ household }) => household.minor?.careForms[0]),
  "ukraine-route": (all) => persons(of("ukraine", all)).map((one) => one.household.household.route as "private"),
  "other-route": (all) =>
    persons(of("other", all)).map(({ household: { household } }) =>
      household.route.endsWith("centre") ? "centre" : household.route.startsWith("transfer") ? "transfer" : "private"
    ),
  "centre-kind": (all) =>
    persons(of("other", all)).map((one) =>
      one.household.household.route.endsWith("centre")
        ? (one.household.household.route as "reception-centre")
        : undefined
    ),
  "transfer-kind": (all) =>
    persons(of("other", all)).map((one) =>
      one.household.household.route.startsWith("transfer")
        ? (one.household.household.route as "transfer-interview")
        : undefined
    ),
  "waiting-limit": (all) =>
    persons(ordinary(all)).map((one) => (one.household.waited <= 180 ? "up to 180" : "more than 180")),
  waiting: (all) =>
    persons(ordinary(all)).map(
      ({ household: { waited } }) =>
        ageBand(waited, [
          ["0-30", 30],
          ["31-90", 90],
          ["91-180", 180],
          ["181-300", 300]
        ]) as "0-30" | undefined
    ),
  "minors-waiting": (all) =>
    all.map(({ kind, waited }) =>
      kind === "minor"
        ? (ageBand(waited, [
            ["0-30", 30],
            ["31-90", 90],
            ["91-150", 150]
          ]) as "0-30" | undefined)
        : undefined
    ),
  held: (all) =>
    all.map(({ waited, household }) =>
      waited >= 60 && household.fixedMunicipality === undefined ? (String(household.roundsHeld) as "0") : undefined
    ),
  "other-origin": (all) =>
    persons(of("other", all)).map(({ person }) =>
      person.origin in margins["other-origin"].shares ? (person.origin as "SYR") : "rest"
    ),
  "rest-origin": (all) =>
    persons(of("other", all)).map(({ person }) =>
      person.origin in margins["rest-origin"].shares ? (person.origin as "SOM") : undefined
    ),
  interpreter: (all) => adults(all).map((one) => (one.person.needsInterpreter ? "yes" : "no")),
  competence: (all) => adults(all).map(coverageOf),
  "ukraine-education": (all) => levels("ukraine", all).map((level) => (level >= 6 ? "higher" : "lower")),
  "ukraine-level": (all) => levels("ukraine", all).map(String) as Array<"0">,
  "other-education": (all) =>
    levels("other", all).map((level) => (level <= 2 ? "compulsory" : level <= 5 ? "middle" : "higher")),
  "other-level": (all) => levels("other", all).map(String) as Array<"0">,
  recognition: (all) =>
    adults(all).flatMap(
      (one) =>
        one.person.competence?.education.find((entry) => entry.completed && entry.level >= 6)?.recognition as
          | "applied"
          | undefined
    ),
  norwegian: (all) =>
    adults(all.filter((one) => one.household.hostMunicipality !== undefined)).map(
      (one) => one.person.competence?.norwegian.find((entry) => entry.skill === "oral")?.level as "A1" | undefined
    ),
  "provenance-centre": (all) => sourcesBy("provenance-centre", all),
  "provenance-integration-centre": (all) => sourcesBy("provenance-integration-centre", all),
  "provenance-private": (all) => sourcesBy("provenance-private", all),
  "provenance-transfer-interview": (all) => sourcesBy("provenance-transfer-interview", all),
  "provenance-transfer-dossier": (all) => sourcesBy("provenance-transfer-dossier", all),
  plan: (all) =>
    adults(
      all.filter(
        ({ household }) => household.hostMunicipality !== undefined && household.route !== "integration-centre"
      )
    )
      .filter((one) => one.age <= 62)
      .map(({ person: { competence } }) =>
        competence === undefined ? undefined : (competence.plan[0]?.kind ?? "none")
      ),
  "health-need": (all) => persons(all).map((one) => one.person.healthNeeds[0]?.service ?? "none"),
  release: (all, date) =>
    persons(all).flatMap((one) =>
      one.person.healthNeeds.map((need) =>
        need.release === undefined
          ? "none"
          : isReleased(need as Parameters<typeof isReleased>[0], date as IsoDate)
            ? "released"
            : "withdrawn"
      )
    ),
  "housing-need": (all) => persons(all).map((one) => one.person.housingNeeds[0] ?? "none"),
  hearing: (all, date) => all.map((one) => hearingOf(one, date)),
  tie: (all) =>
    adults(all).map(
      (one) => (one.person.ties.find((tie) => tie.to._tag === "municipality")?.kind as "sibling" | undefined) ?? "none"
    ),
  "tie-wish": (all) =>
    adults(all).flatMap((one) =>
      one.person.ties.filter((tie) => tie.to._tag === "municipality").map((tie) => tie.wish)
    ),
  wish: (all) => adults(all).map((one) => one.person.wishes[0]?.place._tag ?? "none"),
  schooling: (all) =>
    persons(all.filter((one) => one.household.hostMunicipality !== undefined)).map((one) =>
      one.age < 6 || one.age > 17 ? undefined : one.person.schooling === undefined ? "no" : "yes"
    ),
  reunification: (all) =>
    of("other", all).map(({ kind, household }) =>
      kind === "single" ? (household.reunification?.status ?? "no") : undefined
    ),
  protection: (all) =>
    ordinary(all).map(({ household }) => (household.protection?.kind as "violence" | undefined) ?? "none")
}
