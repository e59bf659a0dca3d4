/** Moves after a yes: vedtak, informed, move date, arrivals, and out of the round and back. */
import { PersonId } from "../../../src/domain/Ids.ts"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import { type SettlementStep, SettlementStore } from "../../../src/store/SettlementStore.ts"
import { changeInput, family, step } from "./Model.ts"
import { firstOf, type Move, versionOf } from "./Move.ts"

const day = IsoDate.make("2026-11-23")

const steps = {
  decide: { from: ["agreed"], to: "decided", says: { _tag: "decide", decidedOn: day } },
  inform: {
    from: ["decided"],
    to: "informed",
    says: { _tag: "inform", informedOn: day, language: "tir", interpreter: true }
  },
  refuse: {
    from: ["requested", "agreed", "decided", "informed", "move-agreed"],
    to: "refused",
    says: { _tag: "refuse", refusedOn: day, consequencesExplained: true }
  },
  reverse: { from: ["decided", "informed", "move-agreed"], to: "reversed", says: { _tag: "reverse", reason: "feil" } },
  lapse: { from: ["waiting"], to: "expired", says: { _tag: "lapse", reason: "borte" } },
  withdraw: {
    from: ["waiting", "requested", "agreed"],
    to: "withdrawn",
    says: { _tag: "withdraw", reason: "trukket" }
  },
  reopen: {
    from: ["refused", "reversed", "expired", "withdrawn"],
    to: "waiting",
    says: { _tag: "reopen", reason: "likevel" }
  }
} as const satisfies Record<
  string,
  { readonly from: ReadonlyArray<string>; readonly to: string; readonly says: SettlementStep }
>

/** Whoever leaves the round, or comes back to it, changes what is solved; a request ends with it. */
const leaves = new Set(["refused", "reversed", "expired", "withdrawn", "waiting"])

export const officersStep =
  (name: keyof typeof steps): Move =>
  (life, real, { household, stale, who }) => {
    const one = family(life, household)
    const { from, says, to } = steps[name]
    return {
      program: SettlementStore.use((settlements) =>
        settlements.step(real.officer(who), one.settlement, versionOf(one, stale), says)
      ),
      expected: firstOf(
        stale && "VersionStale",
        !(from as ReadonlyArray<string>).includes(one.state) && "StepNotPossible"
      ),
      so: () => {
        if (!leaves.has(to)) return step(one, to)
        if (one.request !== undefined && ["open", "accepted"].includes(one.request.state)) {
          one.request.state = "withdrawn"
          one.request.version++
        }
        one.arrived = 0
        step(one, to, null)
        changeInput(life)
      }
    }
  }

export const agreeMove: Move = (life, real, { household, stale }) => {
  const one = family(life, household)
  const says = { _tag: "agree-move", moveOn: day } as const
  return {
    program: SettlementStore.use((settlements) =>
      settlements.step(real.municipality(one.at ?? real.municipalities[0]), one.settlement, versionOf(one, stale), says)
    ),
    expected: firstOf(
      one.at === null && "CaseNotFound",
      stale && "VersionStale",
      !["informed", "move-agreed"].includes(one.state) && "StepNotPossible"
    ),
    so: () => step(one, "move-agreed")
  }
}

export const arrive: Move = (life, real, { household, stale }) => {
  const one = family(life, household)
  const person = PersonId.make(`${household}${Math.min(one.arrived, one.persons - 1)}`)
  return {
    program: SettlementStore.use((settlements) =>
      settlements.arrive(
        real.municipality(one.at ?? real.municipalities[0]),
        one.settlement,
        versionOf(one, stale),
        person,
        day
      )
    ),
    expected: firstOf(
      one.at === null && "CaseNotFound",
      stale && "VersionStale",
      one.state !== "move-agreed" && "ActRefused state"
    ),
    so: () => {
      one.arrived++
      step(one, one.arrived === one.persons ? "settled" : "move-agreed")
    }
  }
}
