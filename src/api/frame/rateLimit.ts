/**
 * How much one person may ask for: reads and writes a minute, household files an hour, exports a day. Counted in this
 * process by account, or by the client's address before anybody is known. Refuses with how long to wait.
 */
import { getConnInfo } from "@hono/node-server/conninfo"
import { Effect, Schema } from "effect"
import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import type { Principal } from "../../store/Principal.ts"
import { problem, type RequestEnv } from "../problem.ts"
import { isRead } from "./isWrite.ts"

export type Limited = "read" | "write" | "file" | "export"

interface Limit {
  readonly points: number
  /** The time the points are for. */
  readonly seconds: number
}
export type Limits = Readonly<Record<Limited, Limit>>

const minute = 60
const hour = 60 * minute
const day = 24 * hour

export const defaultLimits: Limits = {
  read: { points: 600, seconds: minute },
  write: { points: 60, seconds: minute },
  file: { points: 300, seconds: hour },
  export: { points: 10, seconds: day }
}

const whats: Readonly<Record<Limited, string>> = {
  read: "requests",
  write: "changes",
  file: "opened household files",
  export: "exports"
}

export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {
  what: Schema.Literals(["read", "write", "file", "export"]),
  /** Seconds until there is a point again. */
  retryAfter: Schema.Int
}) {
  override get message(): string {
    return `There were too many ${whats[this.what]}. Wait ${this.retryAfter} seconds.`
  }
}

export const tooMany = (c: Context, error: TooManyRequests) => {
  c.header("retry-after", String(error.retryAfter))
  return problem(c, "too-many-requests", error.message)
}

interface PrincipalEnv {
  readonly Variables: RequestEnv["Variables"] & { readonly principal?: Pick<Principal, "account"> }
}

/** The address of the connection: what a header says of it could be anybody's word. */
const addressOf = (c: Context): string => {
  const env: unknown = c.env
  if (typeof env !== "object" || env === null || !("incoming" in env)) return "unknown"
  return getConnInfo(c).remote.address ?? "unknown"
}

/** Somebody has asked for more than the limit: told once for each time the points are for, however often she asks. */
export interface LimitReached {
  readonly what: Limited
  /** Id of the account, or `address` and the client's before anybody is known. */
  readonly who: string
}

/** Done before the one who asked is told; it has to answer for its own failures. */
export type TellOfLimit = (reached: LimitReached) => Promise<void>

export const makeRateLimits = (limits: Limits = defaultLimits, tell: TellOfLimit = async () => {}) => {
  const counter = (what: Limited) =>
    new RateLimiterMemory({ keyPrefix: what, points: limits[what].points, duration: limits[what].seconds })
  const counters = {
    read: counter("read"),
    write: counter("write"),
    file: counter("file"),
    export: counter("export")
  } satisfies Record<Limited, RateLimiterMemory>

  const take = (what: Limited, who: string): Promise<TooManyRequests | undefined> =>
    counters[what].consume(who).then(
      () => undefined,
      async (refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused
        if (refused.consumedPoints === limits[what].points + 1) await tell({ what, who })
        return new TooManyRequests({ what, retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) })
      }
    )

  return {
    /** Every request takes a point, whatever comes of it. */
    perMinute: createMiddleware<PrincipalEnv>(async (c, next) => {
      const account = c.get("principal")?.account
      const refused = await take(isRead(c) ? "read" : "write", account ?? `address ${addressOf(c)}`)
      return refused === undefined ? next() : tooMany(c, refused)
    }),
    /** Before a file is opened or an export is made. */
    takePoint: (what: "file" | "export", account: string): Effect.Effect<void, TooManyRequests> =>
      Effect.flatMap(
        Effect.promise(() => take(what, account)),
        (refused) => (refused === undefined ? Effect.void : Effect.fail(refused))
      )
  }
}

/** Takes a point from what an account may open or have made; hands on how long to wait. */
export type TakePoint = ReturnType<typeof makeRateLimits>["takePoint"]
