/**
 * Decisions on a plan as they are kept: beside each what was suggested and shown, and for an override what it changes for
 * the whole round, found by solving it again with the household there.
 */
import { Effect, type Schema } from "effect"
import type { Access } from "../store/Access.ts"
import { ActRefused, CaseNotFound } from "../store/cases/failures.ts"
import type { PlanId } from "../store/PlanId.ts"
import type { RoundSummary } from "../store/RoundStore.ts"
import type { Decided } from "../store/rounds/decisions.ts"
import type { DecisionBody } from "./contract/rounds.ts"
import { Explanations } from "./Explanations.ts"
import { Rounds } from "./Rounds.ts"

/** Each override is a solve of its own. */
const mostOverrides = 10

type Made = typeof DecisionBody.Type

const differenceOf = Effect.fnUntraced(function* (
  access: Access,
  round: RoundSummary,
  made: Made & { _tag: "override" }
) {
  const explanations = yield* Explanations
  const { explanation } = yield* explanations.explain(access, {
    round: round.id,
    household: made.household,
    audience: "archive",
    whyNot: made.municipality
  })
  return explanation.whyNot as unknown as Schema.Json
})

export const decisionsOn = Effect.fn("decisionsOn")(function* (
  access: Access,
  round: RoundSummary,
  plan: PlanId,
  decisions: ReadonlyArray<Made>
) {
  const { plan: current, report } = yield* (yield* Rounds).getRecommendations(access, round)
  if (current !== plan)
    return yield* new ActRefused({
      reason: "plan-outdated",
      advice: "The round has a newer plan. Read its recommendations again."
    })
  if (decisions.filter((one) => one._tag === "override").length > mostOverrides)
    return yield* new ActRefused({
      reason: "too-many",
      advice: `Override at most ${mostOverrides} households at once.`
    })
  const placements = new Map(report.placements.map((one) => [one.household, one]))
  const waiting = new Set([...report.held, ...report.unplaced].map((one) => one.household))
  return yield* Effect.forEach(
    decisions,
    Effect.fnUntraced(function* (made) {
      const placement = placements.get(made.household)
      if (placement === undefined && !(made._tag === "override" && waiting.has(made.household)))
        return yield* new CaseNotFound({ what: "household" })
      const shown = {
        municipality: placement?.municipality ?? null,
        fit: placement?.fit ?? null,
        topK: (placement?.topK ?? []).map(({ fit, municipality }) => ({ municipality, fit }))
      }
      const suggested = placement?.municipality ?? null
      const decided: Decided =
        made._tag === "follow"
          ? {
              household: made.household,
              kind: "follow",
              municipality: suggested!,
              suggested,
              reason: null,
              difference: null,
              shown
            }
          : {
              household: made.household,
              kind: "override",
              municipality: made.municipality,
              suggested,
              reason: made.reason,
              difference: yield* differenceOf(access, round, made),
              shown
            }
      return decided
    })
  )
})
