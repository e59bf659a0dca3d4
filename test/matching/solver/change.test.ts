// Changes to an instance: each must give exactly the instance one would get from the changed document.
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { announce, applyChanges, Change, type LateHousehold } from "../../../src/matching/instance/change.ts"
import { fingerprintOf } from "../../../src/matching/instance/fingerprint.ts"
import type { Instance } from "../../../src/matching/instance/Instance.ts"
import { instanceExample } from "../../../src/matching/instance/InstanceDocument.ts"
import { type InstanceDocument, read, smallInstance, world } from "../../support/instances.ts"

const afterwards = (document: InstanceDocument, ...changes: ReadonlyArray<Change>): Instance => {
  const changed = applyChanges(read(document), changes)
  if (Result.isFailure(changed)) throw changed.failure
  return changed.success
}

const same = (instance: Instance, document: InstanceDocument): void => {
  expect(fingerprintOf(instance)).toBe(fingerprintOf(read(document)))
}

const problemOf = (change: Change): string => {
  const changed = applyChanges(read(instanceExample), [change])
  return Result.isFailure(changed) ? changed.failure.message : "accepted"
}

describe("a change is the changed document", () => {
  test("locked", () => {
    same(afterwards(instanceExample, Change.Lock({ household: "F0001", location: "A01" })), {
      ...instanceExample,
      locks: { F0003: "B01", F0001: "A01" }
    })
  })

  test("forbidden", () => {
    same(afterwards(instanceExample, Change.Forbid({ household: "F0001", location: "A02" })), {
      ...instanceExample,
      forbids: { F0001: "A02", F0002: ["B01"] }
    })
  })

  const withFirst = (capacity: ReadonlyArray<number>, minimum: ReadonlyArray<number>): InstanceDocument => ({
    ...instanceExample,
    locations: instanceExample.locations.map((one, m) => (m === 0 ? { ...one, capacity, minimum } : one))
  })

  test("a place more", () => {
    same(
      afterwards(instanceExample, Change.Capacity({ location: "A01", dimension: "persons", by: 1 })),
      withFirst([4, 1, 1], [2, 0, 0])
    )
  })

  test("places fewer: never below none, and the minimum follows", () => {
    same(
      afterwards(instanceExample, Change.Capacity({ location: "A01", dimension: "persons", by: -2 })),
      withFirst([1, 1, 1], [1, 0, 0])
    )
    same(
      afterwards(instanceExample, Change.Capacity({ location: "A01", dimension: "persons", by: -9 })),
      withFirst([0, 1, 1], [0, 0, 0])
    )
  })

  test("closed", () => {
    same(afterwards(instanceExample, Change.Close({ location: "A01" })), withFirst([0, 0, 0], [0, 0, 0]))
  })

  const late: LateHousehold = { id: "F0002b", persons: 2, demand: [2, 1, 1], score: { A01: 500, B01: 250 } }
  test("a household that comes late, wherever its id stands", () => {
    for (const id of ["A", "F0002b", "Z"]) {
      same(afterwards(instanceExample, Change.Late({ household: { ...late, id } })), {
        ...instanceExample,
        households: [...instanceExample.households, { id, persons: 2, demand: [2, 1, 1] }],
        score: [...instanceExample.score, [0.5, null, 0.25]]
      })
    }
  })

  test("the first household of all is priced like any other", () => {
    const empty = { ...world([3], [], []), prices: { unplacedPerPerson: 2 } }
    expect(
      afterwards(empty, Change.Late({ household: { id: "F", persons: 3, demand: [3], score: { A: 1 } } })).prices
    ).toEqual({
      unplaced: Float64Array.of(6),
      unplacedPerPerson: 2,
      shortfall: 0
    })
  })

  test("announced", () => {
    const plain = { ...instanceExample, announced: {}, movePrice: 0 }
    same(announce(read(plain), Int32Array.of(0, -1, 2), 300), {
      ...plain,
      announced: { F0001: "A01", F0003: "B01" },
      movePrice: 0.3
    })
  })

  test("the instance that is changed stays as it was", () => {
    fc.assert(
      fc.property(smallInstance(4), fc.nat(), fc.nat(), (document, h, m) => {
        const before = read(document)
        const print = fingerprintOf(before)
        const household = before.households[h % before.households.length]!
        const location = before.locations[m % before.locations.length]!
        applyChanges(before, [
          Change.Lock({ household, location }),
          Change.Forbid({ household, location }),
          Change.Close({ location }),
          Change.Late({ household: { id: "late", persons: 1, demand: before.dimensions.map(() => 1), score: {} } })
        ])
        expect(fingerprintOf(before)).toBe(print)
      }),
      { seed: 1, numRuns: 40 }
    )
  })
})

describe("a change that makes no sense says why", () => {
  test.each([
    [Change.Lock({ household: "F9", location: "A01" }), '"F9" is not the id of any household'],
    [Change.Forbid({ household: "F0001", location: "X" }), '"X" is not the id of any location'],
    [Change.Capacity({ location: "A01", dimension: "beds", by: 1 }), '"beds" is not the id of any dimension'],
    [Change.Close({ location: "" }), '"" is not the id of any location'],
    [
      Change.Late({ household: { id: "F0001", persons: 1, demand: [1, 0, 0], score: {} } }),
      "is in the instance already"
    ],
    [Change.Late({ household: { id: "N", persons: 1, demand: [1], score: {} } }), "for each of 3 dimensions"],
    [Change.Late({ household: { id: "N", persons: 0, demand: [1, 0, 0], score: {} } }), "needs 1 or more persons"],
    [Change.Late({ household: { id: "N", persons: 1, demand: [1, 0, 0], score: { A01: 0.5 } } }), "not a whole number"]
  ])("%o", (change, sentence) => {
    expect(problemOf(change)).toContain(sentence)
  })
})
