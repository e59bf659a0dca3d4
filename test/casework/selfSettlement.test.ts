// Feature under test: agreed self-settlement (S8): what is pending blocks, a lease that is not good confirms nothing.
import { expect, test } from "vitest"
import { confirmedByLease, type Lease, pendingAmong } from "../../src/casework/process/SelfSettlement.ts"
import { stateAfter, steps } from "../../src/casework/process/SettlementState.ts"
import { HouseholdId } from "../../src/domain/Ids.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"

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
