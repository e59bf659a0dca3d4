/**
 * Whether an officer may hold a household, and on what terms (S7): no limit before the next round, not held too often, and the
 * best place the latest plan leaves for it below a share of its own best. Without a plan neither the reason nor the price could
 * be shown, so nobody is held; a plan that is out of date still says what was left.
 */
import { Effect } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import { isWorthWaiting } from "../matching/held.ts"
import { levelOf, mayBeHeld } from "../matching/priority.ts"
import type { Access } from "../store/Access.ts"
import { ActRefused, VersionStale } from "../store/cases/failures.ts"
import { HouseholdStore } from "../store/HouseholdStore.ts"
import { Explanations } from "./Explanations.ts"
import { Rounds } from "./Rounds.ts"

const mayNot = (advice: string) => new ActRefused({ reason: "may-not-be-held", advice })

interface Case {
  readonly id: string
  readonly household: HouseholdId
}

/** `seen`: the version of the file the officer has read. */
export const holdable = Effect.fnUntraced(function* (access: Access, { household, id }: Case, seen: number) {
  const round = yield* (yield* Rounds).get(access, id)
  const { household: file, version } = yield* (yield* HouseholdStore).open(access, round.id, household)
  if (version !== seen) return yield* new VersionStale()
  if (!mayBeHeld(file, round))
    return yield* mayNot(
      levelOf(file, round) === "limit-before-next-round"
        ? "Its limit falls before the next round. Place it now."
        : "It has been held in as many rounds as it may. Place it now."
    )
  const terms = yield* (yield* Explanations).holdTerms(access, round, household)
  if (terms === null)
    return yield* new ActRefused({
      reason: "no-plan",
      advice: "What waiting costs is known from a plan the household is in. Ask for the round to be solved first."
    })
  if (!isWorthWaiting(terms)) return yield* mayNot("A good enough place is left for it. Place it now.")
  const { available, below, best } = terms
  return { reason: { code: "held-for-better", below, best } as const, available }
})
