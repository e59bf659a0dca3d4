/** The browser tests see what they look for: a page that breaks the policy, loads from elsewhere or is too wide fails. */
import { Hono } from "hono"
import { afterAll, beforeAll, expect, test } from "vitest"
import { securityHeaders } from "../../src/api/headers.ts"
import { openSite, type Site, sidewaysOf } from "./site.ts"

const page = (body: string) =>
  `<!doctype html><html lang="nb"><title>x</title><link rel="icon" href="data:,"><body>${body}`
const app = new Hono()
  .use(securityHeaders)
  .get("/good", (c) => c.html(page("<h1>x</h1>")))
  .get("/style", (c) => c.html(page(`<h1 style="color:red">x</h1>`)))
  .get("/script", (c) => c.html(page("<script>document.title = 'y'</script>")))
  .get("/elsewhere", (c) => c.html(page(`<img alt="" src="http://localhost:9/x.png">`)))
  .get("/missing", (c) => c.html(page(`<img alt="" src="/nothing.png">`)))
  .get("/wide", (c) => c.html(page(`<pre>${"x".repeat(400)}</pre>`)))

let site: Site
beforeAll(async () => {
  site = await openSite(app)
})
afterAll(() => site.close())

test.each(["/style", "/script", "/elsewhere", "/missing"])("%s is complained of", async (path) => {
  await expect(site.visit(path, (tab) => tab.waitForLoadState("networkidle"))).rejects.toThrow(path)
})

test("a good page is not, and a wide one is seen to be wide", async () => {
  expect(await site.visit("/good", sidewaysOf)).toBe(0)
  expect(await site.visit("/wide", sidewaysOf, { viewport: { width: 320, height: 600 } })).toBeGreaterThan(1000)
})
