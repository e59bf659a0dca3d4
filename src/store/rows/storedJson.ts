/**
 * Domain values to stored JSON and back. A value or row that does not fit is a bug, told by where it does not fit, not by
 * what it holds.
 */
import { Effect, Schema } from "effect"
import { StoreDefect } from "../failures.ts"

type Issues = NonNullable<
  Awaited<ReturnType<ReturnType<typeof Schema.toStandardSchemaV1>["~standard"]["validate"]>>["issues"]
>

const placesOf = (issues: Issues): string =>
  issues
    .slice(0, 5)
    .map((issue) => (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join("."))
    .join(", ")

export const decodeStored = <S extends Schema.Codec<unknown, unknown>>(schema: S, what: string) => {
  const standard = Schema.toStandardSchemaV1(schema)["~standard"]
  return (stored: unknown): Effect.Effect<S["Type"]> =>
    Effect.suspend(() => {
      const result = standard.validate(stored)
      if (result instanceof Promise) return Effect.die(new StoreDefect(`${what}: the schema decodes asynchronously`))
      if (result.issues === undefined) return Effect.succeed(result.value as S["Type"])
      return Effect.die(
        new StoreDefect(`${what}: the stored row does not fit the domain at ${placesOf(result.issues)}`)
      )
    })
}

export const encodeStored = <S extends Schema.Codec<unknown, unknown>>(schema: S, what: string) => {
  const encode = Schema.encodeEffect(schema)
  return (value: S["Type"]): Effect.Effect<S["Encoded"]> =>
    encode(value).pipe(
      Effect.catch(() => Effect.die(new StoreDefect(`${what}: the value does not fit its own schema`)))
    )
}
