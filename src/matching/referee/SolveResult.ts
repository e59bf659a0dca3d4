/**
 * The result of solving a treff-instance/1, as printed and as verified: amounts in the units of the file. Owns the wire
 * form and nothing that computes it.
 */
import { Schema, Struct } from "effect"
import { rules } from "../instance/objectives.ts"
import { Certificate } from "./Certificate.ts"

const PlacedLevel = Schema.Struct({ objective: Schema.Finite, bound: Schema.Finite })
const PriceOfPlacing = Schema.Struct({ maxScore: Schema.Finite, difference: Schema.Finite })
const Amount = Schema.NullOr(Schema.Finite)

const fields = {
  rule: Schema.Literals(rules),
  status: Schema.Literals(["optimal", "feasible", "infeasible", "no-solution"]),
  stoppedBy: Schema.NullOr(Schema.Literals(["time", "nodes", "cancelled"])),
  proof: Schema.Literals(["certificate", "solver"]).annotate({
    description: "Who vouches for `bound`: the certificate alone, or a solver's branch and bound"
  }),
  objective: Amount,
  lpBound: Amount.annotate({ description: "Bound of the relaxation over all pairs" }),
  bound: Amount.annotate({ description: "No plan, at the level of placing reached, is worth more" }),
  certifiedBound: Amount.annotate({ description: "What the certificate proves on its own" }),
  gap: Amount.annotate({ description: "(bound − objective) / max(1, |bound|)" }),
  certifiedGap: Amount,
  gapLimit: Schema.Finite.annotate({ description: "Gap that was accepted as optimal" }),
  placedLevel: Schema.optionalKey(
    PlacedLevel.annotate({ description: "place-first: persons × priority placed, and the most possible" })
  ),
  price: Schema.optionalKey(
    PriceOfPlacing.annotate({
      description: "place-first: the best score without placing first, and what placing first costs of it"
    })
  ),
  placed: Schema.Int.annotate({ description: "Households placed" }),
  persons: Schema.Int.annotate({ description: "Persons placed" }),
  unplaced: Schema.Array(Schema.String),
  prices: Schema.Array(Schema.Struct({ location: Schema.String, dimension: Schema.String, price: Schema.Finite })),
  conflict: Schema.optionalKey(Schema.Array(Schema.String)),
  certificate: Schema.NullOr(Certificate),
  solver: Schema.String,
  canonical: Schema.Boolean.annotate({
    description: "The plan is the one the tie-break chooses among all optimal plans, whatever the path to it"
  }),
  scale: Schema.Int,
  seconds: Schema.Finite,
  seed: Schema.Int
}

const assignment = Schema.Record(Schema.String, Schema.NullOr(Schema.String))

export const SolveResult = Schema.Struct({ ...fields, assignment }).annotate({ identifier: "SolveResult" })
export type SolveResult = typeof SolveResult.Type

/** A plan from anywhere: only the assignment has to be there, as an object or as a list of pairs; whatever else is stated is checked. */
export const StatedResult = Schema.Struct(fields)
  .mapFields(Struct.map(Schema.optionalKey))
  .pipe(Schema.fieldsAssign({ assignment: Schema.Unknown }))
export type StatedResult = typeof StatedResult.Type

/** (bound − objective) / max(1, |bound|): a fraction. */
export const gapOf = (bound: number, objective: number): number => (bound - objective) / Math.max(1, Math.abs(bound))
