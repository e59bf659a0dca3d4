/** An adult with the household and the day it was interviewed: what competence and its provenance hang on. */
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { Member } from "./members.ts"
import type { Routed } from "./routes.ts"

export interface Adult {
  readonly household: Routed
  readonly member: Member
  readonly interviewOn: IsoDate | undefined
}
