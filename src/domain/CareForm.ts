/** Housing forms for unaccompanied minors; capacity is declared by form (R26). */
import { Schema } from "effect"

export const CareForm = Schema.Literals(["foster-home", "shared-housing", "supported-housing"]).annotate({
  identifier: "CareForm",
  description: "fosterhjem · bofellesskap · hybel med oppfølging"
})
export type CareForm = typeof CareForm.Type
export const careForms: ReadonlyArray<CareForm> = CareForm.literals
