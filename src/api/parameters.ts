/**
 * Query parameters, checked strictly: an unknown one is refused, for a mistyped `audience` must not give the officer's view.
 * Names which parameter is wrong; never repeats what was sent.
 */
import { Schema } from "effect"
import type { Context } from "hono"
import { casePathFields } from "./contract/cases.ts"
import { AudienceParameter, LanguageParameter } from "./contract/explanation.ts"
import { personPathFields } from "./contract/oversight.ts"
import { pageParameters } from "./frame/pagination.ts"
import { type ParameterError, problem } from "./problem.ts"

/** Names what it does not know as wrong, and tells everything that is wrong at once. */
export const strict = <S extends Schema.ConstraintDecoder<unknown>>(schema: S) =>
  Schema.toStandardSchemaV1(schema, { parseOptions: { errors: "all", onExcessProperty: "error" } })

const lang = Schema.optionalKey(LanguageParameter)

/** An empty struct would take everything. */
export const noParameters = strict(Schema.Record(Schema.String, Schema.Never))
export const languageParameters = strict(Schema.Struct({ lang }))
const explanation = {
  audience: Schema.optionalKey(AudienceParameter),
  lang,
  "why-not": Schema.optionalKey(
    Schema.String.check(Schema.isPattern(/^\d{4}$/u)).annotate({
      description: "Kommunenummer: why not this municipality, and what it would change for the round",
      examples: ["0301"]
    })
  )
}
export const caseExplanationParameters = strict(Schema.Struct(explanation))
export const explanationParameters = strict(
  Schema.Struct({
    ...explanation,
    round: Schema.optionalKey(Schema.String.annotate({ description: "Id of the round; default: the latest" }))
  })
)

/** Ids in the path: one that could be nobody's is as unknown as any other. */
export const roundPath = strict(
  Schema.Struct({ id: Schema.String.annotate({ description: "Id of the round", examples: ["demo-2024-48"] }) })
)
export const householdPath = strict(
  Schema.Struct({ id: Schema.String.annotate({ description: "Id of the household", examples: ["H-0001"] }) })
)

export const casePath = strict(Schema.Struct(casePathFields))
export const caseForbidPath = strict(
  Schema.Struct({
    ...casePathFields,
    municipality: Schema.String.check(Schema.isPattern(/^\d{4}$/u)).annotate({
      description: "Kommunenummer",
      examples: ["0301"]
    })
  })
)
export const personPath = strict(Schema.Struct(personPathFields))

export const sinceParameters = strict(
  Schema.Struct({
    since: Schema.optionalKey(
      Schema.String.check(Schema.isPattern(/^\d{1,15}$/u)).annotate({
        description: "Sequence of the last event you have"
      })
    )
  })
)
export const planPath = strict(Schema.Struct({ id: Schema.String.annotate({ description: "Id of the plan" }) }))
export const requestPath = strict(Schema.Struct({ id: Schema.String.annotate({ description: "Id of the request" }) }))
export const glassPath = strict(
  Schema.Struct({ id: Schema.String.annotate({ description: "Id of the broken glass" }) })
)

/** The database would read other writings of a moment, and refuse some only when asked. */
const moment = (description: string) =>
  Schema.optionalKey(
    Schema.String.annotate({ description })
      .check(Schema.isPattern(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/u))
      .check(Schema.makeFilter((text) => !Number.isNaN(Date.parse(text)) || "a moment that is"))
  )
const shortText = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))
export const auditParameters = strict(
  Schema.Struct({
    ...pageParameters,
    subject: Schema.optionalKey(
      shortText.annotate({ description: "What it is about, as the log names it", examples: ["round:demo-2024-48"] })
    ),
    actor: Schema.optionalKey(shortText.annotate({ description: "Account of whoever did it" })),
    from: moment("First moment; UTC, ISO 8601"),
    to: moment("Moment after the last; UTC, ISO 8601")
  })
)
export const exportParameters = strict(
  Schema.Struct({
    lang,
    format: Schema.optionalKey(
      Schema.Literals(["json", "csv"]).annotate({ description: "csv: two columns, field and value (RFC 4180)" })
    )
  })
)
export const runPath = strict(Schema.Struct({ id: Schema.String.annotate({ description: "Id of the run" }) }))

/** Longest name of an unknown parameter that is told back. */
const longestName = 40

type Result = { readonly success: true } | { readonly success: false; readonly error: ReadonlyArray<Issue> }
interface Issue {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

const errorOf = ({ message, path }: Issue): ParameterError => {
  const [first] = path ?? []
  const name = typeof first === "object" ? first.key : (first ?? "")
  return {
    parameter: String(name).slice(0, longestName),
    detail: message.replace(/no excess property|never/u, "no parameter of this name")
  }
}

const advice = "See errors for what each parameter takes."

/** The hook of a validator: what is wrong becomes a problem. */
export const refuse = (result: Result, c: Context) =>
  result.success ? undefined : problem(c, "parameters-invalid", advice, result.error.map(errorOf))

/** One parameter that is well formed and still not possible. */
export const refusedParameter = (c: Context, parameter: string, detail: string) =>
  problem(c, "parameters-invalid", advice, [{ parameter, detail }])
