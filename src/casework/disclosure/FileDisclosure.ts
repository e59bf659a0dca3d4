/**
 * What follows after a yes (S23, R27, R42–R44): what the municipality needs to receive the household without asking again.
 * The file format `treff-file/1`. Holds no sex, citizenship or origin, no wish or tie (S19), no reason for protection (S3) and
 * no word of a child or an officer.
 */
import { Schema } from "effect"
import { CareForm } from "../../domain/CareForm.ts"
import { CompetenceResult, Education, NorwegianLevel, PlanStep, WorkExperience } from "../../domain/Competence.ts"
import { HouseholdId, PersonId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { LanguageCode } from "../../domain/Language.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { HousingNeed, ServiceClass } from "../../domain/Need.ts"
import { NorwegianTrack } from "../../domain/NorwegianTrack.ts"
import { StyrkCode } from "../../domain/Occupation.ts"
import { Provenance } from "../../domain/Provenance.ts"
import { Route } from "../../domain/Route.ts"
import { RequiredConfirmation } from "../answer/Confirmation.ts"

/** «Kan gi rett til særskilt tilskudd»: which schemes, and how long after settlement the municipality may apply (S24). */
export const Grant = Schema.Struct({
  schemes: Schema.Array(Schema.Literals(["T1", "T2"])),
  monthsToApply: Schema.Int
}).annotate({ identifier: "Grant" })

const competence = Schema.Struct({
  education: Schema.Array(Education),
  work: Schema.Array(WorkExperience),
  norwegian: Schema.Array(NorwegianLevel),
  track: Schema.NullOr(Schema.Struct({ track: NorwegianTrack, provenance: Provenance })),
  plan: Schema.Array(PlanStep),
  results: Schema.Array(CompetenceResult)
}).annotate({ identifier: "FileCompetence" })

export const FileMember = Schema.Struct({
  id: PersonId,
  duf: Schema.String.check(Schema.isPattern(/^\d{12}$/u)),
  birthDate: IsoDate,
  role: Schema.Literals(["adult", "child"]),
  language: LanguageCode,
  needsInterpreter: Schema.Boolean,
  competence: Schema.NullOr(competence),
  contract: Schema.NullOr(Schema.Struct({ municipality: MunicipalityCode, occupation: StyrkCode, startsOn: IsoDate })),
  school: Schema.NullOr(Schema.Struct({ municipality: MunicipalityCode, attendedSince: IsoDate })),
  housingNeeds: Schema.Array(HousingNeed),
  needs: Schema.Array(
    Schema.Struct({ service: ServiceClass, strength: Schema.Literals(["required", "helpful"]) })
  ).annotate({ description: "Only what is released to the municipality on the day of reading (S22)" }),
  grant: Schema.NullOr(Grant)
}).annotate({ identifier: "FileMember" })

export const FileDisclosure = Schema.Struct({
  format: Schema.Literal("treff-file/1"),
  household: HouseholdId,
  route: Route,
  livesIn: Schema.NullOr(MunicipalityCode).annotate({ description: "Where the move is agreed from" }),
  members: Schema.NonEmptyArray(FileMember),
  minor: Schema.NullOr(
    Schema.Struct({
      responsibleBody: Schema.Literals(["IMDi", "Bufetat"]),
      careForms: Schema.NonEmptyArray(CareForm),
      guardianInformedOn: Schema.NullOr(IsoDate)
    })
  ),
  reunification: Schema.NullOr(
    Schema.Struct({
      persons: Schema.Int,
      status: Schema.Literals(["applied", "granted"]),
      expectedBy: Schema.NullOr(IsoDate)
    })
  ),
  shielded: Schema.Boolean.annotate({ description: "«skjermet»: to be handled with care; never why" }),
  confirmations: Schema.Array(RequiredConfirmation).annotate({
    description: "Everything to be confirmed before vedtak, also what the request could not show"
  })
}).annotate({ identifier: "FileDisclosure", description: "What a municipality gets after its yes" })
export type FileDisclosure = typeof FileDisclosure.Type
