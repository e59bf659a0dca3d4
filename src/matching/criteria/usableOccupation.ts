/** The occupation a person can use in Norway today, and how much of it (S14): recognition status × regulated or not. */
import type { RecognitionStatus, WorkExperience } from "../../domain/Competence.ts"
import { occupationGroupOf, regulationOf, type StyrkCode } from "../../domain/Occupation.ts"
import type { OccupationGroup } from "../../domain/OccupationGroup.ts"
import type { Provenance } from "../../domain/Provenance.ts"
import type { ScoredPerson } from "../Criterion.ts"
import { parameter } from "../parameters.ts"

/** A statement about recognition, and whose it is. */
interface Recognition {
  readonly status: RecognitionStatus
  readonly provenance: Provenance
}

type UsableOccupation =
  | { readonly _tag: "unknown" }
  | { readonly _tag: "none" }
  | {
      readonly _tag: "usable"
      readonly code: StyrkCode
      readonly group: OccupationGroup
      readonly share: number
      readonly provenance: Provenance
      /** What the share rests on; null where the law asks for no recognition, or nobody has said. */
      readonly recognition: Recognition | null
    }

const usableShare = (status: RecognitionStatus): number => {
  switch (status) {
    case "recognised":
    case "not-needed":
      return 1
    case "applied":
    case "needs-supplement":
      return parameter("underwayShare")
    case "not-applied":
      return parameter("unrecognisedShare")
    case "refused":
      return 0
  }
}

/** Recognition of the work itself, else of the education. */
const recognitionOf = (person: ScoredPerson, work: WorkExperience): Recognition | null => {
  if (work.recognition !== undefined) return { status: work.recognition, provenance: work.provenance }
  const education = person.competence?.highestEducation
  return education === undefined ? null : { status: education.recognition, provenance: education.provenance }
}

export const usableOccupation = (person: ScoredPerson): UsableOccupation => {
  const work = person.competence?.mainWork
  if (work === undefined) return { _tag: "unknown" }
  const group = occupationGroupOf(work.occupation)
  if (group === undefined || group === "none") return { _tag: "none" }
  const regulated = regulationOf(work.occupation) !== undefined
  const recognition = regulated ? recognitionOf(person, work) : null
  const share = regulated ? usableShare(recognition?.status ?? "not-applied") : 1
  return share === 0
    ? { _tag: "none" }
    : { _tag: "usable", code: work.occupation, group, share, provenance: work.provenance, recognition }
}
