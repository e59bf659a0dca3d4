/** The operations of our own OpenAPI document, as a client reads them: whatever is mounted is in it. */
import type { OpenApi, Operation, SchemaNode } from "../../../src/api/docs/OpenApi.ts"
import { home } from "../../api/caseWorld.ts"

interface Application {
  readonly request: (path: string) => Response | Promise<Response>
}

export interface Route extends Operation {
  readonly method: string
  readonly path: string
}

export type Schemas = OpenApi["components"]["schemas"]

export const readDocument = async (app: Application) => {
  const { components, paths } = (await (await app.request(`${home}/openapi.json`)).json()) as OpenApi
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => ({ ...operation, method: method.toUpperCase(), path }))
  )
  return { routes, schemas: components.schemas }
}

/** The schema itself, where it is only named. */
export const resolved = (schema: SchemaNode, schemas: Schemas): SchemaNode =>
  schema.$ref === undefined ? schema : resolved(schemas[schema.$ref.split("/").at(-1)!] ?? {}, schemas)

export const demands = ({ parameters = [] }: Route, header: string): boolean =>
  parameters.some(({ in: where, name }) => where === "header" && name.toLowerCase() === header)

/** The address with its parameters filled in, each as it would stand in an address. */
export const addressOf = (path: string, valueOf: (name: string) => string): string =>
  path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(valueOf(name)))
