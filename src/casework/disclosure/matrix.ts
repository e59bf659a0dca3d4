/**
 * The golden field matrix (S23): every field of forecast, request and file, by role and by the state of the request. The one
 * place where it is decided who sees what; what is not listed is shown to nobody. Paths are those of the documents, with
 * arrays passed through: `members.duf`. Strictly confidential households have no document of any kind (S3).
 */
import type { Role } from "../Role.ts"

export const disclosureRoles = [
  "municipality-read",
  "municipality-write",
  "municipality-admin",
  "county-write",
  "imdi-officer"
] as const satisfies ReadonlyArray<Role>
export type DisclosureRole = (typeof disclosureRoles)[number]

/** `forecast`: nobody is asked for. The others are the states of a request; the file follows `accepted`. */
export const disclosureStates = ["forecast", "open", "declined", "expired", "withdrawn", "accepted"] as const
export type DisclosureState = (typeof disclosureStates)[number]

export const disclosureKinds = ["forecast", "request", "file"] as const
export type DisclosureKind = (typeof disclosureKinds)[number]

type Seen = Partial<Record<DisclosureState, ReadonlyArray<DisclosureRole>>>

const municipality = ["municipality-read", "municipality-write", "municipality-admin"] as const
const officer = ["imdi-officer"] as const
const county = ["county-write"] as const

/** Simulated households: no person is in it. A county plans upper-secondary school and sees ages only. */
const forecast: Seen = { forecast: [...municipality, ...officer] }
const forecastForCounty: Seen = { forecast: [...municipality, ...county, ...officer] }

/** IMDi keeps what was shown; for the municipality it closes with the request. */
const kept = { declined: officer, expired: officer, withdrawn: officer } as const
const request: Seen = { open: [...municipality, ...officer], accepted: [...municipality, ...officer], ...kept }
/** The county confirms a school place while the request is open, and reads nothing else of it (S16). */
const requestForCounty: Seen = { ...request, open: [...municipality, ...county, ...officer] }

const file: Seen = { accepted: [...municipality, ...officer] }
/** Health is for those who work with the household. */
const fileHealth: Seen = { accepted: ["municipality-write", ...officer] }
/** S24: to municipality-write and nobody else. */
const fileGrant: Seen = { accepted: ["municipality-write"] }

export const disclosureMatrix: Readonly<Record<DisclosureKind, Readonly<Record<string, Seen>>>> = {
  forecast: {
    format: forecastForCounty,
    municipality: forecastForCounty,
    runs: forecastForCounty,
    "quarters.period": forecastForCounty,
    "quarters.persons": forecastForCounty,
    "quarters.schoolStages": forecastForCounty,
    "quarters.householdSizes": forecast,
    "quarters.rooms": forecast,
    "quarters.stepFree": forecast,
    "quarters.norwegianTracks": forecast,
    "quarters.languages": forecast,
    "quarters.minorsByForm": forecast,
    "quarters.reunification": forecast,
    "months.period": forecast,
    "months.persons": forecast,
    agreedNotArrived: forecast,
    lastYear: forecast
  },
  request: {
    format: requestForCounty,
    rung: request,
    lane: request,
    persons: request,
    ages: request,
    dwelling: request,
    services: request,
    norwegianLevels: request,
    norwegianTracks: request,
    education: request,
    occupations: request,
    interpreter: request,
    languages: request,
    moveWindow: requestForCounty,
    confirmations: request,
    schoolPlaces: requestForCounty,
    afterYes: request
  },
  file: {
    format: file,
    household: file,
    route: file,
    livesIn: file,
    "members.id": file,
    "members.duf": file,
    "members.birthDate": file,
    "members.role": file,
    "members.language": file,
    "members.needsInterpreter": file,
    "members.competence": file,
    "members.contract": file,
    "members.school": file,
    "members.housingNeeds": file,
    "members.needs": fileHealth,
    "members.grant": fileGrant,
    minor: file,
    reunification: file,
    shielded: file,
    confirmations: fileHealth
  }
}

export const isSeen = (kind: DisclosureKind, path: string, role: DisclosureRole, state: DisclosureState): boolean =>
  disclosureMatrix[kind][path]?.[state]?.includes(role) ?? false
