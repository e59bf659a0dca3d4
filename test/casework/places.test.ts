// Feature under test: free places, asking, accepting, pace and reconciliation (S10).
import fc from "fast-check"
import { expect, test } from "vitest"
import { canAccept, canAsk, canSelfSettle, freeOf } from "../../src/casework/places/freePlaces.ts"
import type { MunicipalityPlaces, PlaceCounts } from "../../src/casework/places/PlaceCounts.ts"
import { paceOf } from "../../src/casework/places/pace.ts"
import { reconcile } from "../../src/casework/places/reconcile.ts"

const nobody: PlaceCounts = {
  requested: 0,
  decided: 0,
  tolerance: 0,
  settledBefore: 0,
  agreedBefore: 0,
  selfSettlement: 0,
  planned: 0,
  asked: 0,
  agreed: 0,
  settled: 0
}
const counts = (known: Partial<PlaceCounts>): PlaceCounts => ({ ...nobody, ...known })
const places = (total: Partial<PlaceCounts>, minors: Partial<PlaceCounts> = {}): MunicipalityPlaces => ({
  total: counts(total),
  minors: counts(minors)
})
const asking = { planned: false, officersChoice: false }
const adults = (persons: number) => ({ persons, minors: false })
const minor = { persons: 1, minors: true }

test("everything that holds a place is taken off what is decided", () => {
  const used = { settledBefore: 10, agreedBefore: 3, selfSettlement: 2, planned: 4, asked: 5, agreed: 6, settled: 7 }
  expect(freeOf(counts({ decided: 50, ...used }))).toEqual({ _tag: "decided", free: 50 - 37, over: 0 })
})

test("fewer than none is nobody and a finding; tolerance adds no free place", () => {
  expect(freeOf(counts({ decided: 5, settled: 8, tolerance: 4 }))).toEqual({ _tag: "decided", free: 0, over: 3 })
})

test("nothing decided is not zero: it may be asked by an officer's choice, and a yes has nothing to rest on", () => {
  const open = places({ decided: null })
  expect(freeOf(open.total)).toEqual({ _tag: "not-decided" })
  expect(canAsk(open, adults(1), asking)).toEqual({ _tag: "not-decided", dimension: "total" })
  expect(canAsk(open, adults(1), { ...asking, officersChoice: true })).toEqual({ _tag: "room" })
  expect(canAccept(open, adults(1))).toEqual({ _tag: "not-decided", dimension: "total" })
  expect(canAsk(places({ decided: 0 }), adults(1), { ...asking, officersChoice: true })._tag).toBe("full")
})

test("asking stops at what is decided, a yes at the tolerance above it", () => {
  const four = places({ decided: 4, tolerance: 1 })
  expect(canAsk(four, adults(4), asking)).toEqual({ _tag: "room" })
  expect(canAsk(four, adults(5), asking)).toEqual({ _tag: "full", dimension: "total", short: 1 })
  expect(canAccept(four, adults(5))).toEqual({ _tag: "room" })
  expect(canAccept(four, adults(6))).toEqual({ _tag: "full", dimension: "total", short: 1 })
})

test("a household of the published plan takes its own place over, and nobody else's", () => {
  const full = places({ decided: 4, planned: 4 })
  expect(canAsk(full, adults(4), { ...asking, planned: true })).toEqual({ _tag: "room" })
  expect(canAsk(full, adults(4), asking)._tag).toBe("full")
  expect(canAsk(places({ decided: 4, planned: 2, asked: 2 }), adults(3), { ...asking, planned: true })).toEqual({
    _tag: "full",
    dimension: "total",
    short: 1
  })
})

test("a minor needs a place of both kinds; others need none of the minors'", () => {
  expect(canAsk(places({ decided: 9 }, { decided: 0 }), minor, asking)).toEqual({
    _tag: "full",
    dimension: "minors",
    short: 1
  })
  expect(canAsk(places({ decided: 0 }, { decided: 3 }), minor, asking)).toMatchObject({ dimension: "total" })
  expect(canAccept(places({ decided: 9 }, { decided: null }), minor)).toEqual({
    _tag: "not-decided",
    dimension: "minors"
  })
  expect(canAsk(places({ decided: 9 }, { decided: null }), adults(9), asking)).toEqual({ _tag: "room" })
})

