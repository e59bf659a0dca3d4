/**
 * How a query can fail, in words that hold no stored value: PostgreSQL's own messages and details quote rows,
 * so only its code and the names of table and constraint leave this file.
 */
import { Effect, Predicate, Schema } from "effect"

/** The database cannot answer now; the same call may succeed later. */
export class DatabaseUnavailable extends Schema.TaggedError<DatabaseUnavailable>()("DatabaseUnavailable", {
  operation: Schema.String,
  reason: Schema.Literals(["connection", "timeout", "conflict", "read-only", "full"]),
  code: Schema.String
}) {
  get advice() {
    return this.operation === "flush" || (this.operation === "commit" && this.reason === "connection")
      ? "Whether it was done is not known: look first, or send it again with the same Idempotency-Key."
      : "Nothing was changed. Try again in a moment."
  }
  override get message() {
    return `The database did not answer ${this.operation} (${this.reason}, ${this.code}). ${this.advice}`
  }
}

/** A role, a policy, a constraint or a type said no. Callers map all of them alike, so that nothing hidden shows. */
export class DatabaseRefused extends Schema.TaggedError<DatabaseRefused>()("DatabaseRefused", {
  operation: Schema.String,
  rule: Schema.Literals(["access", "constraint", "value"]),
  code: Schema.String,
  constraint: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    const where = this.constraint === undefined ? this.code : `${this.code}, ${this.constraint}`
    return `The database refused ${this.operation} (${this.rule}, ${where}). Nothing was changed.`
  }
}

export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", {
  what: Schema.Literals(["round", "plan", "municipality file"]),
  id: Schema.String
}) {
  override get message() {
    return `There is no ${this.what} ${this.id}. List what there is first.`
  }
}

/** Rounds and municipality files are saved once; another version gets another id. */
export class AlreadySaved extends Schema.TaggedError<AlreadySaved>()("AlreadySaved", {
  what: Schema.Literals(["round", "municipality file"]),
  id: Schema.String
}) {
  override get message() {
    return `The ${this.what} ${this.id} is saved already and was left as it is. Give the new one another id.`
  }
}

export type DatabaseFailure = DatabaseUnavailable | DatabaseRefused

/** A statement that is wrong, or a stored row that no longer fits the domain: a bug, raised as a defect. */
export class StoreDefect extends Error {
  override readonly name = "StoreDefect"
  /** Keeps where the cause arose, not what it said. */
  constructor(message: string, cause?: unknown) {
    super(message)
    const frames = cause instanceof Error ? cause.stack?.split("\n").filter((line) => /^\s+at /.test(line)) : undefined
    if (frames !== undefined) this.stack = [`StoreDefect: ${message}`, ...frames].join("\n")
  }
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH"
])
const textOf = (value: unknown, key: string): string | undefined =>
  Predicate.isObject(value) && Predicate.hasProperty(value, key) && typeof value[key] === "string"
    ? value[key]
    : undefined

type Reason = DatabaseUnavailable["reason"]
const unavailable = (code: string): Reason | undefined => {
  if (networkCodes.has(code) || code.startsWith("08") || code.startsWith("57P") || code === "53300") return "connection"
  if (code === "57014" || code === "55P03" || code === "25P03" || code === "25P04") return "timeout"
  if (code.startsWith("40")) return "conflict"
  if (code === "25006") return "read-only"
  return code.startsWith("53") ? "full" : undefined
}

type Rule = DatabaseRefused["rule"]
const refused = (code: string): Rule | undefined => {
  if (code === "42501") return "access"
  if (code.startsWith("23")) return "constraint"
  return code.startsWith("22") ? "value" : undefined
}

/** node-postgres has no codes for these. */
const driverMessages: ReadonlyArray<readonly [RegExp, Reason]> = [
  [/^(Connection terminated|Client has encountered a connection error|Client was closed)/, "connection"],
  [/^(timeout exceeded when trying to connect|timeout expired|Query read timeout)/, "timeout"],
  [/^(driver has already been destroyed|Cannot use a pool after calling end|PGlite is closed)/, "connection"]
]

/** Translates what the driver threw; what is neither refusal nor outage is a defect without the driver's text. */
export const failureOf = (operation: string, cause: unknown): DatabaseFailure | StoreDefect => {
  const code = textOf(cause, "code") ?? ""
  const reason = unavailable(code)
  if (reason !== undefined) return new DatabaseUnavailable({ operation, reason, code })
  const rule = refused(code)
  const constraint = textOf(cause, "constraint")
  if (rule !== undefined)
    return new DatabaseRefused({ operation, rule, code, ...(constraint === undefined ? {} : { constraint }) })
  const message = textOf(cause, "message") ?? ""
  const driver = driverMessages.find(([pattern]) => pattern.test(message))
  if (driver !== undefined) return new DatabaseUnavailable({ operation, reason: driver[1], code: "driver" })
  if (code !== "") return new StoreDefect(`${operation}: SQLSTATE ${code}`, cause)
  if (cause instanceof StoreDefect) return cause
  return new StoreDefect(`${operation}: ${cause instanceof Error ? cause.constructor.name : typeof cause}`, cause)
}

/** What failed after a commit is an outcome nobody knows, whatever it was. */
export const flushFailureOf = (cause: unknown): DatabaseUnavailable => {
  const failure = failureOf("flush", cause)
  if (failure instanceof DatabaseUnavailable) return failure
  return new DatabaseUnavailable({ operation: "flush", reason: "connection", code: textOf(cause, "code") ?? "driver" })
}

/** Runs a promise of the driver under a name, with its failures translated. */
export const query = <A>(operation: string, run: () => PromiseLike<A>): Effect.Effect<A, DatabaseFailure> =>
  Effect.tryPromise({ try: async () => await run(), catch: (cause) => failureOf(operation, cause) }).pipe(
    Effect.catch((failure) => (failure instanceof StoreDefect ? Effect.die(failure) : Effect.fail(failure)))
  )
