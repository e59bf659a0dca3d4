/** Moves of officers with a round that nobody has been asked about yet: choices, decisions, review and publication. */
import { HouseholdId } from "../../../src/domain/Ids.ts"
import { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import { PlanId } from "../../../src/store/PlanId.ts"
import { RoundProcess } from "../../../src/store/RoundProcess.ts"
import { changeInput, type Family, family, isReady, type Life, moveRound, planRefusal } from "./Model.ts"
import { firstOf, type Move, versionOf } from "./Move.ts"

const fileOf = ({ file }: Family, stale: boolean): number => versionOf({ version: file }, stale)

export const choose =
  (kind: "lock" | "hold" | "forbid"): Move =>
  (life, real, { at, household, stale, who }) => {
    const one = family(life, household)
    const municipality = MunicipalityCode.make(real.municipalities[at])
    return {
      program: RoundProcess.use((process) =>
        process.choose(real.officer(who), real.round, HouseholdId.make(household), fileOf(one, stale), {
          kind,
          ...(kind === "hold" ? {} : { municipality }),
          reason: "prøve"
        })
      ),
      expected: firstOf(one.state !== "waiting" && "ActRefused sent", stale && "VersionStale"),
      so: () => {
        one.file++
        if (kind !== "forbid") one.choice = kind
        changeInput(life)
      }
    }
  }

export const unchoose =
  (kind: "lock" | "hold"): Move =>
  (life, real, { household, stale, who }) => {
    const one = family(life, household)
    return {
      program: RoundProcess.use((process) =>
        process.unchoose(real.officer(who), real.round, HouseholdId.make(household), fileOf(one, stale), { kind })
      ),
      expected: firstOf(
        one.state !== "waiting" && "ActRefused sent",
        stale && "VersionStale",
        one.choice !== kind && "CaseNotFound"
      ),
      so: () => {
        one.file++
        one.choice = undefined
        changeInput(life)
      }
    }
  }

/** Whoever waits and is not held goes where the solver would put them; who has been asked for stays. */
export const solve: Move = (life, real, { at }) => {
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
export const follow: Move = (life, real, { who }) => {
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
      for (const [name, at] of names) {
        const one = family(life, name)
        one.decided = { at, isOverride: false }
        one.file++
      }
    }
  }
}

export const override: Move = (life, real, { at, household, who }) => {
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
      one.file++
      one.choice = "lock"
      if (moved) changeInput(life)
    }
  }
}

export const undecide: Move = (life, real, { household, stale, who }) => {
  const one = family(life, household)
  return {
    program: RoundProcess.use((process) =>
      process.undecide(real.officer(who), real.round, HouseholdId.make(household), fileOf(one, stale))
    ),
    expected: firstOf(
      one.state !== "waiting" && "ActRefused sent",
      stale && "VersionStale",
      one.decided === undefined && "CaseNotFound"
    ),
    so: () => {
      one.file++
      const wasOverride = one.decided?.isOverride === true
      if (wasOverride && one.choice === "lock") one.choice = undefined
      one.decided = undefined
      if (wasOverride || life.state === "under-review") changeInput(life)
    }
  }
}

export const submit: Move = (life, real, { stale, who }) => ({
  program: RoundProcess.use((process) => process.submit(real.officer(who), real.round, versionOf(life, stale))),
  expected: firstOf(stale && "VersionStale", planRefusal(life), life.state !== "solved" && "ActRefused state"),
  so: () => moveRound(life, "under-review", who)
})

export const publish: Move = (life, real, { stale, who }) => ({
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

export const withdrawRound: Move = (life, real, { stale, who }) => ({
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
