// Feature under test: agreed self-settlement (S8): what is pending blocks, a lease that is not good confirms nothing.
import { expect, test } from "vitest"
import {
  awayFrom,
  besidesLease,
  confirmedByLease,
  type Lease,
  pendingAmong,
  unfixed
} from "../../src/casework/process/SelfSettlement.ts"
import { stateAfter, steps } from "../../src/casework/process/SettlementState.ts"
import { HouseholdId } from "../../src/domain/Ids.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { codeOf, household, minorCase, need, person, roundDate, roundOf, said, unreleased } from "../support/world.ts"

const ids = (...names: ReadonlyArray<string>) => names.map((name) => HouseholdId.make(name))
const lease: Lease = {
  checkedOn: IsoDate.make("2024-11-15"),
  suitable: true,
  rooms: 3,
  stepFree: true,
  availableFrom: IsoDate.make("2024-12-15")
}

test("every pending household is named, in the order they were asked for", () => {
  const pending = new Set(["H-3", "H-1", "H-9"])
  expect(pendingAmong(ids("H-1", "H-2", "H-3"), pending)).toEqual(["H-1", "H-3"])
  expect(pendingAmong(ids("H-2"), pending)).toEqual([])
})

test("only a lease found good confirms the dwelling", () => {
  expect(confirmedByLease(null)).toBeUndefined()
  expect(confirmedByLease({ ...lease, suitable: false })).toBeUndefined()
  expect(confirmedByLease(lease)).toEqual([{ _tag: "dwelling", rooms: 3, stepFree: true, availableFrom: "2024-12-15" }])
})

test("whoever somebody has been asked about does not settle herself", () => {
  expect(stateAfter("self-settle", "waiting")).toBe("agreed")
  for (const state of ["requested", "agreed", "decided", "settled", "refused"] as const)
    expect(stateAfter("self-settle", state)).toBeUndefined()
  expect(steps["self-settle"].by).toBe("imdi")
})

test("what the lease does not answer is asked besides: treatment that may be told, school and care", () => {
  const asked = (...members: Parameters<typeof person>[1][]) =>
    besidesLease(household(members.map((known) => person(30, known))), lease, roundDate).map((one) =>
      one._tag === "service" ? one.service : one._tag
    )
  expect(asked({})).toEqual([])
  expect(asked({ healthNeeds: [need("dialysis")] }, { housingNeeds: ["step-free"] })).toEqual(["dialysis"])
  expect(asked({ healthNeeds: [unreleased(need("dialysis"))] })).toEqual([])
  expect(asked({ healthNeeds: [need("dialysis", { strength: "helpful" })] })).toEqual([])
  const pupil = household(person(17), { minor: minorCase("foster-home") })
  expect(besidesLease(pupil, lease, roundDate).map(({ _tag }) => _tag)).toEqual(["care-form", "same-age-place"])
})

test("nobody may live where she is in danger, nor where whoever she must not meet will be", () => {
  const endangered = household(person(30), {
    id: "H-1",
    protection: { kind: "violence", awayFrom: [codeOf("Ask")], provenance: said() }
  })
  const fixed = { route: "agreed-self-settlement", fixedMunicipality: codeOf("Furu") } as const
  const others = ["H-2", "H-3", "H-4"].map((id) => household(person(30), { id, ...(id === "H-3" && fixed) }))
  const round = roundOf([endangered, ...others], {
    protectedPairs: [
      ["H-1", "H-2"],
      ["H-3", "H-1"],
      ["H-2", "H-4"]
    ]
  })
  const at = (placed: ReadonlyArray<readonly [string, Parameters<typeof codeOf>[0]]>) =>
    awayFrom(round, endangered, new Map(placed.map(([id, name]) => [HouseholdId.make(id), codeOf(name)])))
  expect(at([])).toEqual([codeOf("Ask"), codeOf("Furu")])
  expect(
    at([
      ["H-2", "Bjerk"],
      ["H-4", "Gran"],
      ["H-1", "Elv"]
    ])
  ).toEqual([codeOf("Ask"), codeOf("Bjerk"), codeOf("Furu")])
})

test("after a no there is an ordinary route and no agreed municipality", () => {
  const fixed = { route: "agreed-self-settlement", fixedMunicipality: "1001", more: 1 } as const
  expect(unfixed(fixed)).toEqual({ route: "reception-centre", more: 1 })
  expect(unfixed(fixed, "private")).toEqual({ route: "private", more: 1 })
  expect(unfixed({ route: "private" as const })).toBeUndefined()
})
