// Feature under test: reading treff-instance/1, and the one sentence that says what is wrong with a file.
import { Effect, Exit, Result, Schema } from "effect"
import { describe, expect, test } from "vitest"
import { decodeInstance, specOf } from "../../../src/matching/instance/decodeInstance.ts"
import { defineInstance } from "../../../src/matching/instance/defineInstance.ts"
import { fingerprintOf } from "../../../src/matching/instance/fingerprint.ts"
import { ineligible } from "../../../src/matching/instance/Instance.ts"
import { InstanceDocument, instanceExample } from "../../../src/matching/instance/InstanceDocument.ts"
import { repeatedKeys } from "../../../src/matching/instance/jsonText.ts"
import { crowded, read, seeded, shuffled, world } from "../../support/instances.ts"

const good = world(
  [2, 3],
  [1, 2],
  [
    [0.5, null],
    [0.25, 1]
  ]
)

const messageOf = (text: string): string => {
  const exit = Effect.runSyncExit(Effect.flip(decodeInstance(text, "case.json")))
  return Exit.isSuccess(exit) ? exit.value.message : "it was accepted"
}

describe("what is wrong, in one sentence", () => {
  test.each<readonly [string, unknown, string]>([
    [
      "wrong format",
      { ...good, format: "treff-instance/2" },
      'case.json, /format: The format is "treff-instance/2". Expected "treff-instance/1".'
    ],
    ["no format", { households: [] }, 'case.json, /format: The format is not named. Expected "treff-instance/1".'],
    ["not an object", [good], "case.json: The document is [{"],
    ["missing field", { ...good, locations: undefined }, "case.json, /locations: The field is missing. Add it."],
    [
      "negative capacity",
      world([2, -3], [1, 2], good.score),
      "case.json, /locations/1/capacity/0: The value is -3. Expected a value greater than or equal to 0."
    ],
    [
      "half a place",
      world([2, 0.5], [1, 2], good.score),
      "case.json, /locations/1/capacity/0: The value is 0.5. Expected an integer."
    ],
    [
      "negative demand",
      { ...good, households: [good.households[0], { id: "F2", persons: 2, demand: [-2] }] },
      "case.json, /households/1/demand/0: The value is -2."
    ],
    [
      "nobody in a household",
      { ...good, households: [good.households[0], { id: "F2", persons: 0, demand: [2] }] },
      "case.json, /households/1/persons: The value is 0."
    ],
    [
      "a dimension too many",
      { ...good, locations: [good.locations[0], { id: "B", capacity: [3, 1] }] },
      "case.json, /locations/1/capacity: The capacity of location B has 2 numbers, but there are 1 dimensions."
    ],
    [
      "minimum above capacity",
      { ...good, locations: [good.locations[0], { id: "B", capacity: [3], minimum: [4] }] },
      "case.json, /locations/1/minimum/0: Location B has minimum 4 above capacity 3 in persons."
    ],
    [
      "no dimension",
      { ...good, dimensions: [], locations: [], households: [], score: [] },
      "case.json, /dimensions: There are no dimensions."
    ],
    ["no scores", { ...good, score: undefined }, "case.json, /score: The scores are missing."],
    ["a row too few", { ...good, score: [[1, 1]] }, "case.json, /score: There are 1 rows of scores for 2 households."],
    [
      "a short row",
      { ...good, score: [[1, 1], [1]] },
      "case.json, /score/1: Row 1 of the scores, household F2, has 1 scores. Expected 2, one for each location."
    ],
    [
      "a row that is none",
      { ...good, score: [[1, 1], "x"] },
      'case.json, /score/1: Row 1 of the scores, household F2, is "x".'
    ],
    [
      "a score in words",
      {
        ...good,
        score: [
          [1, 1],
          [1, "0.7"]
        ]
      },
      'case.json, /score/1/1: The score of household F2 in location B is "0.7".'
    ],
    [
      "scores too large to add up",
      {
        ...good,
        score: [
          [5e12, 1],
          [5e12, 0.001]
        ]
      },
      "case.json, /score: The scores and prices add up to more than can be counted exactly at scale 1000."
    ],
    [
      "the same household twice",
      { ...good, households: [good.households[0], { id: "F1", persons: 1, demand: [1] }] },
      'case.json, /households/1/id: The household id "F1" is used twice, at positions 0 and 1.'
    ],
    [
      "the same location twice",
      { ...good, locations: [good.locations[0], { id: "A", capacity: [1] }] },
      'case.json, /locations/1/id: The location id "A" is used twice'
    ],
    [
      "unknown household locked",
      { ...good, locks: { F9: "A" } },
      'case.json, /locks/F9: "F9" is not the id of any household.'
    ],
    ["locked to nowhere", { ...good, locks: { F1: "Z" } }, 'case.json, /locks/F1: "Z" is not the id of any location.'],
    [
      "unknown in forbids",
      { ...good, forbids: { F1: ["A", "Z"] } },
      'case.json, /forbids/F1: "Z" is not the id of any location.'
    ],
    [
      "unknown in linked",
      {
        ...good,
        linked: [
          ["F1", "F2"],
          ["F1", "F7"]
        ]
      },
      'case.json, /linked/1/1: "F7" is not the id of any household.'
    ],
    [
      "unknown in separate",
      { ...good, separate: [["F8", "F1"]] },
      'case.json, /separate/0/0: "F8" is not the id of any household.'
    ],
    [
      "unknown in groups",
      { ...good, groups: [{ locations: ["A", "Q"] }] },
      'case.json, /groups/0/locations/1: "Q" is not the id of any location.'
    ],
    [
      "unknown in announced",
      { ...good, announced: { F1: "Q" } },
      'case.json, /announced/F1: "Q" is not the id of any location.'
    ],
    [
      "group the wrong way round",
      { ...good, groups: [{ locations: ["A"], min: 3, max: 2 }] },
      "case.json, /groups/0: The min 3 is above the max 2."
    ],
    [
      "negative priority",
      { ...good, households: [{ id: "F1", persons: 1, demand: [1], priority: -1 }, good.households[1]] },
      "case.json, /households/0/priority: The value is -1."
    ],
    [
      "negative price",
      { ...good, prices: { unplacedPerPerson: -1 } },
      "case.json, /prices/unplacedPerPerson: The value is -1."
    ]
  ])("%s", (_, document, sentence) => {
    expect(messageOf(JSON.stringify(document))).toContain(sentence)
  })

  test.each([
    [
      "cut off",
      JSON.stringify(good, null, 1).slice(0, 60),
      "line 4: The text stops being JSON at column 2: The text ends in the middle."
    ],
    ["not a number", JSON.stringify(good).replace("0.25", "NaN"), "The text stops being JSON at column "],
    [
      "a comma too many",
      '{"format":"treff-instance/1",}',
      'line 1: The text stops being JSON at column 30: "}" stands where a key is expected.'
    ],
    ["empty", "", "line 1: The text stops being JSON at column 1: The text ends in the middle."]
  ])("JSON that is %s", (_, text, sentence) => {
    expect(messageOf(text)).toContain(sentence)
  })

  test("two locks for one household", () => {
    const text = JSON.stringify({ ...good, locks: { F1: "A" } }).replace('"F1":"A"', '"F1":"A","F1":"B"')
    expect(messageOf(text)).toContain('case.json, line 1, /locks/F1: The key "F1" stands twice in one object.')
  })

  test("a score beyond every number", () => {
    expect(messageOf(JSON.stringify(good).replace("0.25", "1e999"))).toContain(
      "/score/1/0: The score of household F2 in location A is Infinity."
    )
  })
})

