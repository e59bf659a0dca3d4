// What is printed keeps within the terminal, is in order, and says in words what the values say.

import { stripVTControlCharacters } from "node:util"
import { expect, test } from "vitest"
import { renderExplanation } from "../../src/commands/tables/explanation.ts"
import { lengthOf, renderTable, wrap } from "../../src/commands/tables/layout.ts"
import { renderMatch } from "../../src/commands/tables/match.ts"
import type { MatchReport } from "../../src/matching/report.ts"
import { type Language, languages } from "../../src/texts/language.ts"
import { explanationDocument } from "../../src/texts/sentences.ts"
import {
  alternative,
  code,
  criterion,
  explanation,
  household,
  names,
  placement,
  report,
  waitingReport,
  whyNotTromsø
} from "../texts/handMade.ts"

const show = (more: Partial<MatchReport>, columns = 80, language: Language = "nb"): string =>
  renderMatch(report(more), { language, columns, color: false })
const linesOf = (text: string): ReadonlyArray<string> => text.split("\n")
const widest = (text: string): number => Math.max(...linesOf(text).map(lengthOf))

const many: Partial<MatchReport> = {
  placements: [
    placement({ household: household("H-0003"), level: "others", questions: ["dwelling-size"] }),
    placement({ household: household("H-0002"), level: "others", reason: { code: "locked" } }),
    placement({
      household: household("H-0009"),
      level: "limit-before-next-round",
      name: "Nordre Follo i et langt navn som ikke får plass",
      robustness: 0.31,
      rankOfPlaced: 12
    }),
    placement({
      household: household("H-0004"),
      level: "minors-and-children",
      state: "fixed",
      reason: { code: "agreed-self-settlement" }
    })
  ],
  held: [
    waitingReport({
      household: household("H-0050"),
      state: "held",
      reason: { code: "held-for-better", below: 1, best: 2 },
      best: [{ municipality: code("1121"), name: "Time", fit: 1_420_000 }],
      price: -30_000
    })
  ],
  unplaced: [waitingReport()],
  rules: [
    { id: "C3", price: 1_250_000, share: 0.003, placed: 2, moved: 14 },
    { id: "C99", price: 0, share: 0, placed: 0, moved: 0 }
  ],
  findings: [
    ...["0301", "1103", "1121", "5501", "1124", "1127"].map((field) => ({
      severity: "warning" as const,
      code: "above-free-places",
      field,
      message: "…"
    })),
    { severity: "warning", code: "brand-new", field: "x", message: "Something the texts do not know yet." }
  ]
}

test("the run is summed up: proved, placed, waiting, points with bound and gap, time and versions", () => {
  const text = show({})
  expect(text).toContain("Beste plan, bevist")
  expect(text).toMatch(/Plassert +5 av 7 personer · 2 av 3 husstander/)
  expect(text).toContain("123,5 poeng · øvre grense 123,5 · avstand 0\u00a0%")
  expect(text).toMatch(/løst 1,25 s.*regler priset\s+12 s/s)
  expect(text).toContain("frø 2024")
})

test("a plan that is not proved says how far it may be, and what stopped it", () => {
  const text = show({ status: "feasible", stoppedBy: "time", gap: 0.000137 })
  expect(text.replaceAll(/\s+/g, " ")).toContain(
    "ikke bevist best: høyst 0,014 % fra det beste mulige, stoppet av tidsgrensen"
  )
})

test("no plan shows no figures of a plan, and why it is impossible", () => {
  const text = show({ status: "infeasible", conflict: ["Household H-1 is locked to location A."] })
  expect(text).toContain("Ingen plan er mulig")
  expect(text).toContain("Household H-1 is locked to location A.")
  expect(text).not.toContain("Samlet treff")
})

test("placements stand by level, then by id", () => {
  const order = linesOf(show(many)).flatMap((line) => /^(?:H-000\d|Fristen|Mindreårige|Andre)/.exec(line)?.[0] ?? [])
  expect(order).toEqual(["Fristen", "H-0009", "Mindreårige", "H-0004", "Andre", "H-0002", "H-0003"])
})

test("a placement has its fit, interval, robustness, rank and open questions, and below it what counts most", () => {
  const lines = linesOf(show(many))
  const at = lines.findIndex((line) => line.startsWith("H-0003"))
  expect(lines[at]).toMatch(/H-0003 +1 +Time +52,5 +45,0–60,1 +92\u00a0% +1\/212 +1$/)
  expect(lines[at + 1]).toBe("  arbeid i eget yrke +43 · eget ønske +10")
})

test("on a wide terminal the reasons stand in a column of their own", () => {
  const line = linesOf(show(many, 140)).find((one) => one.startsWith("H-0003"))
  expect(line).toContain("arbeid i eget yrke +43 · eget ønske +10")
})

test("locked and agreed are words, and an agreed settlement has no robustness", () => {
  const text = show(many)
  expect(text).toMatch(/H-0002.*Time \(låst\)/)
  expect(text).toMatch(/H-0004.*Time \(avtalt\) .* – +1\/212/)
})

