/** Whatever is done to one row, or to all, the chain names the row and the kind (cases L1, L2). */
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import fc from "fast-check"
import { expect, test } from "vitest"
import { anchorLine, anchorsFrom } from "../../src/store/audit/anchor.ts"
import {
  type Anchors,
  type ChainRow,
  digestOfContent,
  emptyHead,
  hashOfRow,
  verifyEnd,
  verifyPage
} from "../../src/store/audit/chain.ts"
import { repetitions } from "../support/repetitions.ts"

const rowAfter = (last: { readonly seq: number; readonly hash: string }, subject: string): ChainRow => {
  const salt = "0c".repeat(32)
  const row = {
    seq: last.seq + 1,
    at: "2026-11-23T10:00:00.000000Z",
    organisation: "imdi",
    roles: null,
    session: null,
    request: null,
    purpose: "test",
    basis: null,
    action: "read",
    fields: '["route"]',
    outcome: "done",
    count: null,
    content: digestOfContent(salt, "somebody", subject),
    prev: last.hash,
    hash: "",
    salt,
    user_id: "somebody",
    subject
  }
  return { ...row, hash: hashOfRow(row) }
}

const log = (length: number, name = "household"): ReadonlyArray<ChainRow> => {
  const rows: Array<ChainRow> = []
  for (let n = 1; n <= length; n += 1) rows.push(rowAfter(rows.at(-1) ?? emptyHead, `${name}:${n}`))
  return rows
}

const none: Anchors = new Map()
const verify = (rows: ReadonlyArray<ChainRow>, anchors = none) => {
  const found = verifyPage(emptyHead, rows, anchors)
  return "kind" in found ? found : (verifyEnd(found, anchors) ?? null)
}

const length = 12
const place = fc.integer({ min: 1, max: length - 1 })
const each = (arbitrary: fc.Arbitrary<number>, check: (k: number) => void) =>
  fc.assert(fc.property(arbitrary, check), { numRuns: repetitions(20) })

test("an untouched log holds", () => expect(verify(log(length))).toBeNull())

test.each(["subject", "user_id", "salt", "action", "at", "fields", "outcome", "content", "purpose", "count"] as const)(
  "%s edited: that row",
  (field) =>
    each(place, (k) => {
      const rows = log(length).map((row) => (row.seq === k ? { ...row, [field]: "00" } : row))
      expect(verify(rows)).toEqual({ seq: k, kind: "edited" })
    })
)

test("edited with its hash made anew: the row after it", () =>
  each(place, (k) => {
    const rows = log(length).map((row) => {
      const other = { ...row, purpose: "other" }
      return row.seq === k ? { ...other, hash: hashOfRow(other) } : row
    })
    expect(verify(rows)).toEqual({ seq: k + 1, kind: "prev" })
  }))

test("deleted: a gap there; numbered anew: the row that took its place", () =>
  each(place, (k) => {
    const left = log(length).filter(({ seq }) => seq !== k)
    expect(verify(left)).toEqual({ seq: k, kind: "gap" })
    expect(verify(left.map((row, n) => ({ ...row, seq: n + 1 })))).toEqual({ seq: k, kind: "prev" })
  }))

test("inserted: the row after it", () =>
  each(place, (k) => {
    const rows = log(length)
    const inserted = rowAfter(rows[k - 1]!, "household:planted")
    const moved = rows.slice(k).map((row) => ({ ...row, seq: row.seq + 1 }))
    expect(verify([...rows.slice(0, k), inserted, ...moved])).toEqual({ seq: k + 2, kind: "prev" })
  }))

test("swapped or out of order: the first of the two", () =>
  each(place, (k) => {
    const rows = [...log(length)]
    const [one, two] = [rows[k - 1]!, rows[k]!]
    rows.splice(k - 1, 2, two, one)
    expect(verify(rows)).toEqual({ seq: k, kind: "order" })
    rows.splice(k - 1, 2, { ...two, seq: k }, { ...one, seq: k + 1 })
    expect(verify(rows)).toEqual({ seq: k, kind: "prev" })
  }))

const key = new Uint8Array(32).fill(7)

test("a cut tail, and a log written anew from any row, are found against the anchor file and not without", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "treff-")), "anchor")
  const rows = log(length)
  await writeFile(file, [4, 8, length].map((n) => anchorLine(key, rows[n - 1]!, "2026-11-23T10:00:00Z")).join(""))
  const anchors = await Effect.runPromise(anchorsFrom(file, key))
  expect(verify(rows, anchors)).toBeNull()
  each(place, (k) => {
    const cut = rows.slice(0, k)
    expect(verify(cut)).toBeNull()
    expect(verify(cut, anchors)).toEqual({ seq: k + 1, kind: "short" })
    const anew = [...cut]
    while (anew.length < length) anew.push(rowAfter(anew.at(-1)!, "household:other"))
    expect(verify(anew)).toBeNull()
    expect(verify(anew, anchors)).toEqual({ seq: k < 4 ? 4 : k < 8 ? 8 : length, kind: "rewritten" })
  })
})

test("a line that another key signed, or that is none, is refused", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "treff-")), "anchor")
  const line = anchorLine(key, { seq: 3, hash: "ab".repeat(32) }, "2026-11-23T10:00:00Z")
  await writeFile(file, line)
  const other = await Effect.runPromise(Effect.flip(anchorsFrom(file, new Uint8Array(32))))
  expect(other).toMatchObject({ _tag: "AnchorForged", seq: 3 })
  await writeFile(file, `${line}nothing\n`)
  expect(await Effect.runPromise(Effect.flip(anchorsFrom(file, key)))).toMatchObject({ _tag: "AnchorUnusable" })
})
