/**
 * Needs as classes, never diagnoses (S22). A health need carries two separate fields: the legal basis for holding it,
 * and the release from taushetsplikt. Without a valid release the need is «ikke avklart», which is not «no need».
 * Housing needs are stated by the person and need no release.
 */
import { Schema } from "effect"
import { IsoDate } from "./IsoDate.ts"
import { Provenance } from "./Provenance.ts"

export const HousingNeed = Schema.Literals(["step-free", "ground-floor"]).annotate({ identifier: "HousingNeed" })
export type HousingNeed = typeof HousingNeed.Type

export const ServiceClass = Schema.Literals([
  "dialysis",
  "hospital-follow-up",
  "specialist-mental-health",
  "habilitation",
  "substance-treatment",
  "home-nursing"
]).annotate({ identifier: "ServiceClass", description: "A service a need can require and a municipality can declare" })
export type ServiceClass = typeof ServiceClass.Type

export const Release = Schema.Struct({
  releasedBy: Schema.Literals(["person", "guardian"]),
  scope: Schema.Literals(["settlement", "settlement-and-municipality"]),
  releasedOn: IsoDate,
  withdrawnOn: Schema.optionalKey(IsoDate)
}).annotate({ identifier: "Release", description: "Release from taushetsplikt: who, scope, date, withdrawn" })

export const HealthNeed = Schema.Struct({
  service: ServiceClass,
  /** `required`: the household must not be placed where the service is out of reach. `helpful`: nearer is better. */
  strength: Schema.Literals(["required", "helpful"]),
  complex: Schema.Boolean.annotate({ description: "Needs municipal follow-up capacity (S24)" }),
  legalBasis: Schema.NonEmptyString.annotate({ description: "Paragraph the information is held under" }),
  release: Schema.optionalKey(Release),
  provenance: Provenance
}).annotate({ identifier: "HealthNeed" })
export type HealthNeed = typeof HealthNeed.Type

/** Whether the need may be used on this day: released and not withdrawn. */
export const isReleased = (need: HealthNeed, on: IsoDate): boolean =>
  need.release !== undefined &&
  need.release.releasedOn <= on &&
  (need.release.withdrawnOn === undefined || need.release.withdrawnOn > on)

/** Released to the municipality too, not only for finding one. */
export const isReleasedToMunicipality = (need: HealthNeed, on: IsoDate): boolean =>
  isReleased(need, on) && need.release?.scope === "settlement-and-municipality"

export const serviceClasses: ReadonlyArray<ServiceClass> = ServiceClass.literals
