// Feature under test: households that belong together (C4, S19): spouses, and parents with a minor child, unless somebody of
// them says not near.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { linkedSets } from "../../src/matching/links.ts"
import { household, person, roundDate, tie } from "../support/world.ts"

type Tied = readonly [kind: Parameters<typeof tie>[0], to: string, wish?: Parameters<typeof tie>[2]]
const one = (id: string, ties: ReadonlyArray<Tied> = [], age = 30) =>
  household(person(age, { ties: ties.map(([kind, to, wish]) => tie(kind, { household: to }, wish)) }), { id })
const sets = (...households: ReadonlyArray<Household>) => linkedSets(households, roundDate)

describe("who is linked", () => {
  test.each([
    ["spouse", [["A", "B"]]],
    ["sibling", []],
    ["other", []]
  ] as const)("%s", (kind, linked) => {
    expect(sets(one("A", [[kind, "B"]]), one("B"))).toEqual(linked)
  })
  test.each([
    ["a child of 17 to the parents", 17, 45, [["A", "B"]]],
    ["a child of 18 to the parents: a soft tie", 18, 45, []],
    ["a parent to a household with a child of 17", 45, 17, [["A", "B"]]],
    ["a parent to a child of 18", 45, 18, []]
  ] as const)("%s", (_, age, other, linked) => {
    expect(sets(one("A", [["parent-child", "B"]], age), one("B", [], other))).toEqual(linked)
  })
  test("no wish is not a no", () => {
    expect(sets(one("A", [["spouse", "B", "no-wish"]]), one("B", [["spouse", "A", "no-wish"]]))).toEqual([["A", "B"]])
  })
  test("a tie to somebody outside the round is left alone", () => {
    expect(sets(one("A", [["spouse", "X"]]), one("B"))).toEqual([])
  })
})

describe("not near", () => {
  test.each([
    ["from the one", one("A", [["spouse", "B", "not-near"]]), one("B", [["spouse", "A", "near"]])],
    ["from the other", one("A", [["spouse", "B", "near"]]), one("B", [["spouse", "A", "not-near"]])],
    [
      "from another tie of the same household",
      one("A", [
        ["spouse", "B", "near"],
        ["other", "B", "not-near"]
      ]),
      one("B")
    ]
  ])("%s breaks the link", (_, a, b) => {
    expect(sets(a, b)).toEqual([])
  })
  test("towards one household leaves the link to another", () => {
    expect(
      sets(
        one(
          "A",
          [
            ["spouse", "B", "not-near"],
            ["parent-child", "C"]
          ],
          17
        ),
        one("B"),
        one("C")
      )
    ).toEqual([["A", "C"]])
  })
  test("is kept also where a third household would bring the two together", () => {
    const all = [
      one("A", [
        ["spouse", "B"],
        ["other", "C", "not-near"]
      ]),
      one("B", [["spouse", "C"]]),
      one("C")
    ]
    for (const set of sets(...all)) expect(set.includes("A") && set.includes("C")).toBe(false)
    expect(sets(...all)).toEqual(sets(...all.toReversed()))
  })
})

describe("sets", () => {
  test("are transitive, disjoint and sorted", () => {
    const chain = [one("D", [["spouse", "C"]]), one("C", [["spouse", "B"]]), one("A", [["spouse", "D"]]), one("B")]
    expect(sets(...chain, one("E", [["spouse", "F"]]), one("G"), one("F")).toSorted()).toEqual([
      ["A", "B", "C", "D"],
      ["E", "F"]
    ])
  })
  test("keep apart everybody who says not near, whatever the order", () => {
    const ids = ["A", "B", "C", "D", "E"]
    const arbitraryTie = fc.tuple(
      fc.constantFrom("spouse", "sibling"),
      fc.constantFrom(...ids),
      fc.constantFrom("near", "no-wish", "not-near")
    )
    fc.assert(
      fc.property(fc.array(fc.array(arbitraryTie, { maxLength: 3 }), { minLength: 5, maxLength: 5 }), (ties) => {
        const all = ids.map((id, i) =>
          one(
            id,
            (ties[i] ?? []).filter(([, to]) => to !== id)
          )
        )
        const found = sets(...all)
        const sorted = (list: typeof found) => list.map((set) => set.join()).toSorted()
        expect(sorted(sets(...all.toReversed()))).toEqual(sorted(found))
        ids.forEach((id, i) => {
          for (const [, to, wish] of ties[i] ?? []) {
            if (to === id || wish !== "not-near") continue
            for (const set of found) expect(set.includes(id) && set.includes(to)).toBe(false)
          }
        })
      })
    )
  })
})
