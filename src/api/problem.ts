/**
 * Problem Details (RFC 9457): the one shape of every error, with a stable type per kind. Holds no stack, no value that was
 * sent and nothing about persons; the request id ties it to the log.
 */
import { Schema } from "effect"
import type { Context } from "hono"

const prefix = "urn:treff:problem:"

/** Status and title by kind. A kind is never renamed. */
const problems = {
  "request-malformed": { status: 400, title: "The request cannot be read" },
  "login-required": { status: 401, title: "Nobody is logged in" },
  "login-refused": { status: 401, title: "The login did not succeed" },
  forbidden: { status: 403, title: "This is not for you" },
  "no-assignment": { status: 403, title: "The account has no role here" },
  "organisation-not-chosen": { status: 403, title: "No organisation is chosen yet" },
  "origin-refused": { status: 403, title: "The request does not come from a page of Treff" },
  "address-unknown": { status: 404, title: "There is nothing at this address" },
  "not-found": { status: 404, title: "There is no such thing, or not for you" },
  "round-unknown": { status: 404, title: "There is no such round" },
  "recommendations-missing": { status: 404, title: "The round has no recommendations yet" },
  "household-unknown": { status: 404, title: "There is no such household in the round" },
  "municipality-unknown": { status: 404, title: "There is no such municipality" },
  "method-not-allowed": { status: 405, title: "The address does not take this method" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  conflict: { status: 409, title: "The state of things does not allow it" },
  state: { status: 409, title: "Not in this state" },
  "no-places": { status: 409, title: "There are no places left" },
  "already-placed": { status: 409, title: "A person has a place already" },
  "already-exists": { status: 409, title: "There is one already" },
  "already-requested": { status: 409, title: "A municipality has been asked already" },
  "plan-outdated": { status: 409, title: "The plan is out of date" },
  "no-plan": { status: 409, title: "There is no plan" },
  "second-person": { status: 409, title: "Another person must do this" },
  "not-published": { status: 409, title: "Nothing is published" },
  "not-decided": { status: 409, title: "The municipality has decided no number" },
  "publication-blocked": { status: 409, title: "Something is missing before publication" },
  "self-settlement-pending": { status: 409, title: "An application for self-settlement is pending" },
  "lease-unchecked": { status: 409, title: "The municipality has not found the lease good" },
  shielded: { status: 409, title: "A shielded reason stands against it" },
  "household-too-large": { status: 409, title: "The household is too large" },
  "solve-under-way": { status: 409, title: "The round is being solved" },
  "too-many": { status: 409, title: "Too many at once" },
  "may-not-be-held": { status: 409, title: "The household may not be held" },
  sent: { status: 409, title: "A request has been sent" },
  "precondition-failed": { status: 412, title: "It has been changed since you read it" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body is not JSON" },
  "body-invalid": { status: 422, title: "The body does not fit" },
  "idempotency-reused": { status: 422, title: "The idempotency key was used for another request" },
  "parameters-invalid": { status: 422, title: "A parameter is not understood" },
  "precondition-required": { status: 428, title: "The version that is changed is not told" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "internal-error": { status: 500, title: "An error in Treff itself" },
  "database-unavailable": { status: 503, title: "The database does not answer" },
  "identity-provider-unavailable": { status: 503, title: "The identity provider does not answer" },
  "solver-unavailable": { status: 503, title: "The solver did not answer" },
  closed: { status: 503, title: "Treff is closed" },
  busy: { status: 503, title: "Too many solves are waiting" }
} as const

type Problems = typeof problems
export type ProblemCode = keyof Problems
export const problemCodes = Object.keys(problems) as ReadonlyArray<ProblemCode>

export const statusOf = (code: ProblemCode): Problems[ProblemCode]["status"] => problems[code].status
export const titleOf = (code: ProblemCode): string => problems[code].title

/** Of every kind, for the reference. */
export const problemTypes = problemCodes.map((code) => ({ type: prefix + code, ...problems[code] }))

const ParameterError = Schema.Struct({
  parameter: Schema.String.annotate({ description: "Name of the query parameter" }),
  detail: Schema.String
})
export type ParameterError = typeof ParameterError.Type

const PointerError = Schema.Struct({
  pointer: Schema.String.annotate({ description: "JSON pointer (RFC 6901) into the body; empty = the body itself" }),
  detail: Schema.String
})
export type PointerError = typeof PointerError.Type

type Errors = ReadonlyArray<ParameterError> | ReadonlyArray<PointerError>

export const Problem = Schema.Struct({
  type: Schema.String.annotate({ description: `Stable kind: ${problemCodes.map((code) => prefix + code).join(", ")}` }),
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String.annotate({ description: "What to do about it" }),
  instance: Schema.String.annotate({ description: "urn:uuid with the request id of the header x-request-id" }),
  errors: Schema.optionalKey(Schema.Array(Schema.Union([ParameterError, PointerError])))
}).annotate({
  identifier: "Problem",
  description: "Problem Details (RFC 9457)",
  examples: [
    {
      type: `${prefix}household-unknown`,
      title: problems["household-unknown"].title,
      status: 404,
      detail: "List the households of the round first.",
      instance: "urn:uuid:00000000-0000-4000-8000-000000000000"
    }
  ]
})

/** What every handler knows of its request. */
export interface RequestEnv {
  readonly Variables: {
    readonly requestId: string
    /** The database has written who was refused what, and says more of it than the address would. */
    readonly refusalTraced?: true
  }
}

/** Seconds after which trying again makes sense. */
const retryAfter = "5"

export const problemHeaders = (code: ProblemCode): Record<string, string> => ({
  "content-type": "application/problem+json",
  ...(problems[code].status === 503 ? { "retry-after": retryAfter } : {})
})

export const problemBody = (
  code: ProblemCode,
  detail: string,
  requestId: string,
  errors: Errors = []
): typeof Problem.Type => ({
  type: prefix + code,
  title: problems[code].title,
  status: problems[code].status,
  detail,
  instance: `urn:uuid:${requestId}`,
  ...(errors.length === 0 ? {} : { errors })
})

export const problem = <Code extends ProblemCode>(c: Context, code: Code, detail: string, errors: Errors = []) => {
  const status: Problems[Code]["status"] = problems[code].status
  return c.json(problemBody(code, detail, c.get("requestId"), errors), status, problemHeaders(code))
}
