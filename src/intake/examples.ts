/** One small document per format, shown by `treff schema`. All persons are made up. */
import { syntheticDuf } from "../domain/Duf.ts"
import { instanceExample } from "../matching/instance/InstanceDocument.ts"
import { minorsProfile } from "../matching/profiles.ts"
import type { FormatName } from "./formats.ts"

const stated = { source: "stated", date: "2024-10-01" }

const person = {
  id: "P-0001",
  duf: { _tag: "synthetic", number: syntheticDuf(2024, 1) },
  birthDate: "1990-05-17",
  role: "adult",
  sex: "female",
  citizenship: "UKR",
  origin: "UKR",
  language: "ukr",
  needsInterpreter: true,
  competence: {
    education: [
      {
        level: 6,
        field: 6,
        completed: true,
        recognition: "recognised",
        provenance: { source: "verified", date: "2024-09-12" }
      }
    ],
    work: [
      {
        occupation: "2223",
        years: 7,
        recognition: "recognised",
        provenance: { source: "verified", date: "2024-09-12" }
      }
    ],
    norwegian: [{ skill: "oral", level: "A1", provenance: stated }],
    track: { track: "b", provenance: stated },
    plan: [],
    results: []
  },
  housingNeeds: [],
  healthNeeds: [],
  ties: [{ kind: "sibling", to: { _tag: "municipality", code: "1103" }, wish: "near", provenance: stated }],
  wishes: []
}

const round = {
  format: "treff-round/1",
  id: "example",
  name: "Example round",
  synthetic: true,
  date: "2024-11-29",
  nextRound: "2024-12-20",
  seed: 1,
  households: [
    {
      id: "H-0001",
      route: "collective-protection",
      permitOn: "2024-08-01",
      members: [person],
      hostMunicipality: "3112",
      hearing: {
        interviewOn: "2024-10-01",
        adultsHeard: ["P-0001"],
        commentDeadline: "2024-10-15",
        commentWaived: false,
        adverseInformation: "none"
      },
      roundsHeld: 0
    }
  ],
  capacities: [{ municipality: "1103", places: 4, minimum: 1 }],
  locks: [],
  forbids: [],
  protectedPairs: [],
  announced: []
}

const published = (value: number) => ({ value, source: "ssb-07459" })

const municipalities = {
  format: "treff-municipalities/1",
  version: "2024-11-29",
  sources: [
    {
      id: "ssb-07459",
      title: "Table 07459",
      producer: "Statistisk sentralbyrå",
      date: "2024-01-01",
      licence: "NLOD 2.0",
      kind: "measured"
    }
  ],
  counties: [{ code: "11", name: "Rogaland", seekersPerVacancy: {}, interpreters: {} }],
  regions: [{ id: "49", name: "Stavanger/Sandnes", jobsByOccupation: {} }],
  municipalities: [
    {
      code: "1103",
      name: "Stavanger",
      officialName: "Stavanger",
      county: "11",
      region: "49",
      writtenLanguage: "nb",
      latitude: 59.03,
      longitude: 5.72,
      facts: { population: published(149_048) },
      settlement: [],
      freePlaces: {
        decided: 600,
        settled: 500,
        agreedNotSettled: 20,
        askedUnanswered: 0,
        approvedSelfSettlement: 0,
        source: "ssb-07459"
      }
    }
  ]
}

const plan = {
  format: "treff-plan/1",
  round: "example",
  run: {
    solver: "highs",
    seed: 1,
    status: "optimal",
    objective: 731_000,
    bound: 731_000,
    gap: 0,
    profiles: ["standard"],
    parameters: "2024-11-29",
    facts: "2024-11-29",
    code: "0.1.0"
  },
  placements: [{ household: "H-0001", state: "placed", municipality: "1103", points: 731_000 }]
}

const certificate = {
  format: "treff-certificate/1",
  kind: "prices",
  rule: "max-score",
  instance: "0000000000000000",
  levels: [],
  digest: "0000000000000000"
}

const examples: Readonly<Record<FormatName, unknown>> = {
  "treff-round": round,
  "treff-municipalities": municipalities,
  "treff-profile": minorsProfile,
  "treff-instance": instanceExample,
  "treff-plan": plan,
  "treff-certificate": certificate,
  capacities: round.capacities
}

export const exampleOf = (name: FormatName): unknown => examples[name]
