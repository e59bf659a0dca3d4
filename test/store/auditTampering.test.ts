/**
 * Whatever is done to one row, or to all, the chain names the row and the kind (cases L1, L2): of rows in memory, and of the
 * log in the database, past every wall that guards it.
 */
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, ManagedRuntime } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { describe, expect, test, vi } from "vitest"
import { showAuditVerified } from "../../src/commands/audit.ts"
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
import { verifyLog } from "../../src/store/audit/readChain.ts"
import { record } from "../../src/store/audit/trail.ts"
import { Database } from "../../src/store/Database.ts"
import { engines, openDatabase } from "../support/databases.ts"
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

/** What a superuser does to the log, and what must be said of it. */
type Tampering = (k: number) => {
  readonly statements: ReadonlyArray<ReturnType<typeof sql>>
  readonly fault: { readonly seq: number; readonly kind: string }
}

const edits = [
  sql`update audit.entry set purpose = 'another'`,
  sql`update audit.entry set action = 'list'`,
  sql`update audit.entry set outcome = 'denied'`,
  sql`update audit.entry set at = at + interval '1 microsecond'`,
  sql`update audit.entry set fields = array['duf']`,
  sql`update audit.content set subject = 'household:another'`,
  sql`update audit.content set user_id = 'another'`
]
const tables = ["audit.entry", "audit.content"] as const

/** Numbers must stay unique at every moment: whatever moves goes by way of numbers nobody has. */
const moved = (by: ReturnType<typeof sql>, which: ReturnType<typeof sql>) =>
  tables.flatMap((table) => [
    sql`update ${sql.table(table)} set seq = (${by}) + 1000 where ${which}`,
    sql`update ${sql.table(table)} set seq = seq - 1000 where seq > 1000`
  ])

const tamperings: Readonly<Record<string, Tampering>> = {
  ...Object.fromEntries(
    edits.map((edit, n): [string, Tampering] => [
      `edited in way ${n + 1}`,
      (k) => ({ statements: [sql`${edit} where seq = ${k}`], fault: { seq: k, kind: "edited" } })
    ])
  ),
  deleted: (k) => ({
    statements: tables.map((table) => sql`delete from ${sql.table(table)} where seq = ${k}`),
    fault: { seq: k, kind: "gap" }
  }),
  "deleted and numbered anew": (k) => ({
    statements: [
      ...tables.map((table) => sql`delete from ${sql.table(table)} where seq = ${k}`),
      ...moved(sql`seq - 1`, sql`seq > ${k}`)
    ],
    fault: { seq: k, kind: "prev" }
  }),
  inserted: (k) => ({
    // A copy of the row before, with a hash of its own: whoever can work it out is found at the row after (above).
    statements: [
      ...moved(sql`seq + 1`, sql`seq > ${k}`),
      sql`insert into audit.entry select ${k + 1}, at, organisation, roles, session, request, purpose, basis, action, fields,
        outcome, count, content, hash, sha256(hash) from audit.entry where seq = ${k}`,
      sql`insert into audit.content select ${k + 1}, salt, user_id, subject from audit.content where seq = ${k}`
    ],
    fault: { seq: k + 1, kind: "edited" }
  }),
  swapped: (k) => ({
    statements: moved(sql`${2 * k + 1} - seq`, sql`seq in (${k}, ${k + 1})`),
    fault: { seq: k, kind: "prev" }
  })
}

describe.each(engines)("the log in %s", (engine) => {
  test("a row changed past every wall: the command ends with 1, and names the row and the kind", async () => {
    const database = await openDatabase(engine)
    const runtime = ManagedRuntime.make(database.layer)
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    try {
      const { admin } = database
      const officer = { user: "officer", roles: ["imdi-officer"], organisation: "imdi", purpose: "settlement" } as const
      await runtime.runPromise(
        Database.use((store) =>
          Effect.forEach(Array.from({ length }), (_, n) =>
            store.withRole("api_imdi", officer, () =>
              record({ action: "read", subject: `household:${n}`, fields: ["doc"] })
            )
          )
        )
      )
      for (const table of tables) {
        await sql`alter table ${sql.table(table)} disable trigger user`.execute(admin)
        await sql`create table ${sql.table(table.replace("audit.", "public.kept_"))} as table ${sql.table(table)}`.execute(
          admin
        )
      }
      const verified = async () => {
        const report = await runtime.runPromise(Database.use((store) => verifyLog(store, new Map())))
        const code = showAuditVerified({ ...report, rowsPerSecond: 1, anchors: 0 }, { json: true })
        return { code, fault: report.fault }
      }
      expect(await verified()).toEqual({ code: 0, fault: null })
      const ways = Object.entries(tamperings)
      for (let n = 0; n < Math.max(repetitions(20), 2 * ways.length); n++) {
        const [name, tamper] = ways[n % ways.length]!
        const k = 1 + ((n * 5) % (length - 1))
        const { fault, statements } = tamper(k)
        for (const statement of statements) await statement.execute(admin)
        expect([name, await verified()]).toEqual([name, { code: 1, fault }])
        for (const table of tables) {
          await sql`delete from ${sql.table(table)}`.execute(admin)
          await sql`insert into ${sql.table(table)} table ${sql.table(table.replace("audit.", "public.kept_"))}`.execute(
            admin
          )
        }
      }
      expect(await verified()).toEqual({ code: 0, fault: null })
    } finally {
      written.mockRestore()
      await runtime.dispose()
      await database.close()
    }
  })
})
