/** All moves of a round's life by name, and ways to begin one that chance alone seldom finds. */
import { Effect } from "effect"
import { HouseholdId } from "../../../src/domain/Ids.ts"
import { RoundProcess } from "../../../src/store/RoundProcess.ts"
import { type Move, nothing, type With } from "./Move.ts"
import { households } from "./makeRound.ts"
import { accept, acceptElsewhere, decline, send, takeBack } from "./requestMoves.ts"
import { choose, follow, override, publish, solve, submit, unchoose, undecide, withdrawRound } from "./roundMoves.ts"
import { agreeMove, arrive, officersStep } from "./settlementMoves.ts"

/** Somebody who was never given the round. */
const stranger: Move = (_, real, { household }) => ({
  program: Effect.gen(function* () {
    const access = { ...real.officer("first"), user: "stranger" }
    return yield* (yield* RoundProcess).undecide(access, real.round, HouseholdId.make(household), 1)
  }),
  expected: "CaseNotFound",
  so: nothing
})

export const moves: Readonly<Record<string, Move>> = {
  lock: choose("lock"),
  hold: choose("hold"),
  forbid: choose("forbid"),
  unlock: unchoose("lock"),
  release: unchoose("hold"),
  solve,
  follow,
  override,
  undecide,
  submit,
  publish,
  withdrawRound,
  send,
  accept,
  decline,
  acceptElsewhere,
  takeBack,
  decide: officersStep("decide"),
  inform: officersStep("inform"),
  agreeMove,
  arrive,
  refuse: officersStep("refuse"),
  reverse: officersStep("reverse"),
  lapse: officersStep("lapse"),
  withdraw: officersStep("withdraw"),
  reopen: officersStep("reopen"),
  stranger
}

/** The beginnings of lives: chance alone seldom comes far. */
const toRequests: ReadonlyArray<readonly [string, Partial<With>]> = [
  ["solve", {}],
  ["follow", {}],
  ["submit", { who: "first" }],
  ["publish", { who: "second" }],
  ...households.map((household) => ["send", { household }] as const)
]
const onTheWay = ["accept", "decide", "inform", "agreeMove", "arrive"].flatMap((name) =>
  households.slice(0, name === "accept" ? 3 : 2).map((household) => [name, { household }] as const)
)
export const beginnings = [[], toRequests, [...toRequests, ...onTheWay]]
