// Random worlds and households for properties: every fact may be missing, every need, tie and wish may be there.
import fc from "fast-check"
import type { CareForm } from "../../src/domain/CareForm.ts"
import { purposes, softCriterionIds } from "../../src/domain/Criterion.ts"
import type { Household } from "../../src/domain/Household.ts"
import type { Profile } from "../../src/domain/Profile.ts"
import type { World } from "../../src/matching/World.ts"
import {
  codeOf,
  competence,
  educated,
  type Figure,
  household,
  type Known,
  minorCase,
  modelled,
  type Name,
  names,
  need,
  type PersonInput,
  person,
  profileOf,
  said,
  synthetic,
  tie,
  unreleased,
  type Wider,
  worked,
  worldOf
} from "./world.ts"

const name = fc.constantFrom<Name>(...names)
const source = fc.constantFrom("verified", "stated", "self-registered", "rrf")
const provenance = source.map((by) => said(by))
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const figure = (max: number): fc.Arbitrary<Figure> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: max * 10 }),
      fc.constantFrom((value: number): Figure => value, modelled, synthetic)
    )
    .map(([tenths, from]) => from(tenths / 10))

const facts = fc.record(
  {
    "county-unemployment": figure(6),
    "region-jobs": figure(30_000),
    "upper-secondary-schools": figure(2),
    "upper-secondary-schools-region": figure(3),
    "higher-education-km": figure(300),
    "hospital-km": figure(200),
    "psychiatric-centre-km": figure(200),
    "gp-capacity": figure(120),
    "kindergarten-free-places": figure(8),
    "school-free-places": figure(8),
    "adult-education": fc.constantFrom<Figure>(0, 1)
  },
  { requiredKeys: [] }
)

const tracks = fc.constantFrom("alphabetisation", "a", "b", "academic")
const services = fc.constantFrom("dialysis", "specialist-mental-health", "habilitation")
const forms = fc.constantFrom<CareForm>("foster-home", "shared-housing")

const declares = fc.record(
  {
    dwellings: fc.array(
      fc.record({
        rooms: fc.integer({ min: 1, max: 6 }),
        stepFree: fc.boolean(),
        count: fc.integer({ min: 0, max: 2 }),
        availableFrom: fc.constant("2024-12-01")
      }),
      { maxLength: 3 }
    ),
    services: fc.array(fc.record({ service: services, status: fc.constantFrom("exists", "not") }), { maxLength: 2 }),
    norwegianTracks: fc.array(fc.record({ track: tracks, startsOn: fc.constantFrom("2025-01-06", "2025-08-18") }), {
      maxLength: 3
    }),
    sameAgeEducation: fc.array(
      fc.record({
        offer: fc.constantFrom("upper-secondary", "introductory-class"),
        access: fc.constantFrom("daily-travel", "supported-lodging"),
        places: fc.integer({ min: 0, max: 2 }),
        confirmedBy: fc.constant("county" as const),
        confirmedOn: fc.constant("2024-11-01")
      }),
      { maxLength: 2 }
    ),
    // Open to all: that sex may decide in housing declared for boys or girls is tested with the care form.
    minorHousing: fc.array(fc.record({ form: forms, places: fc.integer({ min: 0, max: 3 }) }), { maxLength: 2 })
  },
  { requiredKeys: [] }
)

const known = fc
  .tuple(facts, maybe(declares))
  .map(([found, declared]): Known => ({ facts: found, ...(declared === undefined ? {} : { declares: declared }) }))

const groups = fc.record({ construction: figure(5), "health-care": figure(5) }, { requiredKeys: [] })
/** Arabic and Tigrinya have the same supply everywhere, Ukrainian has its own. */
const languages = fc.tuple(maybe(figure(12)), maybe(figure(12))).map(([same, other]) => ({
  ...(same === undefined ? {} : { tir: same, ara: same }),
  ...(other === undefined ? {} : { ukr: other })
}))
const wider: fc.Arbitrary<Wider> = fc.record({
  seekers: fc.record({ "10": groups, "20": groups }),
  interpreters: fc.record({ "10": languages, "20": languages }),
  jobs: fc.record({ south: groups, north: groups })
})

export const arbitraryWorld: fc.Arbitrary<World> = fc
  .tuple(fc.tuple(...names.map(() => known)), wider)
  .map(([all, more]) => worldOf(Object.fromEntries(names.map((one, i) => [one, all[i] ?? {}])), more))

