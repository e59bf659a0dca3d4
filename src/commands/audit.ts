/** `treff audit verify`: reads the whole audit log and says where it stops being the one that was written. */
import { Clock, Effect, Schema } from "effect"
import { type AnchorUnusable, anchorsFrom } from "../store/audit/anchor.ts"
import { type Anchors, emptyHead, type FaultKind } from "../store/audit/chain.ts"
import { type ChainReport, verifyLog } from "../store/audit/readChain.ts"
import { Database, type OpenError } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson } from "./output.ts"

export class AnchorKeyMissing extends Schema.TaggedError<AnchorKeyMissing>()("AnchorKeyMissing", {}) {
  override get message() {
    return "Anchors are signed with TREFF_KEY, which is missing or not 32 bytes. Set the key that Treff served with."
  }
}

interface AuditVerified extends ChainReport {
  readonly rowsPerSecond: number
  /** Anchors the log was held against. */
  readonly anchors: number
}

export interface AuditVerifySettings {
  readonly database: DatabaseSettings
  /** 32 bytes. */
  readonly key: Uint8Array | undefined
}

const nothingRead = { rows: 0, head: emptyHead, erased: 0, rowsPerSecond: 0, anchors: 0 }

export const verifyAudit = Effect.fn("verifyAudit")(
  function* (settings: AuditVerifySettings, anchorFile: string | undefined) {
    const anchors = yield* readAnchors(settings.key, anchorFile)
    const started = yield* Clock.currentTimeMillis
    const report = yield* Database.use((database) => verifyLog(database, anchors)).pipe(
      Effect.provide(Database.layer(settings.database))
    )
    const seconds = Math.max(1, (yield* Clock.currentTimeMillis) - started) / 1_000
    return { ...report, rowsPerSecond: Math.round(report.rows / seconds), anchors: anchors.size }
  },
  Effect.catchTag("AnchorForged", ({ seq }) =>
    Effect.succeed({ ...nothingRead, fault: { seq, kind: "anchor" as const } })
  )
) satisfies (
  settings: AuditVerifySettings,
  anchorFile: string | undefined
) => Effect.Effect<AuditVerified, OpenError | DatabaseFailure | AnchorUnusable | AnchorKeyMissing>

const readAnchors = (key: Uint8Array | undefined, file: string | undefined) => {
  if (file === undefined) return Effect.succeed<Anchors>(new Map())
  return key === undefined ? Effect.fail(new AnchorKeyMissing()) : anchorsFrom(file, key)
}

const sentences: Readonly<Record<FaultKind, string>> = {
  edited: "was changed after it was written",
  gap: "is missing",
  order: "is not in its place",
  prev: "does not follow the row before it",
  short: "and all after it are missing: the anchor file has a later one",
  rewritten: "is not the one in the anchor file: the log was written anew",
  anchor: "has an anchor that TREFF_KEY did not sign"
}

export const showAuditVerified = (found: AuditVerified, { json }: { readonly json: boolean }): number => {
  const { anchors, erased, fault, head, rows, rowsPerSecond } = found
  if (json) printJson(found)
  else if (fault !== null) print(`✗ Row ${fault.seq} ${sentences[fault.kind]} (${fault.kind}).`)
  else
    print(
      `✓ ${rows} rows hold (${rowsPerSecond} rows/s), ${erased} of them erased, held against ${anchors} anchors. Head: ${head.seq} ${head.hash}`
    )
  return fault === null ? done : answerIsNo
}
