/** `/assets/…`: the static files of the pages. Their address changes with their content, so they are kept for ever. */
import { Hono } from "hono"
import { type Assets, assetFolder } from "../assets.ts"
import { immutable } from "../headers.ts"
import type { RequestEnv } from "../problem.ts"

export const assetRoutes = (assets: Assets) =>
  new Hono<RequestEnv>().get(`${assetFolder}:name`, (c) => {
    const asset = assets.find(c.req.param("name"))
    if (asset === undefined) return c.notFound()
    return c.body(asset.content, 200, { "content-type": asset.type, "cache-control": immutable })
  })
