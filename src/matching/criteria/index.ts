/** The ordered registry of criteria: the order is the order of columns, tables and explanations. */
import type { HardCriterion, SoftCriterion } from "../Criterion.ts"
import { careForm } from "./careForm.ts"
import { childcareSchool } from "./childcareSchool.ts"
import { firstSettled, introductionResults } from "./context.ts"
import { qualificationContinuity, relations, schoolContinuity } from "./continuity.ts"
import { contract } from "./contract.ts"
import { declaredServiceMissing } from "./declaredServiceMissing.ts"
import { dwellingRoom } from "./dwellingRoom.ts"
import { dwellingSize } from "./dwellingSize.ts"
import { educationPath } from "./educationPath.ts"
import { interpreter } from "./interpreter.ts"
import { labourMarket } from "./labourMarket.ts"
import { namedTreatment } from "./namedTreatment.ts"
import { norwegianTrack } from "./norwegianTrack.ts"
import { occupationMatch } from "./occupationMatch.ts"
import { ownWish } from "./ownWish.ts"
import { primaryCare } from "./primaryCare.ts"
import { recognitionPath } from "./recognitionPath.ts"
import { sameAgePlace } from "./sameAgePlace.ts"
import { sameAgeSchool } from "./sameAgeSchool.ts"
import { specialistCare } from "./specialistCare.ts"
import { stepFree } from "./stepFree.ts"
import { ties } from "./ties.ts"

export const softCriteria: ReadonlyArray<SoftCriterion> = [
  occupationMatch,
  recognitionPath,
  labourMarket,
  educationPath,
  norwegianTrack,
  childcareSchool,
  sameAgeSchool,
  introductionResults,
  primaryCare,
  specialistCare,
  dwellingRoom,
  interpreter,
  ties,
  schoolContinuity,
  relations,
  qualificationContinuity,
  contract,
  ownWish,
  firstSettled
]

/** Criteria about household and place alone. What a round decides (places, locks, protected areas) is in eligibility.ts. */
export const hardCriteria: ReadonlyArray<HardCriterion> = [
  dwellingSize,
  stepFree,
  namedTreatment,
  declaredServiceMissing,
  sameAgePlace,
  careForm
]
