/**
 * A schema with the one value the API reference shows of it. It stands on the schema, so that no route has to give it; the
 * compiler holds it to the schema, and test/api/openapi.test.ts that no answer is without.
 */
import type { Schema } from "effect"

/** What goes over the wire has no transformations: as it is sent is as it is, but for brands. */
export const exampled = <S extends Schema.Top>(schema: S, example: S["Encoded"]): S["Rebuild"] =>
  schema.annotate({ examples: [example as S["Type"]] })