test("only the municipality's own yes uses its tolerance", () => {
  const now = places({ decided: 4, tolerance: 2, agreed: 3 }, { decided: 4, tolerance: 2, agreed: 4 })
  expect([canAccept(now, adults(3)), canSelfSettle(now, adults(1))]).toEqual([{ _tag: "room" }, { _tag: "room" }])
  expect(canSelfSettle(now, adults(3))).toEqual({ _tag: "full", dimension: "total", short: 2 })
  expect(canSelfSettle(now, minor)).toMatchObject({ _tag: "full", dimension: "minors" })
  expect(canSelfSettle(places({ decided: null }), adults(1))).toEqual({ _tag: "not-decided", dimension: "total" })
})

const small = fc.integer({ min: 0, max: 12 })
const arbitraryCounts = fc.record({
  requested: small,
  decided: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
  tolerance: fc.integer({ min: 0, max: 3 }),
  settledBefore: small,
  agreedBefore: small,
  selfSettlement: small,
  planned: small,
  asked: small,
  agreed: small,
  settled: small
})

test("whatever is accepted in whatever order, nobody lives above decided and tolerance", () => {
  const parties = fc.array(fc.record({ persons: fc.integer({ min: 1, max: 9 }), minors: fc.boolean() }), {
    maxLength: 25
  })
  const decided = fc.record({ decided: small, tolerance: fc.integer({ min: 0, max: 3 }) })
  fc.assert(
    fc.property(decided, decided, parties, (total, minors, wanted) => {
      let now = places(total, minors)
      for (const one of wanted) {
        if (canAccept(now, one)._tag !== "room") continue
        const more = (of: PlaceCounts, yes: boolean) => (yes ? { ...of, agreed: of.agreed + one.persons } : of)
        now = { total: more(now.total, true), minors: more(now.minors, one.minors) }
      }
      expect(now.total.agreed).toBeLessThanOrEqual(total.decided + total.tolerance)
      expect(now.minors.agreed).toBeLessThanOrEqual(minors.decided + minors.tolerance)
    })
  )
})

test("what may be asked fits the free places, and one person more does not", () => {
  fc.assert(
    fc.property(arbitraryCounts, (total) => {
      const free = freeOf(total)
      fc.pre(free._tag === "decided")
      const here = { total, minors: nobody }
      if (free.free > 0) expect(canAsk(here, adults(free.free), asking)._tag).toBe("room")
      expect(canAsk(here, adults(free.free + 1), asking)._tag).toBe("full")
    })
  )
})

test("the month plan paces and is silent where there is none", () => {
  const months = [
    { month: 1, places: 4 },
    { month: 2, places: 4 },
    { month: 6, places: 10 }
  ]
  expect(paceOf(months, counts({ settled: 6, agreed: 5 }), 5)).toEqual({ plannedSoFar: 8, takenSoFar: 11, ahead: 3 })
  expect(paceOf(months, counts({}), 6)).toEqual({ plannedSoFar: 18, takenSoFar: 0, ahead: -18 })
  expect(paceOf([], counts({ settled: 6 }), 5)).toBeNull()
})

test("reconciliation shows each stage and where the numbers part", () => {
  const { findings, rows } = reconcile(
    places({
      requested: 20,
      decided: 15,
      tolerance: 1,
      settledBefore: 4,
      selfSettlement: 1,
      asked: 2,
      agreed: 3,
      settled: 9
    })
  )
  expect(rows.total).toEqual([
    { stage: "requested", persons: 20, fewer: null },
    { stage: "decided", persons: 15, fewer: 5 },
    { stage: "asked", persons: 19, fewer: -4 },
    { stage: "agreed", persons: 17, fewer: 2 },
    { stage: "settled", persons: 13, fewer: 4 }
  ])
  expect(findings).toEqual([
    { code: "decided-below-requested", dimension: "total", persons: 5 },
    { code: "negative-free", dimension: "total", persons: 4 },
    { code: "above-tolerance", dimension: "total", persons: 1 }
  ])
})

test("as many decided as requested and used is no finding; no minors is no finding", () => {
  expect(reconcile(places({ requested: 9, decided: 9, settled: 9 })).findings).toEqual([])
  expect(reconcile(places({ requested: 9, decided: 9 }, { decided: null })).findings).toEqual([])
})

test("minors beyond the total are found, and minors nobody has decided on though they are requested", () => {
  expect(reconcile(places({ decided: 3 }, { decided: 4 })).findings).toContainEqual({
    code: "minors-decided-above-total",
    dimension: "minors",
    persons: 1
  })
  expect(reconcile(places({ decided: 9 }, { decided: null, requested: 2 })).findings).toEqual([
    { code: "not-decided", dimension: "minors", persons: 2 }
  ])
  expect(reconcile(places({ decided: null }, { decided: 4, requested: 4 })).findings).not.toContainEqual(
    expect.objectContaining({ code: "minors-decided-above-total" })
  )
})
