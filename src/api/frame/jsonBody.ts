/**
 * The body of a write, by schema: everything that is wrong is told at once, by JSON pointer, and nothing that was sent is
 * told back. Describes itself in the OpenAPI document; a handler gets the value with `c.req.valid("json")`.
 */
import { Result, Schema, SchemaIssue } from "effect"
import type { Context, MiddlewareHandler } from "hono"
import { resolver, uniqueSymbol } from "hono-openapi"
import { type PointerError, problem, type RequestEnv } from "../problem.ts"
import { arrivalMs, largestBody, readBody } from "./bodyLimit.ts"
import { readJson } from "./strictJson.ts"

/** With what the body said before a schema touched it: idempotency knows a request by that. */
interface BodyEnv {
  readonly Variables: RequestEnv["Variables"] & { readonly sent?: unknown }
}

/** More would only repeat itself. */
const mostErrors = 100

const unknownKey = "There is a key here that is not known."

const leafHook: SchemaIssue.LeafHook = (issue) =>
  issue._tag === "UnexpectedKey" ? unknownKey : SchemaIssue.defaultLeafHook(issue)

interface StandardIssue {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

const pointerOf = (path: NonNullable<StandardIssue["path"]>): string =>
  path
    .map((part) => String(typeof part === "object" ? part.key : part))
    .map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("")

/** A key nobody knows is the client's own word, which may be a person's name: told by the object it stands in. */
const errorOf = ({ message, path = [] }: StandardIssue): PointerError => ({
  pointer: pointerOf(message === unknownKey ? path.slice(0, -1) : path),
  detail: message
})

const distinct = (errors: ReadonlyArray<PointerError>): ReadonlyArray<PointerError> => [
  ...new Map(errors.map((error) => [`${error.pointer} ${error.detail}`, error])).values()
]

const refuseBody = (c: Context, issues: ReadonlyArray<StandardIssue>) =>
  problem(
    c,
    "body-invalid",
    "See errors for what each place of the body takes.",
    distinct(issues.map(errorOf)).slice(0, mostErrors)
  )

/** What arrived, or the answer to what did not. */
const arrived = async (c: Context, largest: number): Promise<Result.Result<unknown, Response>> => {
  const read = await readBody(c.req.raw, { largest })
  switch (read._tag) {
    case "TooLarge":
      return Result.fail(problem(c, "body-too-large", `Send at most ${largest} bytes.`))
    case "TooSlow":
      return Result.fail(problem(c, "request-timeout", `Send the whole body within ${arrivalMs / 1000} seconds.`))
    case "Read":
      return Result.mapError(readJson(read.bytes, largest > largestBody ? { mostKeys: largest } : {}), (fault) =>
        problem(c, "request-malformed", fault)
      )
  }
}

/** `largest`: bytes, where a document may be larger than a form. */
export const jsonBody = <S extends Schema.ConstraintDecoder<unknown>>(
  schema: S,
  example: S["Encoded"],
  { largest = largestBody }: { readonly largest?: number } = {}
) => {
  const standard = Schema.toStandardSchemaV1(schema, {
    leafHook,
    parseOptions: { errors: "all", onExcessProperty: "error" }
  })
  const handler: MiddlewareHandler<BodyEnv, string, { in: { json: S["Encoded"] }; out: { json: S["Type"] } }> = async (
    c,
    next
  ) => {
    const body = await arrived(c, largest)
    if (Result.isFailure(body)) return body.failure
    const result = await standard["~standard"].validate(body.success)
    if (result.issues !== undefined) return refuseBody(c, result.issues)
    c.set("sent", body.success)
    c.req.addValidatedData("json", result.value as object)
    return next()
  }
  const requestBody = { required: true, content: { "application/json": { schema: resolver(standard), example } } }
  return Object.assign(handler, { [uniqueSymbol]: { spec: { requestBody } } })
}
