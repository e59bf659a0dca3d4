/** Stored JSON back to the domain. A row that no longer fits is a bug, told by where it does not fit, not by what it holds. */
import { Effect, Schema } from "effect"
import { StoreDefect } from "../failures.ts"

export const decodeStored = <S extends Schema.Codec<unknown, unknown>>(schema: S, what: string) => {
  const standard = Schema.toStandardSchemaV1(schema)["~standard"]
  return (stored: unknown): Effect.Effect<S["Type"]> =>
    Effect.suspend(() => {
      const result = standard.validate(stored)
      if (result instanceof Promise) return Effect.die(new StoreDefect(`${what}: the schema decodes asynchronously`))
      if (result.issues === undefined) return Effect.succeed(result.value as S["Type"])
      const places = result.issues.map((issue) =>
        (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".")
      )
      return Effect.die(
        new StoreDefect(`${what}: the stored row does not fit the domain at ${places.slice(0, 5).join(", ")}`)
      )
    })
}
