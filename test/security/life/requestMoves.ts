/** Moves with a request: sent, answered by its municipality or by another one, taken back. */
import { RequestStore } from "../../../src/store/RequestStore.ts"
import { changeInput, family, type Life, placesAt, step } from "./Model.ts"
import { firstOf, type Move, nothing, versionOf, type With } from "./Move.ts"
import type { Real } from "./Real.ts"

export const send: Move = (life, real, { household, who }) => {
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

export const accept: Move = (life, real, chosen) => {
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

export const decline: Move = (life, real, chosen) => {
  const one = family(life, chosen.household)
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: real.decline(one.request?.at ?? real.municipalities[0], id, version),
    expected: firstOf(requestRefusal(life, chosen)),
    so: () => end(life, chosen.household, "declined")
  }
}

/** The other municipality does not so much as learn that there is a request. */
export const acceptElsewhere: Move = (life, real, chosen) => {
  const one = family(life, chosen.household)
  const [a, b] = real.municipalities
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: real.decline(one.request?.at === a ? b : a, id, version),
    expected: "CaseNotFound",
    so: nothing
  }
}

export const takeBack: Move = (life, real, chosen) => {
  const { id, version } = requestOf(life, real, chosen)
  return {
    program: RequestStore.use((requests) => requests.takeBack(real.officer(chosen.who), id, version)),
    expected: firstOf(requestRefusal(life, chosen)),
    so: () => end(life, chosen.household, "withdrawn")
  }
}
