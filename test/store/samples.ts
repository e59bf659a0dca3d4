/** Small domain values with every optional field at least once. All persons are synthetic. */
import { Schema } from "effect"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import type { Household } from "../../src/domain/Household.ts"
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Plan } from "../../src/domain/Plan.ts"
import { Round } from "../../src/domain/Round.ts"
import type { PlanProof } from "../../src/matching/proof.ts"
import type { Access } from "../../src/store/Access.ts"
import type { PlanToSave } from "../../src/store/PlanStore.ts"

export const officer: Access = { role: "api_imdi", user: "officer-1", purpose: "settlement" }

type EncodedHousehold = typeof Household.Encoded
type EncodedPerson = EncodedHousehold["members"][number]

const stated = { source: "stated", date: "2026-10-01" } as const
const verified = { source: "verified", date: "2026-09-12" } as const

export const person = (id: string, serial: number, more: Partial<EncodedPerson> = {}): EncodedPerson => ({
  id,
  duf: { _tag: "synthetic", number: syntheticDuf(2026, serial) },
  birthDate: "1990-02-28",
  role: "adult",
  sex: "not-stated",
  citizenship: "XXX",
  origin: "XXX",
  language: "tir",
  needsInterpreter: true,
  housingNeeds: [],
  healthNeeds: [],
  ties: [],
  wishes: [],
  ...more
})

export const household = (id: string, serial: number, more: Partial<EncodedHousehold> = {}): EncodedHousehold => ({
  id,
  route: "reception-centre",
  permitOn: "2026-05-04",
  members: [person(`${id}-P1`, serial)],
  hearing: { adultsHeard: [], commentWaived: false, adverseInformation: "none" },
  roundsHeld: 0,
  ...more
})

const fullPerson = person("H-0001-P1", 1, {
  citizenship: "ERI",
  origin: "ETH",
  competence: {
    education: [{ level: 7, field: 6, completed: true, recognition: "recognised", provenance: verified }],
    work: [{ occupation: "2223", years: 4.5, recognition: "applied", provenance: stated }],
    norwegian: [{ skill: "oral", level: "A2", provenance: verified }],
    track: { track: "b", provenance: stated },
    plan: [{ kind: "work-practice", municipality: "0301", provenance: stated }],
    results: [{ kind: "norwegian-test", outcome: "A2 bestått", provenance: verified }]
  },
  housingNeeds: ["step-free"],
  healthNeeds: [
    {
      service: "dialysis",
      strength: "required",
      complex: true,
      legalBasis: "integreringsloven § 41",
      release: { releasedBy: "person", scope: "settlement", releasedOn: "2026-10-02", withdrawnOn: "2026-11-01" },
      provenance: verified
    },
    {
      service: "home-nursing",
      strength: "helpful",
      complex: false,
      legalBasis: "integreringsloven § 41",
      provenance: stated
    }
  ],
  ties: [
    { kind: "sibling", to: { _tag: "municipality", code: "5501" }, wish: "near", provenance: stated },
    { kind: "other", to: { _tag: "household", id: "H-0002" }, wish: "not-near", provenance: stated }
  ],
  wishes: [
    { place: { _tag: "county", code: "55" }, provenance: stated },
    { place: { _tag: "municipality", code: "5501" }, provenance: stated }
  ],
  contract: {
    municipality: "5501",
    occupation: "2223",
    signedOn: "2026-10-10",
    startsOn: "2027-01-04",
    provenance: verified
  }
})

const fullHousehold = household("H-0001", 1, {
  route: "integration-centre",
  members: [
    fullPerson,
    person("H-0001-P2", 2, {
      birthDate: "2016-02-29",
      role: "child",
      schooling: { municipality: "0301", attendedSince: "2026-08-17", provenance: stated },
      childView: {
        _tag: "heard",
        on: "2026-10-01",
        how: "in a talk of its own",
        view: "vil bo nær bestemor 🏔️ \"og\" 'katten' \\ ."
      }
    })
  ],
  hostMunicipality: "0301",
  hearing: {
    interviewOn: "2026-10-01",
    adultsHeard: ["H-0001-P1"],
    commentDeadline: "2026-10-20",
    commentWaived: true,
    adverseInformation: "put-to-household"
  },
  protection: { kind: "violence", awayFrom: ["4601"], provenance: verified },
  reunification: { persons: 2, status: "applied", expectedBy: "2027-06-01" },
  roundsHeld: 1,
  bestInterests: "Skole og bestemor i Tromsø taler for Tromsø."
})

