/**
 * Every fact an explanation can name, and how its value is read: as a number with a unit, a date, a code or a class. The
 * words are in the catalogues; here is only the form, which is the same in every language.
 */
import type { FactId } from "../domain/Fact.ts"

export type EvidenceForm =
  | "number"
  | "persons"
  | "percent"
  | "jobs"
  | "schools"
  | "kilometres"
  | "places"
  | "interpreters"
  | "rooms"
  | "dwellings"
  | "yes-no"
  | "date"
  | "codes"
  | "occupation"
  | "education-level"
  | "recognition"
  | "track"
  | "service"
  | "same-age-offer"

/** Facts beside the numbers of `domain/Fact.ts`: by county or region, declared by the municipality, or about a person. */
type OtherEvidenceId =
  | "straight-line-km"
  | "mean-of-persons"
  | "mean-of-centrality-class"
  | "seekers-per-vacancy"
  | "occupation-jobs-region"
  | "interpreters"
  | "dwellings"
  | "dwellings-with-rooms"
  | "dwellings-that-fit"
  | "step-free-dwellings-that-fit"
  | "care-form-places"
  | "same-age-places"
  | "same-age-education"
  | "norwegian-tracks"
  | "norwegian-track-offered"
  | "norwegian-track-starts"
  | "service-missing"
  | "occupation"
  | "education"
  | "education-level"
  | "recognition-status"
  | "norwegian-track"
  | "service-needed"
  | "relative-in"
  | "attends-school-in"
  | "qualification-begun-in"
  | "workplace-in"
  | "wishes"

export type EvidenceId = FactId | OtherEvidenceId

export const evidenceForms = {
  population: "persons",
  "centrality-class": "number",
  unemployment: "percent",
  "county-unemployment": "percent",
  "region-jobs": "jobs",
  "upper-secondary-schools": "schools",
  "upper-secondary-schools-region": "schools",
  "higher-education-km": "kilometres",
  "hospital-km": "kilometres",
  "psychiatric-centre-km": "kilometres",
  "gp-capacity": "percent",
  "reception-centre-persons": "persons",
  "introduction-programme-result": "percent",
  "first-settled-share": "percent",
  "kindergarten-free-places": "places",
  "school-free-places": "places",
  "adult-education": "yes-no",
  "straight-line-km": "kilometres",
  "mean-of-persons": "percent",
  "mean-of-centrality-class": "percent",
  "seekers-per-vacancy": "number",
  "occupation-jobs-region": "jobs",
  interpreters: "interpreters",
  dwellings: "dwellings",
  "dwellings-with-rooms": "rooms",
  "dwellings-that-fit": "dwellings",
  "step-free-dwellings-that-fit": "dwellings",
  "care-form-places": "places",
  "same-age-places": "places",
  "same-age-education": "same-age-offer",
  "norwegian-tracks": "track",
  "norwegian-track-offered": "yes-no",
  "norwegian-track-starts": "date",
  "service-missing": "service",
  occupation: "occupation",
  education: "education-level",
  "education-level": "education-level",
  "recognition-status": "recognition",
  "norwegian-track": "track",
  "service-needed": "service",
  "relative-in": "codes",
  "attends-school-in": "codes",
  "qualification-begun-in": "codes",
  "workplace-in": "codes",
  wishes: "codes"
} as const satisfies Record<EvidenceId, EvidenceForm>

const isEvidenceId = (id: string): id is EvidenceId => Object.hasOwn(evidenceForms, id)

export const formOf = (id: string): EvidenceForm | undefined => (isEvidenceId(id) ? evidenceForms[id] : undefined)
