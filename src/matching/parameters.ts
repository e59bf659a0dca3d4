/**
 * Every threshold the rules and criteria use, in one place: value, unit, since when, and who says so. No number of this
 * kind stands elsewhere. Weights of criteria are not here but in profiles.
 */
interface Parameter {
  readonly value: number
  readonly unit: string
  readonly validFrom: string
  readonly source: string
}

const treff = "Treff's own choice, to be confirmed by IMDi"
const table = {
  limitMinorsDays: {
    value: 90,
    unit: "days from permit",
    validFrom: "2018-01-01",
    source: "IMDi and Bufetat's target for unaccompanied minors: three months"
  },
  limitOthersDays: {
    value: 180,
    unit: "days from permit",
    validFrom: "2018-01-01",
    source: "IMDi's target: settled within six months"
  },
  forecastPersons: {
    value: 300,
    unit: "persons a month",
    validFrom: "2024-01-01",
    source: "Treff's own choice, to be confirmed by IMDi: the size of the rounds that come with Treff"
  },
  answerDays: {
    value: 21,
    unit: "days from the request",
    validFrom: "2024-01-01",
    source: "Treff's own choice, to be confirmed by IMDi: time to answer unless an officer sets another"
  },
  holdShare: { value: 0.4, unit: "share of own best fit", validFrom: "2024-01-01", source: `${treff} (φ of rule S7)` },
  holdRounds: { value: 2, unit: "rounds", validFrom: "2024-01-01", source: "rule S7" },
  schoolMonthsDays: {
    value: 90,
    unit: "days at the school",
    validFrom: "2024-01-01",
    source: "rule S17: at least three months' attendance"
  },
  trackSoonDays: {
    value: 90,
    unit: "days after the round",
    validFrom: "2021-01-01",
    source: "integreringsloven § 12: decision within three months of settlement"
  },
  trackLateShare: { value: 0.6, unit: "share", validFrom: "2024-01-01", source: treff },
  seekersEnough: {
    value: 1,
    unit: "job seekers per new vacancy",
    validFrom: "2025-06-01",
    source: `${treff}; national mean of NAV's figures is about 2`
  },
  seekersNone: { value: 5, unit: "job seekers per new vacancy", validFrom: "2025-06-01", source: treff },
  depthEnough: {
    value: 2000,
    unit: "jobs of the group in the labour-market region",
    validFrom: "2024-01-01",
    source: treff
  },
  tightnessShare: { value: 0.6, unit: "share of the occupation match", validFrom: "2024-01-01", source: treff },
  unrecognisedShare: {
    value: 0.3,
    unit: "share usable",
    validFrom: "2024-01-01",
    source: `${treff}: regulated profession without recognition`
  },
  underwayShare: {
    value: 0.6,
    unit: "share usable",
    validFrom: "2024-01-01",
    source: `${treff}: recognition applied for or needing a supplement`
  },
  unemploymentFull: { value: 1.5, unit: "% of labour force", validFrom: "2025-01-01", source: treff },
  unemploymentNone: { value: 4, unit: "% of labour force", validFrom: "2025-01-01", source: treff },
  regionJobsEnough: { value: 20_000, unit: "jobs in the labour-market region", validFrom: "2024-01-01", source: treff },
  campusNearKm: { value: 50, unit: "km", validFrom: "2024-01-01", source: `${treff}: about an hour's travel` },
  campusFarKm: { value: 250, unit: "km", validFrom: "2024-01-01", source: treff },
  schoolInRegionShare: {
    value: 0.7,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}: upper-secondary school in the region, not in the municipality`
  },
  lodgingShare: {
    value: 0.7,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}: supported lodging instead of daily travel`
  },
  placesEnough: { value: 5, unit: "free places", validFrom: "2024-01-01", source: treff },
  gpFull: {
    value: 105,
    unit: "% of list capacity",
    validFrom: "2022-01-01",
    source: `${treff}; above 100 % there is room on the lists`
  },
  gpNone: { value: 90, unit: "% of list capacity", validFrom: "2022-01-01", source: treff },
  careNearKm: { value: 40, unit: "km", validFrom: "2024-01-01", source: `${treff}: within an hour by road` },
  careFarKm: { value: 180, unit: "km", validFrom: "2024-01-01", source: treff },
  roomToday: {
    value: 0.7,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}: fits today, not the family that is expected`
  },
  interpretersEnough: { value: 10, unit: "interpreters in the county", validFrom: "2024-01-01", source: treff },
  relativeRegionShare: {
    value: 0.8,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}: same commuting region as the relative`
  },
  relativeNearKm: { value: 50, unit: "km", validFrom: "2024-01-01", source: treff },
  relativeFarKm: { value: 150, unit: "km", validFrom: "2024-01-01", source: treff },
  relativeNearShare: { value: 0.5, unit: "share", validFrom: "2024-01-01", source: treff },
  siblingShare: {
    value: 0.8,
    unit: "share",
    validFrom: "2024-01-01",
    source: "rule S19: other ties are soft and capped"
  },
  otherRelativeShare: {
    value: 0.5,
    unit: "share",
    validFrom: "2024-01-01",
    source: "rule S19: other ties are soft and capped"
  },
  relationsFarKm: { value: 200, unit: "km", validFrom: "2024-01-01", source: treff },
  continuityRegionShare: {
    value: 0.6,
    unit: "share",
    validFrom: "2024-01-01",
    source: "rule S17: falling within the labour-market region"
  },
  contractRegionShare: {
    value: 0.9,
    unit: "share",
    validFrom: "2024-01-01",
    source: "rule S19: within commuting distance"
  },
  contractNearKm: { value: 60, unit: "km", validFrom: "2024-01-01", source: treff },
  contractNearShare: { value: 0.5, unit: "share", validFrom: "2024-01-01", source: treff },
  wishRegionShare: {
    value: 0.5,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}: same commuting region as the wished municipality`
  },
  introductionNone: { value: 40, unit: "%", validFrom: "2014-01-01", source: treff },
  introductionFull: { value: 75, unit: "%", validFrom: "2014-01-01", source: treff },
  confidenceVerified: {
    value: 1,
    unit: "share",
    validFrom: "2024-01-01",
    source: `${treff}; R02: weak sources weigh less`
  },
  confidenceStated: { value: 0.85, unit: "share", validFrom: "2024-01-01", source: treff },
  confidenceSelfRegistered: { value: 0.6, unit: "share", validFrom: "2024-01-01", source: treff },
  confidenceRrf: { value: 0.5, unit: "share", validFrom: "2024-01-01", source: treff },
  spreadMeasured: { value: 0.03, unit: "share of a criterion", validFrom: "2024-01-01", source: treff },
  spreadModelled: { value: 0.12, unit: "share of a criterion", validFrom: "2024-01-01", source: treff },
  spreadSynthetic: { value: 0.2, unit: "share of a criterion", validFrom: "2024-01-01", source: treff },
  robustnessDraws: { value: 100, unit: "draws", validFrom: "2024-01-01", source: treff },
  largeDwellingRooms: {
    value: 5,
    unit: "rooms",
    validFrom: "2024-01-01",
    source: `${treff}: from here a dwelling counts as large`
  },
  shortfallPrice: {
    value: 100_000,
    unit: "points per place below minimum intake",
    validFrom: "2024-01-01",
    source: `${treff} (C3)`
  },
  movePrice: {
    value: 100_000,
    unit: "points per announced household moved",
    validFrom: "2024-01-01",
    source: `${treff} (O2)`
  },
  thinProfile: {
    value: 0.5,
    unit: "share of the competence record",
    validFrom: "2024-01-01",
    source: "rule S25: thin profiles are flagged"
  },
  decoyRegions: { value: 2, unit: "regions", validFrom: "2024-01-01", source: "rule S3" }
} as const satisfies Record<string, Parameter>

export type ParameterId = keyof typeof table
export const parameterTable: Readonly<Record<ParameterId, Parameter>> = table

/** Version of the whole table, part of every run record. */
export const parametersVersion = "2024-11-29"

export const parameter = (id: ParameterId): number => table[id].value
