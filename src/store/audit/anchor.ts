/**
 * Heads of the audit log kept outside the database, in a file of JSON lines signed with TREFF_KEY. Owns how a line is
 * signed and when one is written; refuses lines that are no anchors. It trusts whoever keeps the file.
 */
import { createHmac, timingSafeEqual } from "node:crypto"
import { appendFile, readFile } from "node:fs/promises"
import { Clock, Duration, Effect, Option, Schema, type Scope } from "effect"
import { Database } from "../Database.ts"
import type { Anchors, Head } from "./chain.ts"
import { readHead } from "./readChain.ts"

const Line = Schema.fromJsonString(
  Schema.Struct({ seq: Schema.Int, hash: Schema.String, at: Schema.String, mac: Schema.String })
)
const decodeLine = Schema.decodeUnknownOption(Line)

export class AnchorUnusable extends Schema.TaggedError<AnchorUnusable>()("AnchorUnusable", {
  file: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `The anchor file ${this.file} cannot be used (${this.problem}). Give the file that Treff writes while it serves.`
  }
}

/** A line that TREFF_KEY did not sign, or the second of two heads of one place. */
export class AnchorForged extends Schema.TaggedError<AnchorForged>()("AnchorForged", {
  file: Schema.String,
  seq: Schema.Int
}) {
  override get message() {
    return `The anchor file ${this.file} says of row ${this.seq} what Treff did not sign. Find out who can write to it.`
  }
}

const macOf = (key: Uint8Array, { hash, seq }: Head, at: string): string =>
  createHmac("sha256", key).update(`treff-anchor/1 ${seq} ${hash} ${at}`).digest("hex")

export const anchorLine = (key: Uint8Array, head: Head, at: string): string =>
  `${JSON.stringify({ ...head, at, mac: macOf(key, head, at) })}\n`

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "no code"

const isSigned = (expected: string, mac: string): boolean =>
  expected.length === mac.length && timingSafeEqual(Buffer.from(expected), Buffer.from(mac))

export const anchorsFrom = Effect.fn("anchorsFrom")(function* (
  file: string,
  key: Uint8Array
): Effect.fn.Return<Anchors, AnchorUnusable | AnchorForged> {
  const text = yield* Effect.tryPromise({
    try: () => readFile(file, "utf8"),
    catch: (cause) => new AnchorUnusable({ file, problem: codeOf(cause) })
  })
  const anchors = new Map<number, string>()
  for (const [n, line] of text.split("\n").entries()) {
    if (line === "") continue
    const found = decodeLine(line)
    if (Option.isNone(found)) return yield* new AnchorUnusable({ file, problem: `line ${n + 1} is no anchor` })
    const { at, hash, mac, seq } = found.value
    const other = anchors.get(seq)
    if (!isSigned(macOf(key, { seq, hash }, at), mac) || (other !== undefined && other !== hash))
      return yield* new AnchorForged({ file, seq })
    anchors.set(seq, hash)
  }
  return anchors
})

const rowsBetween = 1_000
const timeBetween = Duration.toMillis("5 minutes")
/** How often the head is looked at; rows that come faster than that share an anchor. */
const lookEvery = Duration.seconds(1)

export interface AnchorSettings {
  readonly file: string
  readonly key: Uint8Array
}

/** Writes anchors while the scope is open, and the last one when it closes. The file is opened before it returns. */
export const keepAnchor = Effect.fn("keepAnchor")(function* ({
  file,
  key
}: AnchorSettings): Effect.fn.Return<void, AnchorUnusable, Database | Scope.Scope> {
  const database = yield* Database
  const write = (text: string) =>
    Effect.tryPromise({
      try: () => appendFile(file, text, { mode: 0o600 }),
      catch: (cause) => new AnchorUnusable({ file, problem: codeOf(cause) })
    })
  yield* write("")
  let last = { seq: 0, at: yield* Clock.currentTimeMillis }
  const look = Effect.fnUntraced(function* (closing: boolean) {
    const head = yield* readHead(database)
    const now = yield* Clock.currentTimeMillis
    const due = closing || head.seq - last.seq >= rowsBetween || now - last.at >= timeBetween
    if (!due || head.seq <= last.seq) return
    yield* write(anchorLine(key, head, new Date(now).toISOString()))
    last = { seq: head.seq, at: now }
  })
  const attempt = (closing: boolean) =>
    look(closing).pipe(
      Effect.catch(({ message }) => Effect.logError(`the audit log could not be anchored: ${message}`))
    )
  yield* Effect.addFinalizer(() => attempt(true))
  yield* attempt(false).pipe(Effect.andThen(Effect.sleep(lookEvery)), Effect.forever, Effect.forkScoped)
})