describe("what is read", () => {
  test("amounts become whole numbers of the smallest unit that holds all of them", () => {
    const instance = read({ ...good, prices: { unplacedPerPerson: 0.125, shortfallPerPlace: 1 } })
    expect(instance.scale).toBe(1000)
    expect([...instance.score]).toEqual([500, ineligible, 250, 1000])
    expect([...instance.prices!.unplaced]).toEqual([125, 250])
  })

  test("a number no power of ten holds is rounded at the finest unit", () => {
    const instance = read(world([1], [1], [[1 / 3]]))
    expect(instance.scale).toBe(1e9)
    expect(instance.score[0]).toBe(333_333_333)
  })

  test("the order of households, locations, sets and groups leaves no trace", () => {
    const document = {
      ...crowded(4, 9, 4),
      linked: [
        ["F1", "F2"],
        ["F2", "F3"]
      ],
      separate: [["F4", "F5"]],
      groups: [
        { locations: ["A", "B"], max: 9 },
        { locations: ["C"], min: 1 }
      ]
    }
    const print = fingerprintOf(read(document))
    for (const order of [1, 2, 3]) expect(fingerprintOf(read(shuffled(document, seeded(order))))).toBe(print)
    expect(fingerprintOf(read({ ...document, separate: [["F4", "F6"]] }))).not.toBe(print)
  })

  test("linked sets that share a household are one set", () => {
    const instance = read({
      ...crowded(4, 6, 3),
      linked: [
        ["F1", "F2"],
        ["F2", "F3"],
        ["F5", "F5"]
      ]
    })
    expect(instance.linked.map((set) => [...set])).toEqual([[0, 1, 2]])
  })

  test("the example fits its own schema and can be read", () => {
    expect(Schema.decodeUnknownSync(InstanceDocument)(instanceExample)).toEqual(instanceExample)
    expect(Result.isSuccess(Result.flatMap(specOf(instanceExample), defineInstance))).toBe(true)
  })

  test("keys an object repeats are found wherever they stand", () => {
    expect(repeatedKeys('{"a":{"b":1,"c":[{"d":1,"d":2}],\n"b":2}}')).toEqual([
      { pointer: "/a/c/0", key: "d", line: 1 },
      { pointer: "/a", key: "b", line: 2 }
    ])
  })
})
