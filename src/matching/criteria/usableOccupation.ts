/** The occupation a person can use in Norway today, and how much of it (S14): recognition status × regulated or not. */
import type { RecognitionStatus } from "../../domain/Competence.ts"
import { occupationGroupOf, regulationOf, type StyrkCode } from "../../domain/Occupation.ts"
import type { OccupationGroup } from "../../domain/OccupationGroup.ts"
import type { Provenance } from "../../domain/Provenance.ts"
import type { ScoredPerson } from "../Criterion.ts"
import { parameter } from "../parameters.ts"

type UsableOccupation =
  | { readonly _tag: "unknown" }
  | { readonly _tag: "none" }
  | {
      readonly _tag: "usable"
      readonly code: StyrkCode
      readonly group: OccupationGroup
      readonly share: number
      readonly provenance: Provenance
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

export const usableOccupation = (person: ScoredPerson): UsableOccupation => {
  const work = person.competence?.mainWork
  if (work === undefined) return { _tag: "unknown" }
  const group = occupationGroupOf(work.occupation)
  if (group === undefined || group === "none") return { _tag: "none" }
  const status = work.recognition ?? person.competence?.highestEducation?.recognition ?? "not-applied"
  const share = regulationOf(work.occupation) === undefined ? 1 : usableShare(status)
  return share === 0
    ? { _tag: "none" }
    : { _tag: "usable", code: work.occupation, group, share, provenance: work.provenance }
}
