// A made-up country of six municipalities to score in, and households that say only what a test is about.
// They lie on one meridian, so that distances are differences of kilometres:
//
//   km          0    40        100  120   200  300
//   name        Ask  Bjerk     Elv  Furu  Gran Hegg
//   region      south──────    north────────────────
//   county      10─────────────────  20──────────────
//   centrality  1    3         3    1     3    6
import { Schema } from "effect"
import type { CareForm } from "../../src/domain/CareForm.ts"
import type { Competence, RecognitionStatus } from "../../src/domain/Competence.ts"
import { type Purpose, purposes, type SoftCriterionId, softCriterionIds } from "../../src/domain/Criterion.ts"
import type { Declaration } from "../../src/domain/Declaration.ts"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import type { FactId } from "../../src/domain/Fact.ts"
import type { FreePlaces } from "../../src/domain/FreePlaces.ts"
import { Household, type MinorCase } from "../../src/domain/Household.ts"
import { HouseholdId, ProfileId, RoundId } from "../../src/domain/Ids.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import type { HealthNeed } from "../../src/domain/Need.ts"
import type { OccupationGroup } from "../../src/domain/OccupationGroup.ts"
import type { Person } from "../../src/domain/Person.ts"
import { Profile } from "../../src/domain/Profile.ts"
import type { PersonSource, Provenance } from "../../src/domain/Provenance.ts"
import { Round, type RoundCapacity } from "../../src/domain/Round.ts"
import type { Tie, TieKind, TieWish } from "../../src/domain/Tie.ts"
import { makeWorld, type Place, type World } from "../../src/matching/World.ts"

export const roundDate = IsoDate.make("2024-11-29")
export const nextRound = IsoDate.make("2024-12-06")

const layout = {
  Ask: { code: "1001", county: "10", region: "south", km: 0, centrality: 1 },
  Bjerk: { code: "1002", county: "10", region: "south", km: 40, centrality: 3 },
  Elv: { code: "1003", county: "10", region: "north", km: 100, centrality: 3 },
  Furu: { code: "2001", county: "20", region: "north", km: 120, centrality: 1 },
  Gran: { code: "2002", county: "20", region: "north", km: 200, centrality: 3 },
  Hegg: { code: "2003", county: "20", region: "north", km: 300, centrality: 6 }
} as const
export type Name = keyof typeof layout
type County = (typeof layout)[Name]["county"]
type Region = (typeof layout)[Name]["region"]
export const names = Object.keys(layout) as ReadonlyArray<Name>
export const codeOf = (name: Name): MunicipalityCode => MunicipalityCode.make(layout[name].code)

/** A plain number comes from the register; the other two say what they are. */
export type Figure = number | { readonly value: number; readonly source: "register" | "model" | "demo" }
export const modelled = (value: number): Figure => ({ value, source: "model" })
export const synthetic = (value: number): Figure => ({ value, source: "demo" })

const sourced = (figure: Figure) => (typeof figure === "number" ? { value: figure, source: "register" } : figure)
const sourcedAll = (figures: Partial<Record<string, Figure>>) =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([id, figure]) => (figure === undefined ? [] : [[id, sourced(figure)]]))
  )

/** What is known of one municipality. */
export interface Known {
  readonly facts?: Partial<Record<FactId, Figure | undefined>>
  readonly declares?: Omit<typeof Declaration.Encoded, "declaredOn" | "source">
  readonly free?: Partial<typeof FreePlaces.Encoded>
  /** Another region than the layout's: for tests that need more than two. */
  readonly region?: string
}

/** What is known of counties and labour-market regions. */
export interface Wider {
  readonly seekers?: Partial<Record<County, Partial<Record<OccupationGroup, Figure>>>>
  readonly interpreters?: Partial<Record<County, Record<string, Figure>>>
  readonly jobs?: Partial<Record<Region, Partial<Record<OccupationGroup, Figure>>>>
}

export const profileOf = (weights: Pick<Profile, "criteria" | "purposes">): Profile =>
  new Profile({
    format: "treff-profile/1",
    id: ProfileId.make("test"),
    name: "Test",
    lane: "ordinary",
    validFrom: IsoDate.make("2024-01-01"),
    source: "Test",
    ...weights
  })

