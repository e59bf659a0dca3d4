// The scanner for large files: any chunking reads what the whole text says, and whatever it is not sure of it leaves alone.
import { Effect } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { decodeInstance, instanceFromScan } from "../../../src/matching/instance/decodeInstance.ts"
import { fingerprintOf } from "../../../src/matching/instance/fingerprint.ts"
import { instanceExample } from "../../../src/matching/instance/InstanceDocument.ts"
import { ScoreScanner } from "../../../src/matching/instance/ScoreScanner.ts"
import { smallInstance, world } from "../../support/instances.ts"

/** Feeds the text in pieces of the given lengths, over and over. */
function scanIn(text: string, lengths: ReadonlyArray<number>) {
  const bytes = new TextEncoder().encode(text)
  const scanner = new ScoreScanner()
  let at = 0
  for (let piece = 0; at < bytes.length; piece++) {
    const next = at + lengths[piece % lengths.length]!
    scanner.push(bytes.slice(at, next))
    at = next
  }
  return scanner.end()
}

const printOf = (text: string): string => fingerprintOf(Effect.runSync(decodeInstance(text)))

const printOfScan = (text: string, lengths: ReadonlyArray<number>): string | undefined => {
  const scanned = scanIn(text, lengths)
  const instance = scanned === undefined ? undefined : instanceFromScan(scanned)
  return instance === undefined ? undefined : fingerprintOf(instance)
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })

describe("in pieces of any length", () => {
  test("random instances are what the whole text says", () => {
    fc.assert(
      fc.property(smallInstance(4), pieces, fc.constantFrom(undefined, 1, "\t"), (document, lengths, indent) => {
        const text = JSON.stringify(document, undefined, indent)
        expect(printOfScan(text, lengths)).toBe(printOf(text))
      }),
      { seed: 3, numRuns: 100 }
    )
  })

  test("every way to write a number is read as JSON reads it", () => {
    const numbers = [
      "0",
      "-0",
      "0.1",
      "-2.50",
      "1e2",
      "12E-3",
      "0.1234567890123456789",
      "9007199254740993",
      "123456.75"
    ]
    const text = JSON.stringify(
      world(
        numbers.map(() => 1),
        [1],
        [numbers.map(() => 7)]
      )
    ).replace(/\[7(?:,7)*\]/, ` [ ${numbers.join(" ,\n")} ]`)
    for (let length = 1; length < 30; length++) {
      const scanned = scanIn(text, [length])
      expect([...(scanned?.scores.values ?? [])]).toEqual(numbers.map(Number))
    }
  })

  test("a name that looks like the key is not taken for it, nor one deeper down", () => {
    const document = {
      ...instanceExample,
      name: 'score":[1]',
      dimensions: ["score", "step-free dwellings", "carpenters"]
    }
    const text = JSON.stringify(document)
    expect(printOfScan(text, [7])).toBe(printOf(text))
    expect(printOfScan(text.replace('"name":', '"deeper":{"score":[[1]]},"name":'), [5])).toBe(printOf(text))
  })
})

describe("it gives up, and the patient reader decides, at", () => {
  const good = JSON.stringify(instanceExample)
  test.each([
    ["a score that is a word", good.replace("0.402", '"high"')],
    ["a number JSON does not know", good.replace("0.402", "01.5")],
    ["a number without decimals after its dot", good.replace("0.402", "1.")],
    ["a number too large", good.replace("0.402", "1e999")],
    ["two commas", good.replace("0.402", ",0.402")],
    ["a row cut short", good.replace("0.55,null,0.61", "0.55,null")],
    ["a missing row", good.replace(",[1.2,null,0.9]", "")],
    ["scores given twice", good.replace('"prices"', '"score":[[1]],"prices"')],
    ["scores that are no list", good.replace(/"score":\[\[.*?\]\]/, '"score":7')],
    ["no scores", good.replace('"score"', '"scores"')],
    ["an end in the middle of the scores", good.slice(0, good.indexOf("0.61"))],
    ["an end after the scores", good.slice(0, good.indexOf('"prices"'))],
    ["a header that is wrong", good.replace('"persons":2', '"persons":0')]
  ])("%s", (_, text) => {
    expect(text).not.toBe(good)
    expect(printOfScan(text, [1000])).toBeUndefined()
  })
})