const minor = household("H-0002", 3, {
  members: [
    person("H-0002-P1", 3, {
      birthDate: "2010-01-15",
      role: "child",
      childView: { _tag: "not-heard", reason: "asks for time" }
    })
  ],
  minor: {
    responsibleBody: "IMDi",
    careForms: ["shared-housing", "foster-home"],
    guardianInformedOn: "2026-10-05",
    provenance: verified
  }
})

const fixed = household("H-0003", 4, { route: "agreed-self-settlement", fixedMunicipality: "5501" })

/** Code 6 and code 7: nothing of them may come out again. */
export const confidential: ReadonlyArray<EncodedHousehold> = [
  household("H-SECRET-6", 61, {
    protection: { kind: "strictly-confidential", awayFrom: [], provenance: verified },
    members: [
      person("H-SECRET-6-P1", 61, {
        competence: { education: [], work: [], norwegian: [], plan: [], results: [] },
        healthNeeds: [
          {
            service: "habilitation",
            strength: "helpful",
            complex: false,
            legalBasis: "integreringsloven § 41",
            provenance: stated
          }
        ]
      })
    ]
  }),
  household("H-SECRET-7", 71, { protection: { kind: "confidential", awayFrom: ["0301"], provenance: verified } })
]

const encodedRound = (id: string): typeof Round.Encoded => ({
  format: "treff-round/1",
  id,
  name: "Uke 48 – prøverunde",
  synthetic: true,
  date: "2026-11-23",
  nextRound: "2026-11-30",
  seed: 7,
  households: [fullHousehold, minor, fixed],
  capacities: [
    {
      municipality: "5501",
      places: 6,
      minorPlaces: [{ form: "shared-housing", places: 1 }],
      minimum: 2,
      followUpUsed: 0,
      askable: true
    },
    { municipality: "0301", places: 0 }
  ],
  locks: [{ household: "H-0003", municipality: "5501", reason: "avtalt" }],
  forbids: [{ household: "H-0001", municipality: "4601" }],
  protectedPairs: [["H-0001", "H-0002"]],
  announced: [{ household: "H-0003", municipality: "5501" }]
})

export const decodeRound = Schema.decodeSync(Round)
/** A round without strictly confidential households. */
export const round = (id: string): Round => decodeRound(encodedRound(id))

/** The same round with the two strictly confidential households, named wherever a round can name a household. */
export const roundWithConfidential = (id: string): Round => {
  const plain = encodedRound(id)
  const [first, ...others] = plain.households
  const tieToSecret = {
    kind: "spouse",
    to: { _tag: "household", id: "H-SECRET-6" },
    wish: "near",
    provenance: stated
  } as const
  const [adult, ...rest] = first!.members
  const tied = { ...first!, members: [{ ...adult, ties: [tieToSecret, ...adult.ties] }, ...rest] as const }
  const choice = { household: "H-SECRET-6", municipality: "0301" }
  return decodeRound({
    ...plain,
    households: [confidential[0]!, tied, confidential[1]!, ...others],
    locks: [choice, ...plain.locks],
    forbids: [...plain.forbids, choice],
    announced: [choice, ...plain.announced],
    protectedPairs: [["H-SECRET-6", "H-SECRET-7"], ...plain.protectedPairs, ["H-0003", "H-SECRET-7"]]
  })
}

