/** What one criterion says of one subject in one place: a value in thousandths with its evidence, or «unknown». */
import type { FactKind } from "../domain/Fact.ts"
import type { Evidence } from "./World.ts"

/** Values are whole thousandths: 0 = no fit, 1000 = enough. */
export const fullValue = 1000

export type Assessment =
  | {
      readonly _tag: "known"
      readonly value: number
      readonly kind: FactKind
      readonly evidence: ReadonlyArray<Evidence>
    }
  | { readonly _tag: "unknown"; readonly missing: ReadonlyArray<string>; readonly evidence: ReadonlyArray<Evidence> }

const trust: Readonly<Record<Evidence["kind"], number>> = { person: 0, measured: 0, modelled: 1, synthetic: 2 }
const kinds: ReadonlyArray<FactKind> = ["measured", "modelled", "synthetic"]

/** The least trusted kind among the facts used; geography and the person's own facts count as measured. */
export const leastTrusted = (used: ReadonlyArray<Evidence>): FactKind =>
  kinds[Math.max(0, ...used.map((one) => trust[one.kind]))] ?? "measured"

/** A known value from a share in [0, 1]. */
export const known = (share: number, used: ReadonlyArray<Evidence>): Assessment => ({
  _tag: "known",
  value: Math.round(Math.min(1, Math.max(0, share)) * fullValue),
  kind: leastTrusted(used),
  evidence: used
})

export const unknown = (missing: ReadonlyArray<string>, used: ReadonlyArray<Evidence> = []): Assessment => ({
  _tag: "unknown",
  missing,
  evidence: used
})

/** Share that falls in a straight line from 1 at `full` to 0 at `none`; `full` may lie above or below `none`. */
export const between = (value: number, full: number, none: number): number =>
  Math.min(1, Math.max(0, (value - none) / (full - none)))
