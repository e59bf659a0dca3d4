/** Feature under test: the reference at /docs says all of what /openapi.json says, to everybody, without a script. */
import { generateSpecs } from "hono-openapi"
import { afterAll, beforeAll, expect, test } from "vitest"
import { loadAssets } from "../../src/api/assets.ts"
import type { OpenApi } from "../../src/api/docs/OpenApi.ts"
import { docsRoutes } from "../../src/api/docs/routes.ts"
import { documentation } from "../../src/api/openapi.ts"
import { problemCodes } from "../../src/api/problem.ts"
import { assetRoutes } from "../../src/api/routes/assets.ts"
import { faultsOf, openSite, type Site, sidewaysOf } from "../web/site.ts"
import { writesApp } from "./frame/writes.ts"
import { mockedApp } from "./mockedApp.ts"

const app = mockedApp({}, { version: "1.2.3-test" })
const document = (await (await app.request("/openapi.json")).json()) as OpenApi

let site: Site
beforeAll(async () => {
  site = await openSite(app)
})
afterAll(() => site.close())

test("every operation, parameter, answer, schema and kind of problem is there", async () => {
  await site.visit("/docs", async (page) => {
    const text = (await page.locator("main").textContent()) ?? ""
    /** By id: what the article says that has it. */
    const articles = await page.evaluate<Readonly<Record<string, string>>>(
      "Object.fromEntries([...document.querySelectorAll('article [id]')].map((one) => [one.id, one.closest('article').textContent]))"
    )
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { operationId, parameters = [], responses, summary }] of Object.entries(methods)) {
        const said = articles[operationId] ?? ""
        for (const word of [summary, `${method.toUpperCase()} ${path}`, ...parameters.map(({ name }) => name)]) {
          expect(said).toContain(word)
        }
        for (const status of Object.keys(responses)) expect(said).toContain(status)
      }
    }
    for (const [name, { examples = [], properties = {} }] of Object.entries(document.components.schemas)) {
      const said = articles[`schema-${name}`] ?? ""
      for (const example of examples.slice(0, 1)) expect(said).toContain(JSON.stringify(example, null, 2))
      for (const property of Object.keys(properties)) expect(said).toContain(property)
    }
    for (const code of problemCodes) expect(text).toContain(`urn:treff:problem:${code}`)
    expect(text).toContain("1.2.3-test")
    expect(text).not.toMatch(/undefined|\[object|NaN/u)
  })
})

test("every link inside leads somewhere, and no id is given twice", async () => {
  await site.visit("/docs", async (page) => {
    const broken = await page.evaluate<ReadonlyArray<string>>(
      "[...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.hash.slice(1)).filter((id) => document.getElementById(id) === null)"
    )
    expect(broken).toEqual([])
    const ids = await page.evaluate<ReadonlyArray<string>>("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })
})

test("it has nothing axe objects to when all of it is open", async () => {
  await site.visit("/docs?lang=en", async (page) => {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    expect(await faultsOf(page)).toEqual([])
    expect(await page.locator("h1").count()).toBe(1)
  })
})

test.each([320, 768, 1280])("it does not scroll sideways at %i pixels, closed or open", async (width) => {
  await site.visit(
    "/docs",
    async (page) => {
      expect(await sidewaysOf(page)).toBe(0)
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
      expect(await sidewaysOf(page)).toBe(0)
    },
    { viewport: { width, height: 800 } }
  )
})

test("a keyboard opens a schema", async () => {
  await site.visit("/docs", async (page) => {
    const details = page.locator("details").first()
    await details.locator("summary").focus()
    await page.keyboard.press("Enter")
    expect(await page.evaluate<boolean>("document.querySelector('details').open")).toBe(true)
  })
})

test("it holds no script and no style of its own, and nothing that stood in the address", async () => {
  const planted = await (await app.request("/docs?lang=%3Cscript%3E&x=planted")).text()
  const page = await (await app.request("/docs")).text()
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/iu)
  expect(planted).toBe(page)
})

test("a write shows its headers, its body whole and what a body may look like", async () => {
  const assets = loadAssets()
  const documentOf = async () =>
    (await generateSpecs(writesApp().app, { documentation: documentation("test") })) as unknown as OpenApi
  const written = assetRoutes(assets).route("/", docsRoutes(assets, documentOf))
  const writing = await openSite(written)
  await writing.visit("/docs", async (page) => {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    expect(await faultsOf(page)).toEqual([])
    const part = page.locator("article").filter({ hasText: "POST /things" }).first()
    const said = ((await part.textContent()) ?? "").replaceAll(/\s+/gu, " ")
    for (const word of [
      "Treff-Request",
      "If-Match",
      "Idempotency-Key",
      "reasons[].code",
      "at most 50",
      '"places": 4'
    ]) {
      expect(said).toContain(word)
    }
  })
  await writing.close()
})
