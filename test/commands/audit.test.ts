/** `treff audit verify` on an embedded database of its own, with and without the anchor file that serving leaves. */
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { showAuditVerified, verifyAudit } from "../../src/commands/audit.ts"
import { anchorLine, keepAnchor } from "../../src/store/audit/anchor.ts"
import { record } from "../../src/store/audit/trail.ts"
import { Database } from "../../src/store/Database.ts"

const key = new Uint8Array(32).fill(9)

test("serving leaves an anchor at its end; the log is verified against it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "treff-"))
  const anchor = join(folder, "anchor")
  const database = { mode: "demo", directory: join(folder, "data") } as const
  const settings = { database, key }
  const serving = Effect.gen(function* () {
    yield* keepAnchor({ file: anchor, key })
    const { withRole } = yield* Database
    yield* withRole("worker", { user: "worker", purpose: "test" }, () => record({ action: "operate", subject: "test" }))
  })
  await Effect.runPromise(Effect.scoped(serving).pipe(Effect.provide(Database.layer(database))))

  const held = await Effect.runPromise(verifyAudit(settings, anchor))
  expect(held).toMatchObject({ rows: 1, anchors: 1, fault: null })
  expect(showAuditVerified(held, { json: true })).toBe(0)

  await writeFile(anchor, (await readFile(anchor, "utf8")) + anchorLine(key, { seq: 9, hash: "ab".repeat(32) }, "now"))
  const short = await Effect.runPromise(verifyAudit(settings, anchor))
  expect(short.fault).toEqual({ seq: 2, kind: "short" })
  expect(showAuditVerified(short, { json: false })).toBe(1)

  const forged = await Effect.runPromise(verifyAudit({ database, key: new Uint8Array(32) }, anchor))
  expect(forged.fault).toEqual({ seq: 1, kind: "anchor" })
  const keyless = verifyAudit({ database, key: undefined }, anchor)
  expect(await Effect.runPromise(Effect.flip(keyless))).toMatchObject({ _tag: "AnchorKeyMissing" })
})
