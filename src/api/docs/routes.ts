/** `/docs`: the reference for people, made of the OpenAPI document at the first request and kept while the program runs. */
import { Hono } from "hono"
import type { Assets } from "../assets.ts"
import { pageFor } from "../pages/Page.ts"
import type { RequestEnv } from "../problem.ts"
import { docsPage } from "./docsPage.ts"
import type { OpenApi } from "./OpenApi.ts"

export const docsRoutes = (assets: Assets, documentOf: () => Promise<OpenApi>) => {
  const made = new Map<string, ReturnType<typeof docsPage>>()
  return new Hono<RequestEnv>().get("/docs", async (c) => {
    // The language alone: what else stands in the address is nobody's page.
    const language = c.req.query("lang") ?? "nb"
    const page = pageFor(assets, new URL(`/docs?lang=${encodeURIComponent(language)}`, c.req.url))
    const known = made.get(page.language) ?? docsPage(page, await documentOf())
    made.set(page.language, known)
    return c.html(known)
  })
}