/** Only the named criteria weigh; purposes weigh alike unless they are named. */
export const weighing = (
  criteria: Partial<Record<SoftCriterionId, number>>,
  byPurpose: Partial<Record<Purpose, number>> = {}
): Profile =>
  profileOf({
    purposes: Object.fromEntries(purposes.map((id) => [id, byPurpose[id] ?? 1])) as Record<Purpose, number>,
    criteria: Object.fromEntries(softCriterionIds.map((id) => [id, criteria[id] ?? 0])) as Record<
      SoftCriterionId,
      number
    >
  })

export const everywhere = (known: Known): Record<Name, Known> =>
  Object.fromEntries(names.map((name) => [name, known])) as Record<Name, Known>

const source = (id: string, kind: "measured" | "modelled" | "synthetic") => ({
  id,
  title: `The ${id}`,
  producer: "Test",
  date: "2024-01-01",
  licence: "CC0-1.0",
  kind
})

/** Kilometres of one degree of latitude on a sphere of radius 6 371 km. */
const kmPerDegree = (6371 * Math.PI) / 180

const decodeFile = Schema.decodeUnknownSync(MunicipalityFile)

export const fileOf = (known: Partial<Record<Name, Known>> = {}, wider: Wider = {}): MunicipalityFile => {
  const regions = [...new Set(names.map((name) => known[name]?.region ?? layout[name].region))]
  return decodeFile({
    format: "treff-municipalities/1",
    version: "2024-01-01",
    sources: [
      source("register", "measured"),
      source("model", "modelled"),
      source("demo", "synthetic"),
      source("declarations", "measured")
    ],
    counties: (["10", "20"] as const).map((code) => ({
      code,
      name: `County ${code}`,
      seekersPerVacancy: sourcedAll(wider.seekers?.[code] ?? {}),
      interpreters: sourcedAll(wider.interpreters?.[code] ?? {})
    })),
    regions: regions.map((id) => ({ id, name: id, jobsByOccupation: sourcedAll(wider.jobs?.[id as Region] ?? {}) })),
    municipalities: names.map((name) => {
      const { code, county, region, km, centrality } = layout[name]
      const { facts = {}, declares, free = {}, region: elsewhere } = known[name] ?? {}
      return {
        code,
        name,
        officialName: name,
        county,
        region: elsewhere ?? region,
        writtenLanguage: "nb",
        latitude: 60 + km / kmPerDegree,
        longitude: 10,
        facts: sourcedAll({ "centrality-class": centrality, ...facts }),
        settlement: [],
        freePlaces: {
          decided: 100,
          settled: 0,
          agreedNotSettled: 0,
          askedUnanswered: 0,
          approvedSelfSettlement: 0,
          source: "register",
          ...free
        },
        ...(declares === undefined
          ? {}
          : { declaration: { declaredOn: "2024-10-01", source: "declarations", ...declares } })
      }
    })
  })
}

export const worldOf = (known: Partial<Record<Name, Known>> = {}, wider: Wider = {}): World =>
  makeWorld(fileOf(known, wider), { date: roundDate, nextRound })

export const placeIn = (world: World, name: Name): Place => {
  const place = world.byCode.get(codeOf(name))
  if (place === undefined) throw new Error(`${name} is not in this world`)
  return place
}

/** Who says so, and when. */
export const said = (by: PersonSource = "verified", date = "2024-10-15"): typeof Provenance.Encoded => ({
  source: by,
  date
})

export type PersonInput = Partial<typeof Person.Encoded> & { readonly birthDate: string }

/** Somebody who turns so many years on the day of the round; nothing else is known. */
export const person = (age: number, known: Partial<typeof Person.Encoded> = {}): PersonInput => ({
  birthDate: `${2024 - age}-11-29`,
  role: age < 18 ? "child" : "adult",
  ...known
})

export const competence = (known: Partial<typeof Competence.Encoded>): typeof Competence.Encoded => ({
  education: [],
  work: [],
  norwegian: [],
  plan: [],
  results: [],
  ...known
})

/** Completed education at a NUS2000 level. */
export const educated = (level: number, recognition: RecognitionStatus = "not-needed", provenance = said()) => ({
  level,
  completed: true,
  recognition,
  provenance
})

/** Years of work in a STYRK-08 occupation. */
export const worked = (occupation: string, recognition?: RecognitionStatus, provenance = said(), years = 5) => ({
  occupation,
  years,
  provenance,
  ...(recognition === undefined ? {} : { recognition })
})

