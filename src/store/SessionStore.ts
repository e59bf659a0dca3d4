/**
 * Sessions: who a token stands for, asked of the assignment table anew at least once a second, and the kill switch. Owns how
 * long a session lives; refuses demo people outside demo mode.
 */
import { Clock, Context, Effect, Layer, Option, Schema } from "effect"
import { sql } from "kysely"
import { type Organisation, Role } from "../casework/Role.ts"
import type { Mode } from "../matching/consistency.ts"
import { record } from "./audit/trail.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import type { Principal } from "./Principal.ts"
import { fromColumns, toColumns } from "./rows/organisationColumns.ts"
import { type FoundSession, isClosed, isStale, markSeen, sessionQuestion } from "./rows/sessionRows.ts"
import { hashOf, looksLikeToken, newToken } from "./secretToken.ts"

const sentences = {
  unknown: "There is no such session. Log in.",
  ended: "The session has ended. Log in again.",
  idle: "The session was not used for 30 minutes. Log in again.",
  old: "The session is older than 8 hours. Log in again.",
  disabled: "The account is closed. Ask whoever administers Treff in your organisation.",
  "no-organisation": "No organisation is chosen yet. Choose the one you work for.",
  "no-assignment":
    "The account has no role in this organisation. Ask whoever administers Treff there for one, then log in again.",
  closed: "Treff is closed and all sessions have ended. Wait until it is opened again, then log in."
} as const

export class SessionRefused extends Schema.TaggedError<SessionRefused>()("SessionRefused", {
  reason: Schema.Literals(Object.keys(sentences) as Array<keyof typeof sentences>)
}) {
  override get message() {
    return sentences[this.reason]
  }
}

export interface OpenSession extends Principal {
  /** When it ends at the latest; UTC, ISO 8601. */
  readonly expiresAt: string
}

export class SessionStore extends Context.Service<
  SessionStore,
  {
    /** Who a token stands for now; what is known is at most a second old. Without a token tells whether Treff is closed. */
    readonly open: (token: string | undefined) => Effect.Effect<OpenSession, SessionRefused | DatabaseFailure>
    /** The same for whoever only listens on, which keeps no session from going idle. */
    readonly still: (token: string | undefined) => Effect.Effect<OpenSession, SessionRefused | DatabaseFailure>
    /** The account of a session that lives, also before an organisation is chosen. */
    readonly accountOf: (token: string | undefined) => Effect.Effect<string, SessionRefused | DatabaseFailure>
    /** A new token. Without an organisation it opens nothing until one is chosen, which starts another session. */
    readonly start: (
      account: string,
      organisation: Organisation | undefined
    ) => Effect.Effect<string, SessionRefused | DatabaseFailure>
    /**
     * Ends a session; in this process at once, in others within a second. Answers whose it was; undefined for a token that is
     * unknown or whose session has ended before, which is no failure.
     */
    readonly end: (token: string) => Effect.Effect<string | undefined, DatabaseFailure>
    /** Leaves a trace of a login that was refused; `subject` is the account, or the way somebody came. */
    readonly deny: (subject: string) => Effect.Effect<void, DatabaseFailure>
    /** The kill switch: ends every session and keeps Treff closed. Answers how many sessions were alive. */
    readonly endAll: (by: string) => Effect.Effect<number, DatabaseFailure>
    /** Answers whether it was closed. Sessions that were ended stay so. */
    readonly reopen: (by: string) => Effect.Effect<boolean, DatabaseFailure>
  }
>()("treff/store/SessionStore") {
  static readonly layer = (mode: Mode) => Layer.effect(SessionStore, Effect.map(Database, makeSessions(mode)))
}

/** How long an answer of the database is believed. */
const believedForMs = 1_000
/** Most answers remembered at once; more are forgotten all together. */
const remembered = 5_000

interface Remembered {
  readonly until: number
  readonly found: FoundSession
}

const decodeRoles = Schema.decodeUnknownOption(Schema.Array(Role))

