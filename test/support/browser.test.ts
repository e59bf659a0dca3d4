// The browser of the tests starts, renders, and axe sees what is wrong in it: without this, a green page means nothing.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { AxeBuilder } from "@axe-core/playwright"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { launchBrowser } from "./browser.ts"

const page = `<!doctype html><html lang="nb"><title>Blåbærøya</title><main><h1>Æøå</h1><img src="data:,"></main></html>`
const server = createServer((_, response) => response.setHeader("content-type", "text/html; charset=utf-8").end(page))
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
})
afterAll(async () => {
  await browser.close()
  server.close()
})

test("axe finds the planted image without a text alternative, and nothing else", async () => {
  const context = await browser.newContext()
  const tab = await context.newPage()
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect(await tab.title()).toBe("Blåbærøya")
  const { violations } = await new AxeBuilder({ page: tab }).analyze()
  expect(violations.map((violation) => violation.id)).toEqual(["image-alt"])
  await context.close()
})
