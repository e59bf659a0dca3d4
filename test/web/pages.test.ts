/** Feature under test: the pages in a real browser. Readable by everybody, at any width, without scripts, in three languages. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openSolvedWorld, type World } from "../api/world.ts"
import { faultsOf, openSite, type Site, sidewaysOf } from "./site.ts"

let world: World
let site: Site
beforeAll(async () => {
  world = await openSolvedWorld()
  site = await openSite(world.app)
})
afterAll(async () => {
  await site.close()
  await world.close()
})

const pages = [
  ["the round", "/"],
  ["a household with a place", "/husstander/H-0005"],
  ["a household without one", "/husstander/H-0002"],
  ["an answered «why not»", "/husstander/H-0001?why-not=0301"],
  ["a «why not» that is not understood", "/husstander/H-0001?why-not=nowhere"],
  ["a page that is not there", "/nothing"]
] as const

const inLanguage = (path: string, lang: string) => `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`

describe.each(pages)("%s", (_, path) => {
  test.each(["nb", "nn"])("has nothing axe objects to, in %s", async (lang) => {
    await site.visit(inLanguage(path, lang), async (page) => {
      expect(await faultsOf(page)).toEqual([])
      expect(await page.locator("html").getAttribute("lang")).toBe(lang)
      expect(await page.locator("h1").count()).toBe(1)
      expect(await page.title()).toMatch(/^\S.* – Treff$/u)
      expect(await page.locator("footer").textContent()).toContain(
        lang === "nb" ? "ingen innlogging" : "inga innlogging"
      )
    })
  })

  test("does not scroll sideways at 320 pixels, nor at 1280", async () => {
    for (const width of [320, 1280]) {
      await site.visit(path, async (page) => expect([width, await sidewaysOf(page)]).toEqual([width, 0]), {
        viewport: { width, height: 800 }
      })
    }
  })
})

test("in English, too, nothing is left in Norwegian that has an English word", async () => {
  await site.visit("/?lang=en", async (page) => {
    expect(await faultsOf(page)).toEqual([])
    expect(await page.locator("main").textContent()).not.toMatch(/husstand|kommuner|personer|foreslått/iu)
  })
})

describe("with the keyboard alone", () => {
  test("the first stop is the skip link, and it leads to the content", async () => {
    await site.visit("/", async (page) => {
      await page.keyboard.press("Tab")
      const link = page.locator(":focus")
      expect(await link.textContent()).toBe("Hopp til hovedinnholdet")
      expect((await link.boundingBox())?.height).toBeGreaterThan(20)
      await page.keyboard.press("Enter")
      await page.keyboard.press("Tab")
      expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true)
    })
  })

  test("a wide table is reached by name, and scrolls by arrow", async () => {
    await site.visit(
      "/",
      async (page) => {
        const region = page.getByRole("region", { name: "Forslag til kommune for hver husstand" })
        await region.focus()
        expect(await page.evaluate("document.activeElement.scrollLeft")).toBe(0)
        for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight")
        await page.waitForFunction("document.activeElement.scrollLeft > 0")
      },
      { viewport: { width: 320, height: 800 } }
    )
  })
})

describe("without scripts", () => {
  const withoutScripts = { javaScriptEnabled: false }

  test("from the round to a household, to «why not» and to a household that would move, in one language", async () => {
    await site.visit(
      "/?lang=nn",
      async (page) => {
        await page.getByRole("link", { name: "H-0001" }).click()
        await page.getByLabel("Kommune", { exact: true }).selectOption({ label: "Oslo (Oslo)" })
        await page.getByRole("button", { name: "Vis kvifor ikkje" }).click()
        expect(new URL(page.url()).search).toBe("?round=small&lang=nn&why-not=0301")
        const answer = page.locator(".part-why-not")
        expect(await answer.textContent()).toMatch(/Kvifor ikkje Oslo\?[\s\S]*Oslo/u)
        expect(await page.getByLabel("Kommune", { exact: true }).inputValue()).toBe("0301")
        await answer.getByRole("link", { name: /^H-/u }).first().click()
        expect(await page.locator("h1").textContent()).toMatch(/^Hushald H-/u)
      },
      withoutScripts
    )
  })

  test("another language shows the same page", async () => {
    await site.visit(
      "/husstander/H-0005?round=small&why-not=1103",
      async (page) => {
        await page.getByRole("link", { name: "English" }).click()
        expect(new URL(page.url()).search).toBe("?round=small&why-not=1103&lang=en")
        expect(await page.locator("h1").textContent()).toContain("H-0005")
      },
      withoutScripts
    )
  })
})

test("every fact stands with its value, source, day and kind", async () => {
  await site.visit("/husstander/H-0001", async (page) => {
    const table = page.getByRole("table", { name: "Hensyn som teller, med fakta og kilder" })
    const cells = await table.locator("tbody tr").first().locator("td").allTextContents()
    expect(cells).toHaveLength(6)
    expect(cells.slice(1).every((cell) => cell.trim() !== "")).toBe(true)
    expect(await table.getByText(/^(målt|modellert|syntetisk|om personen)$/u).count()).toBeGreaterThan(3)
  })
})

test("the household nobody may see has no page, and is on none", async () => {
  for (const [path, status] of [
    ["/husstander/H-0015", 404],
    ["/husstander/H-9999", 404],
    ["/", 200]
  ] as const) {
    await site.visit(path, async (page) => {
      expect(await page.content()).not.toContain('H-0015"')
      expect((await page.request.get(page.url())).status()).toBe(status)
    })
  }
})