const makeSessions = (mode: Mode) => (database: Database["Service"]) => {
  const known = new Map<string, Remembered>()
  /** Counts what made memories wrong: an answer asked for before it is not remembered. */
  let changes = 0
  let closedUntilAsked: { readonly until: number; readonly closed: boolean } | undefined

  const asGate = <A, E>(user: string, use: (trx: Trx) => Effect.Effect<A, E>) =>
    database.withRole("gate", { user, purpose: "login" }, use)
  const find = (token: string) =>
    Effect.map(
      database.ask("gate", { user: "gate", purpose: "login" }, sessionQuestion(hashOf(token))),
      ([found]) => found
    )
  const forget = () => {
    changes += 1
    known.clear()
    closedUntilAsked = undefined
  }

  /** The time is taken before asking: an answer is never older than it seems. Who only listens hides nobody who is there. */
  const look = Effect.fnUntraced(function* (token: string, isThere: boolean) {
    const now = yield* Clock.currentTimeMillis
    const last = known.get(token)
    if (last !== undefined && last.until > now && !(isThere && isStale(last.found))) return last.found
    known.delete(token)
    const before = changes
    const found = yield* find(token)
    if (found === undefined) return yield* new SessionRefused({ reason: "unknown" })
    if (isThere && isStale(found)) yield* asGate("gate", (trx) => markSeen(trx, found.id))
    if (known.size >= remembered) known.clear()
    const kept = isThere ? { ...found, stale: false } : found
    if (before === changes) known.set(token, { until: now + believedForMs, found: kept })
    return kept
  })

  const refuseClosed = Effect.fnUntraced(function* () {
    const now = yield* Clock.currentTimeMillis
    if (closedUntilAsked === undefined || closedUntilAsked.until <= now) {
      const closed = yield* asGate("gate", isClosed)
      closedUntilAsked = { until: now + believedForMs, closed }
    }
    if (closedUntilAsked.closed) return yield* new SessionRefused({ reason: "closed" })
  })

  const living = Effect.fnUntraced(function* (token: string | undefined, isThere = true) {
    if (token === undefined || !looksLikeToken(token)) {
      yield* refuseClosed()
      return yield* new SessionRefused({ reason: "unknown" })
    }
    const found = yield* look(token, isThere).pipe(Effect.tapErrorTag("SessionRefused", () => refuseClosed()))
    const reason = found.closed
      ? "closed"
      : found.ended || (found.demo && mode !== "demo")
        ? "ended"
        : found.old
          ? "old"
          : found.idle
            ? "idle"
            : found.disabled
              ? "disabled"
              : undefined
    if (reason !== undefined) return yield* new SessionRefused({ reason })
    return found
  })

  return SessionStore.of({
    open: Effect.fn("SessionStore.open")((token) => Effect.flatMap(living(token), opened)),
    still: Effect.fn("SessionStore.still")((token) => Effect.flatMap(living(token, false), opened)),
    accountOf: Effect.fn("SessionStore.accountOf")((token: string | undefined) =>
      Effect.map(living(token), ({ account }) => account)
    ),
    start: Effect.fn("SessionStore.start")(function* (account: string, organisation: Organisation | undefined) {
      const token = newToken()
      yield* asGate(account, (trx) => start(trx, account, organisation, token))
      return token
    }),
    end: Effect.fn("SessionStore.end")(function* (token: string) {
      const found = yield* find(token)
      if (found === undefined || found.ended) return undefined
      yield* asGate(found.account, (trx) => end(trx, found.id)).pipe(Effect.ensuring(Effect.sync(forget)))
      return found.account
    }),
    deny: Effect.fn("SessionStore.deny")((subject: string) =>
      asGate("gate", () => record({ action: "login", subject, outcome: "denied" }))
    ),
    endAll: Effect.fn("SessionStore.endAll")((by: string) =>
      asGate(by, endAll).pipe(Effect.ensuring(Effect.sync(forget)))
    ),
    reopen: Effect.fn("SessionStore.reopen")((by: string) =>
      asGate(by, reopen).pipe(Effect.ensuring(Effect.sync(forget)))
    )
  })
}

const opened = Effect.fnUntraced(function* (found: FoundSession) {
  if (found.organisation_kind === null) return yield* new SessionRefused({ reason: "no-organisation" })
  const organisation = fromColumns(found)
  const roles = decodeRoles(found.roles)
  if (Option.isNone(organisation) || Option.isNone(roles) || roles.value.length === 0)
    return yield* new SessionRefused({ reason: "no-assignment" })
  return {
    account: found.account,
    session: found.id,
    organisation: organisation.value,
    roles: roles.value,
    expiresAt: found.expires
  }
})

const start = Effect.fnUntraced(function* (
  trx: Trx,
  account: string,
  organisation: Organisation | undefined,
  token: string
) {
  if (yield* isClosed(trx)) return yield* new SessionRefused({ reason: "closed" })
  const columns =
    organisation === undefined ? { organisation_kind: null, organisation_code: null } : toColumns(organisation)
  const { id } = yield* query("start session", () =>
    trx
      .insertInto("ops.session")
      .values({ token_hash: hashOf(token), account, ...columns, expires_at: sql`now() + interval '8 hours'` })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* record({ action: "login", subject: `session:${id}` })
})

const end = Effect.fnUntraced(function* (trx: Trx, session: string) {
  yield* query("end session", () =>
    trx
      .updateTable("ops.session")
      .set({ ended_at: sql`now()` })
      .where("id", "=", session)
      .where("ended_at", "is", null)
      .execute()
  )
  yield* record({ action: "logout", subject: `session:${session}` })
})

const endSessions = (trx: Trx) =>
  query("end sessions", () =>
    trx
      .updateTable("ops.session")
      .set({ ended_at: sql`now()` })
      .where("ended_at", "is", null)
      .where("expires_at", ">", sql<string>`now()`)
      .returning("id")
      .execute()
  )

const endAll = Effect.fnUntraced(function* (trx: Trx) {
  yield* query("close", () =>
    trx
      .insertInto("ops.closed")
      .defaultValues()
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
  const ended = yield* endSessions(trx)
  yield* record({ action: "operate", subject: "sessions:end", count: ended.length })
  return ended.length
})

/** A login that was under way while Treff closed may have left a session: it ends here. */
const reopen = Effect.fnUntraced(function* (trx: Trx) {
  yield* endSessions(trx)
  const opened = yield* query("reopen", () => trx.deleteFrom("ops.closed").returning("one").execute())
  yield* record({ action: "operate", subject: "sessions:open", count: opened.length })
  return opened.length > 0
})
