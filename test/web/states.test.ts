/** Feature under test: the states of the round's page that a good round does not show: held, nothing, not solved, broken. */
import { Effect, Schema } from "effect"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { RecommendationsBody } from "../../src/api/contract/rounds.ts"
import { RecommendationsMissing, type Rounds } from "../../src/api/Rounds.ts"
import type { MatchReport, WaitingReport } from "../../src/matching/report.ts"
import { PlanId } from "../../src/store/PlanId.ts"
import { RoundSummary } from "../../src/store/RoundStore.ts"
import { read } from "../api/answers.ts"
import { mockedApp } from "../api/mockedApp.ts"
import { openSolvedWorld } from "../api/world.ts"
import { launchBrowser } from "../support/browser.ts"
import { faultsOf, openSite, sidewaysOf } from "./site.ts"

const summary = (id: string, name: string) =>
  Schema.decodeSync(RoundSummary)({
    id,
    name,
    synthetic: true,
    date: "2024-11-29",
    nextRound: "2024-12-20",
    households: 11,
    persons: 24,
    state: "solved",
    version: 2,
    inputVersion: 1,
    factsVersion: 1,
    plan: null
  })
const round = summary("small", "Liten runde")

let report: MatchReport
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
  const world = await openSolvedWorld()
  report = await read(world.app, "/api/v1/rounds/small/recommendations", RecommendationsBody)
  await world.close()
})
afterAll(() => browser.close())

const show = async <A>(rounds: Partial<Rounds["Service"]>, use: (page: Page) => Promise<A>, width = 1280) => {
  const site = await openSite(mockedApp({ rounds }), browser)
  try {
    return await site.visit("/", use, { viewport: { width, height: 800 } })
  } finally {
    await site.close()
  }
}

const showing = (changed: MatchReport, others: ReadonlyArray<RoundSummary> = []): Partial<Rounds["Service"]> => ({
  list: () => Effect.succeed([round, ...others]),
  getOrLatest: () => Effect.succeed(round),
  getRecommendations: () =>
    Effect.succeed({
      plan: PlanId.make(crypto.randomUUID()),
      createdAt: "2026-11-23T05:00:00.000Z",
      report: changed,
      outdated: false
    })
})

const held: WaitingReport = {
  household: "H-0500" as WaitingReport["household"],
  lane: "ordinary",
  persons: 2,
  level: "others",
  state: "held",
  reason: { code: "held-for-better", below: 400_000, best: 1_500_000 },
  warnings: [],
  excluded: [],
  eligible: 3,
  best: [{ municipality: "0301" as WaitingReport["best"][number]["municipality"], name: "Oslo", fit: 1_500_000 }],
  price: -120_000
}

test("households held back and left over stand with their reason, and other rounds are a click away", async () => {
  const others = [summary("earlier", "Forrige runde")]
  for (const width of [1280, 320]) {
    await show(
      showing({ ...report, held: [held] }, others),
      async (page) => {
        const row = page.getByRole("row", { name: /H-0500/u })
        expect(await row.textContent()).toMatch(/Venter på bedre treff[\s\S]*Oslo 75,0[\s\S]*−12,0/u)
        expect(await page.getByRole("heading", { name: "Uten plass" }).count()).toBe(1)
        expect(await page.getByRole("link", { name: "Forrige runde" }).getAttribute("href")).toBe("/?round=earlier")
        expect(await faultsOf(page)).toEqual([])
        expect(await sidewaysOf(page)).toBe(0)
      },
      width
    )
  }
})

test("a round without a possible plan says why", async () => {
  const conflict = ["Husstand H-0001 er låst til to kommuner."]
  const impossible: MatchReport = { ...report, status: "infeasible", placements: [], conflict }
  await show(showing(impossible), async (page) => {
    expect(await page.locator("main").textContent()).toContain(conflict[0])
    expect(await faultsOf(page)).toEqual([])
  })
})

test("no rounds, and a round not solved yet, are told as such", async () => {
  await show({ list: () => Effect.succeed([]) }, async (page) => {
    expect(await page.locator("h1").textContent()).toBe("Ingen runder ennå")
    expect(await faultsOf(page)).toEqual([])
  })
  const unsolved = { ...showing(report), getRecommendations: () => Effect.fail(new RecommendationsMissing()) }
  await show(unsolved, async (page) => {
    expect(await page.locator("main").textContent()).toContain("Runden er ikke løst ennå.")
    expect(await faultsOf(page)).toEqual([])
  })
})

test("an error of ours is a page with a number to report", async () => {
  await show({ list: () => Effect.die(new Error("planted")) }, async (page) => {
    expect(await page.locator("h1").textContent()).toBe("Noe gikk galt")
    expect(await page.locator("main").textContent()).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/u)
    expect(await faultsOf(page)).toEqual([])
  })
})
