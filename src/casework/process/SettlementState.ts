/**
 * A household's way from ready to settled (S2), with its side exits: which step leads from where to where, and whose step
 * it is. Owns no clock and no storage; the store compares versions and keeps history.
 */
import { Schema } from "effect"

export const SettlementState = Schema.Literals([
  "waiting",
  "requested",
  "agreed",
  "decided",
  "informed",
  "move-agreed",
  "settled",
  "refused",
  "reversed",
  "expired",
  "withdrawn"
]).annotate({
  identifier: "SettlementState",
  description:
    "bosettingsklar · forespurt · avtalt · vedtak fattet · informert · flyttedato avtalt · bosatt; takket nei, omgjort, utgått, trukket"
})
export type SettlementState = typeof SettlementState.Type

interface Step {
  readonly from: ReadonlyArray<SettlementState>
  readonly to: SettlementState
  /** `treff` is the clock's step, taken by the worker. */
  readonly by: "imdi" | "municipality" | "treff"
}

export const steps = {
  request: { from: ["waiting"], to: "requested", by: "imdi" },
  accept: { from: ["requested"], to: "agreed", by: "municipality" },
  decline: { from: ["requested"], to: "waiting", by: "municipality" },
  overrun: { from: ["requested"], to: "waiting", by: "treff" },
  "take-back": { from: ["requested"], to: "waiting", by: "imdi" },
  "self-settle": { from: ["waiting"], to: "agreed", by: "imdi" },
  decide: { from: ["agreed"], to: "decided", by: "imdi" },
  inform: { from: ["decided"], to: "informed", by: "imdi" },
  "agree-move": { from: ["informed", "move-agreed"], to: "move-agreed", by: "municipality" },
  settle: { from: ["move-agreed"], to: "settled", by: "municipality" },
  refuse: { from: ["requested", "agreed", "decided", "informed", "move-agreed"], to: "refused", by: "imdi" },
  reverse: { from: ["decided", "informed", "move-agreed"], to: "reversed", by: "imdi" },
  lapse: { from: ["waiting"], to: "expired", by: "imdi" },
  withdraw: { from: ["waiting", "requested", "agreed"], to: "withdrawn", by: "imdi" },
  reopen: { from: ["refused", "reversed", "expired", "withdrawn"], to: "waiting", by: "imdi" }
} as const satisfies Readonly<Record<string, Step>>

export type StepName = keyof typeof steps

export class StepNotPossible extends Schema.TaggedError<StepNotPossible>()("StepNotPossible", {
  step: Schema.String,
  state: Schema.String
}) {
  override get message(): string {
    return `The step ${this.step} is not possible in the state ${this.state}. Read the household's state again and take a step that leads on from it.`
  }
}

/** The state the step leads to, or undefined when it is not possible from here. */
export const stateAfter = (name: StepName, state: SettlementState): SettlementState | undefined => {
  const step: Step = steps[name]
  return step.from.includes(state) ? step.to : undefined
}
