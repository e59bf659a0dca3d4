/**
 * Long lists, a page at a time: after the last key of the page before, never by number, so that nothing is lost or shown
 * twice when the list changes. The cursor is opaque to the client and holds ids and dates only: it stands in an address.
 */
import { type Option, Schema } from "effect"
import type { Context } from "hono"

const largestPage = 100
const usualPage = 50

/** Characters. */
const longestCursor = 400

/** Fields of a query struct. */
export const pageParameters = {
  limit: Schema.optionalKey(
    // A filter of our own is not in the document: what is said of the parameter stands before it.
    Schema.String.annotate({
      description: `How many at most, from 1 to ${largestPage}; default ${usualPage}`,
      examples: ["50"]
    }).check(
      Schema.makeFilter((text) => /^[1-9]\d{0,2}$/u.test(text) && Number(text) <= largestPage, {
        expected: `a whole number from 1 to ${largestPage}`
      })
    )
  ),
  after: Schema.optionalKey(
    Schema.String.check(Schema.isPattern(/^[\w-]+$/u), Schema.isMaxLength(longestCursor)).annotate({
      description: "Where the page before ended: follow `next` of its answer"
    })
  )
}

export const limitOf = (limit: string | undefined): number => (limit === undefined ? usualPage : Number(limit))

/** The key a list is ordered by, as a word in an address. */
export const makeCursor = <A, I>(key: Schema.Codec<A, I>) => {
  const json = Schema.fromJsonString(key)
  const encode = Schema.encodeSync(json)
  const decode = Schema.decodeUnknownOption(json)
  return {
    write: (value: A): string => Buffer.from(encode(value), "utf8").toString("base64url"),
    /** None for a word we never gave. */
    read: (cursor: string): Option.Option<A> => decode(Buffer.from(cursor, "base64url").toString("utf8"))
  }
}

export interface Page<A> {
  readonly items: ReadonlyArray<A>
  /** Path and query of the page after this one; null on the last. */
  readonly next: string | null
}

export const pageBody = <S extends Schema.Constraint>(item: S) =>
  Schema.Struct({
    items: Schema.Array(item),
    next: Schema.NullOr(Schema.String).annotate({ description: "Address of the page after this one; null on the last" })
  })

/** Of rows of which one more was asked for than the page holds: that one tells whether there is a page after it. */
export const pageOf = <A>(
  c: Context,
  rows: ReadonlyArray<A>,
  limit: number,
  cursorOf: (last: A) => string
): Page<A> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  if (rows.length <= limit || last === undefined) return { items, next: null }
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set("after", cursorOf(last))
  return { items, next: `${pathname}?${searchParams}` }
}
