/** How a route describes itself in the OpenAPI document: one answer that is right, and the problems it can end in. */
import { Schema } from "effect"
import { type DescribeRouteOptions, describeRoute, resolver } from "hono-openapi"
import { Problem, type ProblemCode, statusOf, titleOf } from "./problem.ts"

interface Description<S extends Schema.ConstraintDecoder<unknown>> {
  readonly id: string
  readonly tag: "rounds" | "households" | "operations"
  readonly summary: string
  readonly answer: S
  readonly example?: S["Encoded"]
  readonly problems?: ReadonlyArray<ProblemCode>
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

/** Every route can end in these. */
const always: ReadonlyArray<ProblemCode> = ["parameters-invalid", "internal-error"]

export const described = <S extends Schema.ConstraintDecoder<unknown>>({
  answer,
  example,
  id,
  problems = [],
  summary,
  tag
}: Description<S>) =>
  describeRoute({
    operationId: id,
    summary,
    tags: [tag],
    responses: {
      200: {
        description: "Done",
        headers: { "x-request-id": { schema: { type: "string", format: "uuid" } } },
        content: {
          "application/json": {
            schema: resolver(Schema.toStandardSchemaV1(answer)),
            ...(example === undefined ? {} : { example })
          }
        }
      },
      ...problemResponses([...problems, ...always])
    }
  })
