/** Answers of the application as the schemas say they are: what does not fit exactly is an error of the test. */
import { Schema } from "effect"
import { ExplanationBody } from "../../src/api/contract/explanation.ts"
import { Problem } from "../../src/api/problem.ts"

interface Application {
  readonly request: (path: string, init?: RequestInit) => Response | Promise<Response>
}

export const exactly = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, body: unknown): S["Type"] =>
  Schema.decodeUnknownSync(schema)(body, { onExcessProperty: "error" })

/** A body, when the status is 200. */
export const read = async <S extends Schema.ConstraintDecoder<unknown>>(
  app: Application,
  path: string,
  schema: S
): Promise<S["Type"]> => {
  const response = await app.request(path)
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return exactly(schema, await response.json())
}

/** Status and problem of an answer that is one. */
export const problemOf = async (app: Application, path: string, init: RequestInit = {}) => {
  const response = await app.request(path, init)
  const type = response.headers.get("content-type")
  if (type !== "application/problem+json") throw new Error(`${path} answered ${response.status} ${type}`)
  return { status: response.status, headers: response.headers, problem: exactly(Problem, await response.json()) }
}

export const explanationOf = (app: Application, household: string, parameters = "") =>
  read(app, `/api/v1/households/${household}/explanation${parameters}`, ExplanationBody)
