/** How a route describes itself in the OpenAPI document: one answer that is right, and the problems it can end in. */
import { Schema } from "effect"
import { type DescribeRouteOptions, describeRoute, resolver } from "hono-openapi"
import { writeHeader, writeHeaderValue } from "./frame/writeHeader.ts"
import type { Tag } from "./openapi.ts"
import { Problem, type ProblemCode, statusOf, titleOf } from "./problem.ts"

/** What a route demands of a write, besides the three signs of csrf.ts. */
export type Demand = "body" | "version" | "idempotency-key"

interface Description<S extends Schema.ConstraintDecoder<unknown>> {
  readonly id: string
  readonly tag: Tag
  readonly summary: string
  readonly answer: S
  /** What the answer comes as; the first unless another is asked for. */
  readonly types?: readonly ["application/json" | "text/event-stream", ..."text/csv"[]]
  readonly problems?: ReadonlyArray<ProblemCode>
  /** Of a write, which must give it; empty = nothing but the signs. */
  readonly demands?: ReadonlyArray<Demand>
}

type Responses = NonNullable<DescribeRouteOptions["responses"]>

const problemSchema = resolver(Schema.toStandardSchemaV1(Problem))

/** Kinds that share a status stand in one entry. */
const problemResponses = (codes: ReadonlyArray<ProblemCode>): Responses =>
  Object.fromEntries(
    [...Map.groupBy(codes, statusOf)].map(([status, group]) => [
      String(status),
      {
        description: group.map(titleOf).join(" · "),
        content: { "application/problem+json": { schema: problemSchema } }
      }
    ])
  )

/** Asked before anybody is known, or what says who it is. */
const withoutLogin: ReadonlyArray<Tag> = ["operations", "identity"]

/** Every route can end in these; monitoring may ask as often as it likes. */
const always = (tag: Tag): ReadonlyArray<ProblemCode> => [
  "parameters-invalid",
  ...(withoutLogin.includes(tag) ? [] : (["login-required", "forbidden", "database-unavailable"] as const)),
  ...(tag === "operations" ? [] : ["too-many-requests" as const]),
  "internal-error"
]

type Parameters = NonNullable<DescribeRouteOptions["parameters"]>

const header = (name: string, description: string, schema: { readonly pattern: string }): Parameters[number] => ({
  in: "header",
  name,
  required: true,
  description,
  schema: { type: "string", ...schema }
})

const signs = {
  parameters: [
    header("Origin", "The address of Treff; browsers send it by themselves", { pattern: "^https?://" }),
    header(writeHeader, "Says that the request was made by a program, not by a form", {
      pattern: `^${writeHeaderValue}$`
    })
  ],
  // A key of idempotency may come with any write, and may be malformed.
  problems: ["request-malformed", "origin-refused", "unsupported-media-type"]
} satisfies { readonly parameters: Parameters; readonly problems: ReadonlyArray<ProblemCode> }

const ofDemand: Readonly<
  Record<Demand, { readonly parameters: Parameters; readonly problems: ReadonlyArray<ProblemCode> }>
> = {
  body: {
    parameters: [],
    problems: ["request-malformed", "request-timeout", "body-too-large", "body-invalid"]
  },
  version: {
    parameters: [header("If-Match", "ETag of what you have read and now change", { pattern: '^"v\\d+"$' })],
    problems: ["request-malformed", "precondition-required", "precondition-failed"]
  },
  "idempotency-key": {
    parameters: [
      header("Idempotency-Key", "A new UUID for each request; the same one when it is sent again", {
        pattern: "^[0-9a-fA-F-]{36}$"
      })
    ],
    problems: ["request-malformed", "idempotency-reused"]
  }
}

/** Of a read nothing is demanded. */
const demanded = (demands: ReadonlyArray<Demand> | undefined) => {
  const all = demands === undefined ? [] : [signs, ...demands.map((demand) => ofDemand[demand])]
  return { parameters: all.flatMap((one) => one.parameters), problems: all.flatMap((one) => one.problems) }
}

export const described = <S extends Schema.ConstraintDecoder<unknown>>({
  answer,
  demands,
  id,
  problems = [],
  summary,
  tag,
  types = ["application/json"]
}: Description<S>) => {
  // With its example: contract/exampled.ts.
  const body = { schema: resolver(Schema.toStandardSchemaV1(answer)) }
  const { parameters, problems: demanding } = demanded(demands)
  const codes = new Set([...problems, ...demanding, ...always(tag)])
  return describeRoute({
    operationId: id,
    summary,
    tags: [tag],
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: {
      200: {
        description: "Done",
        headers: { "x-request-id": { schema: { type: "string", format: "uuid" } } },
        content: Object.fromEntries(types.map((type) => [type, type === "text/csv" ? {} : body]))
      },
      ...problemResponses([...codes])
    }
  })
}
