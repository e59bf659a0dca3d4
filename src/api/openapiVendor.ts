/** Teaches hono-openapi the schemas of Effect 4: its own adapter is for an earlier major version and throws. */
import { JsonSchema, Schema } from "effect"
import { loadVendor } from "hono-openapi"

type Vendor = Required<Parameters<typeof loadVendor>[1]>

/** What comes in is checked by the schema already: Standard Schema says vendor «effect» for Effect's own only. */
const documentOf = (schema: unknown) => Schema.toJsonSchemaDocument(schema as Schema.Top)

const toJSONSchema: Vendor["toJSONSchema"] = (schema) => {
  const { definitions, schema: root } = documentOf(schema)
  return { ...root, $defs: definitions } as ReturnType<Vendor["toJSONSchema"]>
}

const toOpenAPISchema: Vendor["toOpenAPISchema"] = (schema, context) => {
  const { definitions, dialect, schema: root } = documentOf(schema)
  const document = JsonSchema.toMultiDocumentOpenApi3_1({ dialect, definitions, schemas: [root] })
  const { components } = context
  components.schemas = { ...components.schemas, ...document.definitions }
  return document.schemas[0] as ReturnType<Vendor["toOpenAPISchema"]>
}

/** Idempotent; called once by the app that describes itself. */
export const loadEffectVendor = (): void => loadVendor("effect", { toJSONSchema, toOpenAPISchema })
