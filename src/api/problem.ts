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
  "address-unknown": { status: 404, title: "There is nothing at this address" },
  "round-unknown": { status: 404, title: "There is no such round" },
  "recommendations-missing": { status: 404, title: "The round has no recommendations yet" },
  "household-unknown": { status: 404, title: "There is no such household in the round" },
  "method-not-allowed": { status: 405, title: "The address does not take this method" },
  "parameters-invalid": { status: 422, title: "A parameter is not understood" },
  "internal-error": { status: 500, title: "An error in Treff itself" },
  "database-unavailable": { status: 503, title: "The database does not answer" },
  "solver-unavailable": { status: 503, title: "The solver did not answer" },
  busy: { status: 503, title: "Too many solves are waiting" }
} as const

type Problems = typeof problems
export type ProblemCode = keyof Problems
export const problemCodes = Object.keys(problems) as ReadonlyArray<ProblemCode>

export const statusOf = (code: ProblemCode): Problems[ProblemCode]["status"] => problems[code].status
export const titleOf = (code: ProblemCode): string => problems[code].title

const ParameterError = Schema.Struct({
  parameter: Schema.String.annotate({ description: "Name of the query parameter" }),
  detail: Schema.String
})
export type ParameterError = typeof ParameterError.Type

export const Problem = Schema.Struct({
  type: Schema.String.annotate({ description: `Stable kind: ${problemCodes.map((code) => prefix + code).join(", ")}` }),
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String.annotate({ description: "What to do about it" }),
  instance: Schema.String.annotate({ description: "urn:uuid with the request id of the header x-request-id" }),
  errors: Schema.optionalKey(Schema.Array(ParameterError))
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
  readonly Variables: { readonly requestId: string }
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
  errors: ReadonlyArray<ParameterError> = []
): typeof Problem.Type => ({
  type: prefix + code,
  title: problems[code].title,
  status: problems[code].status,
  detail,
  instance: `urn:uuid:${requestId}`,
  ...(errors.length === 0 ? {} : { errors })
})

export const problem = <Code extends ProblemCode>(
  c: Context,
  code: Code,
  detail: string,
  errors: ReadonlyArray<ParameterError> = []
) => {
  const status: Problems[Code]["status"] = problems[code].status
  return c.json(problemBody(code, detail, c.get("requestId"), errors), status, problemHeaders(code))
}