/** A tie to a municipality, or to a household of the round. */
export const tie = (
  kind: TieKind,
  to: Name | { readonly household: string },
  wish: TieWish = "near"
): typeof Tie.Encoded => ({
  kind,
  to: typeof to === "string" ? { _tag: "municipality", code: codeOf(to) } : { _tag: "household", id: to.household },
  wish,
  provenance: said()
})

/** A required need, released to settlement and municipality a month before the round. */
export const need = (
  service: (typeof HealthNeed.Encoded)["service"],
  known: Partial<typeof HealthNeed.Encoded> = {}
): typeof HealthNeed.Encoded => ({
  service,
  strength: "required",
  complex: false,
  legalBasis: "integreringsforskriften ch. 9",
  release: { releasedBy: "person", scope: "settlement-and-municipality", releasedOn: "2024-10-29" },
  provenance: said(),
  ...known
})

/** The same need before anybody is released from taushetsplikt. */
export const unreleased = (one: typeof HealthNeed.Encoded): typeof HealthNeed.Encoded => {
  const { release: _, ...rest } = one
  return rest
}

/** The care forms the assessment allows, best first. */
export const minorCase = (best: CareForm, ...others: ReadonlyArray<CareForm>): typeof MinorCase.Encoded => ({
  responsibleBody: "IMDi",
  careForms: [best, ...others],
  provenance: said()
})

type HouseholdInput = Omit<Partial<typeof Household.Encoded>, "members">

const decodeHousehold = Schema.decodeUnknownSync(Household)

/** Members who move together, heard and ready, with the permit of today. Ids follow from the household's. */
export const household = (members: PersonInput | ReadonlyArray<PersonInput>, known: HouseholdInput = {}): Household => {
  const id = known.id ?? "H-1"
  const list = Array.isArray(members) ? members : [members]
  const persons = list.map((one: PersonInput, i) => ({
    id: `${id}.${i + 1}`,
    duf: { _tag: "synthetic", number: syntheticDuf(2024, i + 1) },
    role: "adult",
    sex: "not-stated",
    citizenship: "XXA",
    origin: "XXA",
    language: "tir",
    needsInterpreter: false,
    housingNeeds: [],
    healthNeeds: [],
    ties: [],
    wishes: [],
    ...one
  }))
  return decodeHousehold({
    id,
    route: "reception-centre",
    permitOn: roundDate,
    members: persons,
    hearing: {
      interviewOn: "2024-11-01",
      adultsHeard: persons.map((one) => one.id),
      commentWaived: true,
      adverseInformation: "none"
    },
    roundsHeld: 0,
    ...known
  })
}

type Places = number | Partial<typeof RoundCapacity.Encoded>
type Pair = readonly [household: string, name: Name]

export interface RoundInput {
  /** Places by municipality; every municipality has 10 unless this is given. */
  readonly places?: Partial<Record<Name, Places>>
  readonly locks?: ReadonlyArray<Pair>
  readonly forbids?: ReadonlyArray<Pair>
  readonly announced?: ReadonlyArray<Pair>
  readonly protectedPairs?: ReadonlyArray<readonly [string, string]>
  readonly seed?: number
}

const choices = (pairs: ReadonlyArray<Pair> = []) =>
  pairs.map(([id, name]) => ({ household: HouseholdId.make(id), municipality: codeOf(name) }))

export const roundOf = (households: ReadonlyArray<Household>, known: RoundInput = {}): Round =>
  new Round({
    format: "treff-round/1",
    id: RoundId.make("test"),
    name: "Test",
    synthetic: true,
    date: roundDate,
    nextRound,
    seed: known.seed ?? 1,
    households,
    capacities: Object.entries(known.places ?? Object.fromEntries(names.map((name) => [name, 10]))).map(
      ([name, places]): RoundCapacity => ({
        places: 0,
        ...(typeof places === "number" ? { places } : (places as Partial<RoundCapacity>)),
        municipality: codeOf(name as Name)
      })
    ),
    locks: choices(known.locks),
    forbids: choices(known.forbids),
    protectedPairs: (known.protectedPairs ?? []).map(([a, b]) => [HouseholdId.make(a), HouseholdId.make(b)]),
    announced: choices(known.announced)
  })
