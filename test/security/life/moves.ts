/**
 * What can be done in a round's life: for each move how the program must answer it now, in the words of the model, and what
 * is so afterwards. Refusals are moves like others.
 */
import { Effect } from "effect"
import { HouseholdId, PersonId } from "../../../src/domain/Ids.ts"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import { PlanId } from "../../../src/store/PlanId.ts"
import { RequestStore } from "../../../src/store/RequestStore.ts"
import { RoundProcess } from "../../../src/store/RoundProcess.ts"
import { type SettlementStep, SettlementStore } from "../../../src/store/SettlementStore.ts"
import { changeInput, family, isReady, type Life, moveRound, placesAt, planRefusal, step, type Who } from "./Model.ts"
import { households, type Program, type Real } from "./Real.ts"

export interface With {
  readonly who: Who
  readonly household: string
  /** One of the two municipalities. */
  readonly at: 0 | 1
  /** With a version that somebody has changed since. */
  readonly stale: boolean
}

export interface Asked {
  readonly program: Program
  /** "done", or the refusal. */
  readonly expected: string
  /** What is so when it is done. */
  readonly so: (value: unknown) => void
}

export type Move = (life: Life, real: Real, chosen: With) => Asked

const day = IsoDate.make("2026-11-23")
const nothing = () => undefined
const firstOf = (...refusals: ReadonlyArray<string | false | undefined>): string =>
  refusals.find((one): one is string => typeof one === "string") ?? "done"

const choose =
  (kind: "lock" | "hold" | "forbid"): Move =>
  (life, real, { at, household, who }) => {
    const one = family(life, household)
    const municipality = MunicipalityCode.make(real.municipalities[at])
    return {
      program: RoundProcess.use((process) =>
        process.choose(real.officer(who), real.round, HouseholdId.make(household), {
          kind,
          ...(kind === "hold" ? {} : { municipality }),
          reason: "prøve"
        })
      ),
      expected: one.state === "waiting" ? "done" : "ActRefused sent",
      so: () => {
        if (kind !== "forbid") one.choice = kind
        changeInput(life)
      }
    }
  }

const unchoose: Move = (life, real, { household, who }) => {
  const one = family(life, household)
  return {
    program: RoundProcess.use((process) =>
      process.unchoose(real.officer(who), real.round, HouseholdId.make(household), { kind: "lock" })
    ),
    expected: firstOf(one.state !== "waiting" && "ActRefused sent", one.choice === undefined && "CaseNotFound"),
    so: () => {
      one.choice = undefined
      changeInput(life)
    }
  }
}

/** Whoever waits and is not held goes where the solver would put them; who has been asked for stays. */
const solve: Move = (life, real, { at }) => {
  const places = new Map<string, string>()
  for (const [name, one] of life.families) {
    const place = one.state === "waiting" ? real.municipalities[name === "A" ? at : ((1 - at) as 0 | 1)] : one.at
    if (place !== null && one.choice !== "hold") places.set(name, place)
  }
  return {
    program: real.savePlan(places, life.input),
    expected: "done",
    so: (id) => {
      life.plan = { id: String(id), input: life.input, places }
      moveRound(life, "solved", undefined)
    }
  }
}

const decided = (life: Life, household: string, municipality: string, kind: "follow" | "override") => ({
  household: HouseholdId.make(household),
  kind,
  municipality: MunicipalityCode.make(municipality),
  suggested: life.plan?.places.has(household) ? MunicipalityCode.make(life.plan.places.get(household)!) : null,
  reason: kind === "override" ? "begrunnelse nok" : null,
  difference: null,
  shown: {}
})

/** Everybody who waits and is placed, as the plan says. */
const follow: Move = (life, real, { who }) => {
  const names = [...(life.plan?.places ?? [])].filter(([name]) => family(life, name).state === "waiting")
  const plan = PlanId.make(life.plan?.id ?? real.nobody)
  return {
    program: RoundProcess.use((process) =>
      process.decide(
        real.officer(who),
        real.round,
        plan,
        names.map(([name, at]) => decided(life, name, at, "follow"))
      )
    ),
    expected: firstOf(planRefusal(life)),
    so: () => {
      for (const [name, at] of names) family(life, name).decided = { at, isOverride: false }
    }
  }
}

const override: Move = (life, real, { at, household, who }) => {
  const one = family(life, household)
  const place = real.municipalities[at]
  const plan = PlanId.make(life.plan?.id ?? real.nobody)
  const moved = life.plan?.places.get(household) !== place
  return {
    program: RoundProcess.use((process) =>
      process.decide(real.officer(who), real.round, plan, [decided(life, household, place, "override")])
    ),
    expected: firstOf(planRefusal(life), one.state !== "waiting" && "ActRefused sent"),
    so: () => {
      one.decided = { at: place, isOverride: true }
      one.choice = "lock"
      if (moved) changeInput(life)
    }
  }
}

const undecide: Move = (life, real, { household, who }) => {
  const one = family(life, household)
  return {
    program: RoundProcess.use((process) =>
      process.undecide(real.officer(who), real.round, HouseholdId.make(household))
    ),
    expected: firstOf(one.state !== "waiting" && "ActRefused sent", one.decided === undefined && "CaseNotFound"),
    so: () => {
      const wasOverride = one.decided?.isOverride === true
      if (wasOverride) one.choice = undefined
      one.decided = undefined
      if (wasOverride || life.state === "under-review") changeInput(life)
    }
  }
}

