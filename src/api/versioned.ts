/** The answer of an act that leaves a version behind: the version, also as the ETag the next act names. */
import type { Context } from "hono"
import { etagOf } from "./frame/etag.ts"

export const versioned = (c: Context, { version }: { readonly version: number }) => {
  c.header("etag", etagOf(version))
  return c.json({ version }, 200)
}