const competences = fc
  .record({
    education: maybe(
      fc.record({
        level: fc.integer({ min: 0, max: 8 }),
        recognition: fc.constantFrom("not-needed", "recognised", "applied", "refused"),
        provenance
      })
    ),
    work: maybe(fc.record({ occupation: fc.constantFrom("2223", "7115", "5322", "0000"), provenance })),
    track: maybe(fc.record({ track: tracks, provenance })),
    plan: fc.array(
      fc.record({ kind: fc.constant("work-practice" as const), municipality: name.map(codeOf), provenance }),
      {
        maxLength: 2
      }
    )
  })
  .map(({ education, plan, track, work }) =>
    competence({
      education:
        education === undefined ? [] : [educated(education.level, education.recognition, education.provenance)],
      work: work === undefined ? [] : [worked(work.occupation, undefined, work.provenance)],
      plan,
      ...(track === undefined ? {} : { track })
    })
  )

const needs = fc
  .tuple(services, fc.boolean())
  .map(([service, released]) => (released ? need(service) : unreleased(need(service))))
const someTies = fc
  .tuple(
    fc.constantFrom("spouse", "sibling", "other"),
    name,
    fc.constantFrom("near", "no-wish", "not-near"),
    provenance
  )
  .map(([kind, to, wish, by]) => ({ ...tie(kind, to, wish), provenance: by }))
const someWishes = fc
  .tuple(name, provenance)
  .map(([to, by]) => ({ place: { _tag: "municipality" as const, code: codeOf(to) }, provenance: by }))

export const arbitraryPerson: fc.Arbitrary<PersonInput> = fc
  .record({
    age: fc.oneof(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 14, max: 26 })),
    competence: maybe(competences),
    needs: fc.array(needs, { maxLength: 1 }),
    housing: fc.array(fc.constant("step-free" as const), { maxLength: 1 }),
    ties: fc.array(someTies, { maxLength: 2 }),
    wishes: fc.array(someWishes, { maxLength: 2 }),
    school: maybe(fc.tuple(name, fc.constantFrom("2024-01-08", "2024-11-01"), provenance)),
    work: maybe(fc.tuple(name, provenance)),
    language: fc.constantFrom("tir", "ara", "ukr", "swa"),
    needsInterpreter: fc.boolean()
  })
  .map(({ age, housing, needs: health, school, work, ...rest }) =>
    person(age, {
      housingNeeds: housing,
      healthNeeds: health,
      ties: rest.ties,
      wishes: rest.wishes,
      language: rest.language,
      needsInterpreter: rest.needsInterpreter,
      ...(rest.competence === undefined ? {} : { competence: rest.competence }),
      ...(school === undefined
        ? {}
        : { schooling: { municipality: codeOf(school[0]), attendedSince: school[1], provenance: school[2] } }),
      ...(work === undefined
        ? {}
        : {
            contract: {
              municipality: codeOf(work[0]),
              occupation: "7115",
              signedOn: "2024-11-01",
              startsOn: "2025-01-02",
              provenance: work[1]
            }
          })
    })
  )

/** Members and the rest of a household, apart, so that a property can change one and keep the other. */
export interface Draft {
  readonly members: ReadonlyArray<PersonInput>
  readonly known: Parameters<typeof household>[1]
}

export const arbitraryDraft: fc.Arbitrary<Draft> = fc
  .record({
    members: fc.array(arbitraryPerson, { minLength: 1, maxLength: 4 }),
    host: maybe(name),
    route: fc.constantFrom("reception-centre", "transfer-dossier", "private"),
    expected: fc.integer({ min: 0, max: 3 })
  })
  .map(({ members, host, route, expected }) => ({
    members,
    known: {
      route,
      ...(host === undefined ? {} : { hostMunicipality: codeOf(host) }),
      ...(expected === 0 ? {} : { reunification: { persons: expected, status: "granted" as const } })
    }
  }))

/** A minor alone or with a sibling. */
export const arbitraryMinorDraft: fc.Arbitrary<Draft> = fc
  .record({ members: fc.array(arbitraryPerson, { minLength: 1, maxLength: 2 }), form: forms })
  .map(({ members, form }) => ({ members, known: { minor: minorCase(form) } }))

export const householdsOf = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Household> =>
  drafts.map(({ members, known: rest }, i) => household(members, { ...rest, id: `H-${i + 1}` }))

/** Any weights for any lane; a purpose or criterion may weigh nothing. */
const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100)
)

const allOf = <K extends string>(keys: ReadonlyArray<K>): fc.Arbitrary<Record<K, number>> =>
  fc
    .tuple(...keys.map(() => weight))
    .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i]])) as Record<K, number>)

export const arbitraryProfile: fc.Arbitrary<Profile> = fc
  .tuple(allOf(purposes), allOf(softCriterionIds))
  .map(([byPurpose, byCriterion]) => profileOf({ purposes: byPurpose, criteria: byCriterion }))