test("who waits has a reason: the best to wait for and its price, or what shut it out", () => {
  const text = show(many)
  expect(text).toMatch(/H-0050 +2 +−3,0 +Time 71,0/)
  expect(text).toMatch(/H-0100 +2 +Ingen plass igjen/)
  expect(text).toContain("Plasser i runden: 2 kommuner")
})

test("rules have their price, and one the texts do not know is shown by its id", () => {
  const text = show(many)
  expect(text).toMatch(/Minste antall hver kommune skal ta imot +\+125,0 \(0,30\s%\) +\+2 personer +14/)
  expect(text).toMatch(/C99 +0,0 \(0\s%\) +som nå +0/)
})

test("findings are grouped with examples, and one the texts do not know keeps its message", () => {
  const text = renderMatch(report(many), { language: "nb", columns: 140, color: false, names })
  expect(text).toContain(
    "merk  Runden har flere plasser enn kommunen har ledige: Oslo, Stavanger, Time, Tromsø og 1124 og 1 til"
  )
  expect(text).toContain("Something the texts do not know yet.")
})

test("the caveats close the page, and made-up persons are said to be so only where they are", () => {
  expect(show({})).toContain("Forslag, ikke vedtak: en saksbehandler bestemmer.")
  expect(linesOf(show({})).at(-1)).toBe("Alle personer er syntetiske.")
  expect(show({ synthetic: false })).not.toContain("Alle personer")
})

const whole = explanationDocument(
  explanation({
    alternatives: [alternative({ full: true, price: 10_000 })],
    excluded: [{ criterion: "places", municipalities: [code("0301"), code("5501")], evidence: [] }],
    questions: ["dwelling-size", "same-age-place"],
    missing: [{ about: "person", fact: "education", criterion: "education-path" }],
    warnings: [{ code: "not-ready", elements: ["interview", "adults-heard", "comment-deadline"] }],
    whyNot: whyNotTromsø()
  }),
  { audience: "officer", language: "nb", names, synthetic: true }
)

test.each([60, 80, 100, 140, 200])("nothing is wider than %i columns, in any language", (columns) => {
  for (const language of languages) expect(widest(show(many, columns, language))).toBeLessThanOrEqual(columns)
  expect(widest(renderExplanation(whole, { columns, color: false }))).toBeLessThanOrEqual(columns)
})

test("an explanation has every section with its heading, and details below their row", () => {
  const lines = linesOf(renderExplanation(whole, { columns: 80, color: false }))
  for (const section of whole.sections) expect(lines).toContain(section.heading)
  const at = lines.findIndex((line) => line.startsWith("Stavanger (nr. 2)"))
  expect(lines[at]).toMatch(/−3,4$/)
  expect(lines[at + 1]).toBe("  arbeid i eget yrke −3,4 · fullt · pris 1,0 poeng")
})

test("without colour there is no escape, and colour changes nothing but colour", () => {
  for (const columns of [80, 140]) {
    const [plain, coloured] = [false, true].map((color) =>
      renderMatch(report(many), { language: "nb", columns, color })
    )
    expect(plain).not.toContain("\u001b")
    expect(coloured).toContain("\u001b[")
    expect(linesOf(stripVTControlCharacters(coloured!)).map((line) => line.trimEnd())).toEqual(linesOf(plain!))
  }
})

test("free text cannot steer the terminal", () => {
  const assessment = "Bra\u001b[2J\u001b]0;x\u0007 skole\u202e\nog venner"
  const childrensBest = { children: 1, points: 0, possible: 1, bestForChildren: null, views: [], assessment }
  const document = explanationDocument(explanation({ childrensBest }), { audience: "officer", language: "nb", names })
  const text = renderExplanation(document, { columns: 100, color: false })
  expect(["\u0007", "\u001b", "\u202e"].filter((mark) => text.includes(mark))).toEqual([])
  expect(text).toContain("skole og venner")
})

test("lines break at spaces, not at no-break spaces, and a word too long is cut", () => {
  expect(wrap("ett to tre", 6)).toEqual(["ett to", "tre"])
  expect(wrap("pris 26\u00a0% nå", 8)).toEqual(["pris", "26\u00a0% nå"])
  expect(wrap("abcdefgh ij", 3)).toEqual(["abc", "def", "gh", "ij"])
  expect(wrap("", 10)).toEqual([])
})

test("a table aligns numbers to the right, and wraps the columns that give way when it is too wide", () => {
  const lines = renderTable(
    [
      { head: "Navn", least: 6 },
      { head: "Tall", align: "right" }
    ],
    [{ cells: [{ text: "en lang tekst her" }, { text: "7" }] }, { cells: [{ text: "kort" }, { text: "1200" }] }],
    { columns: 60, color: false }
  )
  expect(lines).toEqual([
    "Navn               Tall",
    "───────────────────────",
    "en lang tekst her     7",
    "kort               1200"
  ])
})

test("a criterion that gives little is not among the reasons", () => {
  const placements = [placement({ reasons: [criterion("own-wish", 1000, 400_000)] })]
  expect(show({ placements })).toContain("  lite er kjent")
})