export const municipalityFile = (version: string): MunicipalityFile =>
  Schema.decodeSync(MunicipalityFile)({
    format: "treff-municipalities/1",
    version,
    sources: [
      {
        id: "ssb-07459",
        title: "Befolkning",
        producer: "SSB",
        date: "2024-01-01",
        licence: "CC BY 4.0",
        kind: "measured",
        note: ""
      },
      { id: "demo", title: "Made up", producer: "Treff", date: "2026-11-23", licence: "CC0", kind: "synthetic" }
    ],
    counties: [
      {
        code: "55",
        name: "Troms",
        seekersPerVacancy: { "health-care": { value: 0.7, source: "demo" } },
        interpreters: { tir: { value: 3, source: "demo" } }
      }
    ],
    regions: [{ id: "LMR-79", name: "Tromsø", jobsByOccupation: { construction: { value: 2_150, source: "demo" } } }],
    municipalities: [
      {
        code: "5501",
        name: "Tromsø",
        officialName: "Tromsø – Romsa – Tromssa",
        county: "55",
        region: "LMR-79",
        writtenLanguage: "neutral",
        latitude: 69.6492,
        longitude: 18.9553,
        facts: { population: { value: 78_745, source: "ssb-07459" }, unemployment: { value: 1.1, source: "demo" } },
        settlement: [
          { year: 2024, requested: 320, decided: 320, settled: 281, source: "demo" },
          { year: 2025, source: "demo" }
        ],
        freePlaces: {
          decided: 300,
          settled: 120,
          agreedNotSettled: 20,
          askedUnanswered: 10,
          approvedSelfSettlement: 4,
          minorsDecided: 12,
          source: "demo"
        },
        declaration: {
          declaredOn: "2026-11-01",
          source: "demo",
          dwellings: [{ rooms: 3, stepFree: true, count: 2, availableFrom: "2026-12-01" }],
          services: [
            { service: "dialysis", status: "exists" },
            { service: "habilitation", status: "from", from: "2027-02-01" }
          ],
          norwegianTracks: [{ track: "a", startsOn: "2027-01-11" }],
          sameAgeEducation: [
            {
              offer: "introductory-class",
              access: "daily-travel",
              places: 4,
              confirmedBy: "county",
              confirmedOn: "2026-10-20"
            }
          ],
          minorHousing: [{ form: "foster-home", places: 1, only: "girls" }],
          followUpPlaces: 2
        }
      },
      {
        code: "0301",
        name: "Oslo",
        officialName: "Oslo",
        county: "03",
        region: "LMR-1",
        writtenLanguage: "nb",
        latitude: 59.9139,
        longitude: 10.7522,
        facts: {},
        settlement: [],
        freePlaces: {
          decided: null,
          settled: 0,
          agreedNotSettled: 0,
          askedUnanswered: 0,
          approvedSelfSettlement: 0,
          source: "demo"
        }
      }
    ]
  })

export const plan = (round: string, households: ReadonlyArray<string> = ["H-0001", "H-0002", "H-0003"]): Plan =>
  Schema.decodeSync(Plan)({
    format: "treff-plan/1",
    round,
    run: {
      solver: "decomposition",
      seed: 7,
      status: "optimal",
      objective: 9_007_199_254_740_991,
      bound: 9_007_199_254_740_991,
      gap: 0.000_012_5,
      profiles: ["standard"],
      parameters: "2026-11",
      facts: "2026-11-23",
      code: "0.1.0"
    },
    placements: households.map((id, index) =>
      index === 1
        ? { household: id, state: "held", municipality: null, points: 0 }
        : { household: id, state: "placed", municipality: "5501", points: 1_234_567 - index }
    )
  })

/** What a plan was made with: nothing that costs anything. */
const proof: PlanProof = { solver: "decomposition", seed: 7, lanes: [], questions: {} }

/** A plan as it is saved, made from the round as it was first saved. */
export const made = (plan: Plan, analysis: Schema.Json = null): PlanToSave => ({
  plan,
  analysis,
  proof,
  inputVersion: 1
})

/** A round of many households: the same few persons under other ids. */
export const largeRound = (id: string, households: number): Round =>
  decodeRound({
    ...encodedRound(id),
    households: Array.from({ length: households }, (_, index) => ({
      ...fullHousehold,
      id: `H-${index}`,
      members: fullHousehold.members.map((member, position) => ({
        ...member,
        id: `H-${index}-P${position}`,
        ties: []
      })) as unknown as EncodedHousehold["members"]
    })),
    locks: [],
    forbids: [],
    protectedPairs: [],
    announced: []
  })