const versionOf = ({ version }: { readonly version: number }, stale: boolean): number => (stale ? version - 1 : version)

const submit: Move = (life, real, { stale, who }) => ({
  program: RoundProcess.use((process) => process.submit(real.officer(who), real.round, versionOf(life, stale))),
  expected: firstOf(stale && "VersionStale", planRefusal(life), life.state !== "solved" && "ActRefused state"),
  so: () => moveRound(life, "under-review", who)
})

const publish: Move = (life, real, { stale, who }) => ({
  program: real.publish(who, versionOf(life, stale)),
  expected: firstOf(
    stale && "VersionStale",
    life.state !== "under-review" && "ActRefused state",
    life.submittedBy === who && "ActRefused second-person",
    planRefusal(life),
    !isReady(life) && "PublicationBlocked"
  ),
  so: () => {
    life.published = life.plan!.places
    moveRound(life, "published", life.submittedBy)
  }
})

const withdrawRound: Move = (life, real, { stale, who }) => ({
  program: RoundProcess.use((process) => process.withdraw(real.officer(who), real.round, versionOf(life, stale))),
  expected: firstOf(
    stale && "VersionStale",
    life.published === undefined && life.state !== "under-review" && "ActRefused not-published"
  ),
  so: () => {
    life.published = undefined
    if (life.state !== "draft") moveRound(life, "solved", undefined)
  }
})

const send: Move = (life, real, { household, who }) => {
  const one = family(life, household)
  const at = life.published?.get(household)
  const { agreed, asked, planned, settled } = placesAt(life, at ?? "")
  const own = one.state === "waiting" ? one.persons : 0
  const isFull = agreed + asked + planned + settled - own + one.persons > (life.decided.get(at ?? "") ?? 0)
  return {
    program: real.send(who, [household]),
    expected: firstOf(
      life.published === undefined && "ActRefused not-published",
      at === undefined && "CaseNotFound",
      isFull && "ActRefused no-places",
      one.state !== "waiting" && "StepNotPossible"
    ),
    so: (value) => {
      const [sent] = value as ReadonlyArray<{ readonly id: string }>
      step(one, "requested", at!)
      one.request = { id: sent!.id, at: at!, version: 1, state: "open" }
    }
  }
}

/** Why the latest request cannot be acted on. */
const requestRefusal = (life: Life, { household, stale }: With): string | undefined => {
  const { request } = family(life, household)
  if (request === undefined) return "CaseNotFound"
  if (request.state !== "open") return "ActRefused state"
  return stale ? "VersionStale" : undefined
}

const requestOf = (life: Life, real: Real, { household, stale }: With) => {
  const { request } = family(life, household)
  return { id: request?.id ?? real.nobody, version: request === undefined ? 1 : versionOf(request, stale) }
}

const end = (life: Life, household: string, state: string): void => {
  const one = family(life, household)
  one.request!.state = state
  one.request!.version++
  one.arrived = 0
  step(one, "waiting", null)
  changeInput(life)
}

const accept: Move = (life, real, chosen) => {
  const one = family(life, chosen.household)
  const at = one.request?.at ?? real.municipalities[0]
  const { id, version } = requestOf(life, real, chosen)
  const { agreed, settled } = placesAt(life, at)
  return {
    program: real.accept(at, id, version),
    expected: firstOf(
      requestRefusal(life, chosen),
      agreed + settled + one.persons > (life.decided.get(at) ?? 0) && "ActRefused no-places"
    ),
    so: () => {
      one.request!.state = "accepted"
      one.request!.version++
      step(one, "agreed")
    }
  }
}

const decline: Move = (life, real, chosen) => {
  const one = family(life, chosen.household)
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: real.decline(one.request?.at ?? real.municipalities[0], id, version),
    expected: firstOf(requestRefusal(life, chosen)),
    so: () => end(life, chosen.household, "declined")
  }
}

/** The other municipality does not so much as learn that there is a request. */
const acceptElsewhere: Move = (life, real, chosen) => {
  const one = family(life, chosen.household)
  const [a, b] = real.municipalities
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: real.decline(one.request?.at === a ? b : a, id, version),
    expected: "CaseNotFound",
    so: nothing
  }
}

const takeBack: Move = (life, real, chosen) => {
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: RequestStore.use((requests) => requests.takeBack(real.officer(chosen.who), id, version)),
    expected: firstOf(requestRefusal(life, chosen)),
    so: () => end(life, chosen.household, "withdrawn")
  }
}

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

const officersStep =
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

const agreeMove: Move = (life, real, { household, stale }) => {
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

const arrive: Move = (life, real, { household, stale }) => {
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

/** Somebody who was never given the round. */
const stranger: Move = (_, real, { household }) => ({
  program: Effect.gen(function* () {
    const access = { ...real.officer("first"), user: "stranger" }
    return yield* (yield* RoundProcess).undecide(access, real.round, HouseholdId.make(household))
  }),
  expected: "CaseNotFound",
  so: nothing
})

export const moves: Readonly<Record<string, Move>> = {
  lock: choose("lock"),
  hold: choose("hold"),
  forbid: choose("forbid"),
  unchoose,
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
