/**
 * A plan from the mixture of the smoothed master: the patterns with the largest shares are settled, the locations left are
 * asked for patterns of the households left, and so on until every location is settled. It proves nothing.
 */
import type { Assignment } from "../instance/Instance.ts"
import type { PatternScope } from "./patternScope.ts"

export interface DivePace {
  /** Locations that are decided anew, those around where the plan known gives most away; Infinity for all of them. */
  readonly locations: number
  /** How soft the mixture is that it follows, counted in the value of a typical household. */
  readonly temperature: number
  /** Rounds of column generation before the first step, and in each. */
  readonly first: number
  readonly each: number
  /** Share of the locations that each step settles at least. */
  readonly share: number
}

/** A pattern with this share is as good as chosen. */
const certain = 0.95
/** Below this share a pattern is not worth settling. */
const hopeless = 1e-6
/** Steps without anything to settle before it stops. */
const patience = 3

export function dive(
  scope: PatternScope,
  { each, first, share }: Pick<DivePace, "each" | "first" | "share">
): Assignment {
  const quota = Math.max(1, Math.ceil(share * scope.left))
  let idle = 0
  scope.balance(first)
  while (scope.left > 0 && idle <= patience) {
    scope.balance(each)
    const promising = [...scope.patterns].filter((p) => scope.shareOf(p) > hopeless)
    promising.sort((a, b) => scope.shareOf(b) - scope.shareOf(a) || a - b)
    idle = promising.length === 0 ? idle + 1 : 0
    let settled = 0
    for (const p of promising) {
      if (settled >= quota && scope.shareOf(p) < certain) break
      if (!scope.isFree(p)) continue
      scope.settle(p)
      settled++
    }
    scope.forgetSettled()
  }
  return scope.plan
}
