/**
 * One process per directory: the embedded database opens the same files twice without a word and loses rows.
 * A lock whose process is gone is taken over. Only the holder of a second lock, `lock.takeover`, removes somebody else's
 * lock, and looks again first, so that two takers cannot both win.
 */
import { randomUUID } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Option, Schema, type Scope } from "effect"
import { Holder, isAlive, thisProcess } from "./Holder.ts"

export class DatabaseInUse extends Schema.TaggedError<DatabaseInUse>()("DatabaseInUse", {
  directory: Schema.String,
  lock: Schema.String,
  /** Absent when the lock is being written or taken over just now. */
  holder: Schema.optionalKey(Holder)
}) {
  override get message() {
    const { holder } = this
    if (holder === undefined)
      return `The database in ${this.directory} is being opened by another process. Try again in a moment; if nobody is opening it, delete ${this.lock}.`
    const at = holder.address === undefined ? "" : `, which serves at ${holder.address}`
    const here = holder.host === thisProcess().host
    const who = here ? `process ${holder.pid}${at}` : `process ${holder.pid} on ${holder.host}${at}`
    const what = here
      ? "Use that one, stop it, or name another directory in TREFF_DATA."
      : `Use that one or stop it. If it is gone for good, delete ${this.lock}.`
    return `The database in ${this.directory} is in use by ${who}. ${what}`
  }
}

export class DirectoryUnusable extends Schema.TaggedError<DirectoryUnusable>()("DirectoryUnusable", {
  directory: Schema.String,
  code: Schema.String
}) {
  override get message() {
    return `The directory ${this.directory} cannot be written (${this.code}). Name another one in TREFF_DATA.`
  }
}

export interface DirectoryLock {
  /** Writes where this process serves into the lock, for those who find it held. */
  readonly announce: (address: string) => Effect.Effect<void>
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown"

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Holder))
const encode = Schema.encodeSync(Schema.fromJsonString(Holder))

type Found =
  | { readonly _tag: "free" }
  | { readonly _tag: "unreadable" }
  | { readonly _tag: "held"; readonly by: Holder }
const look = (path: string): Found => {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return { _tag: "free" }
    throw cause
  }
  const holder = decode(text)
  return Option.isSome(holder) ? { _tag: "held", by: holder.value } : { _tag: "unreadable" }
}

/** O_EXCL: of all who try, one creates the file. */
const create = (path: string, holder: Holder): boolean => {
  try {
    writeFileSync(path, encode(holder), { flag: "wx", mode: 0o600 })
    return true
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") return false
    throw cause
  }
}

type Attempt = "taken" | "again" | { readonly held: Holder }

/** `patience` is spent when an unreadable lock has stayed so: whoever was writing it died. */
const attempt = (path: string, self: Holder, patience: boolean): Attempt => {
  if (create(path, self)) return "taken"
  const found = look(path)
  if (found._tag === "held" && isAlive(found.by)) return { held: found.by }
  if (found._tag === "free" || (found._tag === "unreadable" && patience)) return "again"
  const takeover = `${path}.takeover`
  if (!create(takeover, self)) {
    // Died while taking over. No second guard for the guard: this one is held for microseconds.
    const guard = look(takeover)
    if (guard._tag === "held" ? !isAlive(guard.by) : guard._tag === "unreadable" && !patience)
      rmSync(takeover, { force: true })
    return "again"
  }
  try {
    const now = look(path)
    if (now._tag === "held" && isAlive(now.by)) return { held: now.by }
    rmSync(path, { force: true })
    return create(path, self) ? "taken" : "again"
  } finally {
    rmSync(takeover, { force: true })
  }
}

const isOurs = (path: string, self: Holder): boolean => {
  const found = look(path)
  return (
    found._tag === "held" &&
    found.by.pid === self.pid &&
    found.by.started === self.started &&
    found.by.host === self.host
  )
}

const attempts = 60
const pauseMs = 50

/** Holds `directory/lock` until the scope closes. */
export const holdDirectory = Effect.fn("holdDirectory")(function* (
  directory: string
): Effect.fn.Return<DirectoryLock, DatabaseInUse | DirectoryUnusable, Scope.Scope> {
  const path = join(directory, "lock")
  const self = thisProcess()
  const io = <A>(run: () => A) =>
    Effect.try({ try: run, catch: (cause) => new DirectoryUnusable({ directory, code: codeOf(cause) }) })

  const take = Effect.gen(function* () {
    yield* io(() => mkdirSync(directory, { recursive: true, mode: 0o700 }))
    for (let tried = 0; tried < attempts; tried++) {
      const result = yield* io(() => attempt(path, self, tried < attempts / 2))
      if (result === "taken") return
      if (result !== "again") return yield* new DatabaseInUse({ directory, lock: path, holder: result.held })
      yield* Effect.sleep(pauseMs)
    }
    return yield* new DatabaseInUse({ directory, lock: path })
  })
  const release = Effect.sync(() => {
    if (isOurs(path, self)) rmSync(path, { force: true })
  })
  yield* Effect.acquireRelease(take, () => release)

  return {
    announce: (address) =>
      Effect.sync(() => {
        const draft = `${path}.${randomUUID()}`
        writeFileSync(draft, encode(new Holder({ ...self, address })), { mode: 0o600 })
        renameSync(draft, path)
      })
  }
})
