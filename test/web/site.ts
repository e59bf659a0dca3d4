/** The application behind a real port, and a real browser that keeps what went wrong while it showed a page. */
import { AxeBuilder } from "@axe-core/playwright"
import { Effect, Exit, Scope } from "effect"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { listen } from "../../src/api/server.ts"
import { launchBrowser } from "../support/browser.ts"

interface Application {
  readonly fetch: (request: Request) => Response | Promise<Response>
}

/** With a browser of its own, or one that somebody else closes. */
export const openSite = async (app: Application, shared?: Browser) => {
  const scope = await Effect.runPromise(Scope.make())
  const port = await Effect.runPromise(
    Scope.provide(
      listen((request) => app.fetch(request), 0),
      scope
    )
  )
  const browser = shared ?? (await launchBrowser())
  return {
    /** Shows a page to `use`; fails when the browser had anything to complain of, but for the status of the page itself. */
    visit: async <A>(
      path: string,
      use: (page: Page) => Promise<A>,
      options: BrowserContextOptions = {}
    ): Promise<A> => {
      const context = await browser.newContext({ locale: "nb-NO", timezoneId: "Europe/Oslo", ...options })
      const complaints: Array<string> = []
      const tab = await context.newPage()
      tab.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
      })
      tab.on("pageerror", (error) => complaints.push(error.message))
      tab.on("response", (answer) => {
        if (answer.status() >= 400 && !answer.request().isNavigationRequest())
          complaints.push(`${answer.url()} is missing`)
      })
      tab.on("requestfailed", (request) => complaints.push(`${request.url()} failed`))
      try {
        await tab.goto(`http://localhost:${port}${path}`)
        const result = await use(tab)
        // The console tells of every status; that of the page itself is the test's own business.
        const unforeseen = complaints.filter((text) => !/the server responded with a status of [45]\d\d/u.test(text))
        if (unforeseen.length > 0) throw new Error(`${path}: ${unforeseen.join("\n")}`)
        return result
      } finally {
        await context.close()
      }
    },
    close: async () => {
      if (shared === undefined) await browser.close()
      await Effect.runPromise(Scope.close(scope, Exit.void))
    }
  }
}

export type Site = Awaited<ReturnType<typeof openSite>>

/** What axe has against a page: rule and element. */
export const faultsOf = async (page: Page): Promise<ReadonlyArray<string>> => {
  // In one go, which sees no frames of other sites, and there are none: in parts, what is right on a long page is copied out and
  // in again with it, and that takes longer than looking.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** Pixels the page is wider than the window. */
export const sidewaysOf = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth")
