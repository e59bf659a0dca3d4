// Sentences from values: each audience reads what its masked explanation holds, and nothing is added to it.
import { expect, test } from "vitest"
import { forAudience } from "../../src/matching/audience.ts"
import type { Explanation } from "../../src/matching/explanation.ts"
import type { DocumentSection, ExplanationDocument } from "../../src/texts/document.ts"
import { catalogueOf, type Language, languages } from "../../src/texts/language.ts"
import { explanationDocument, shortReason, topReasons } from "../../src/texts/sentences.ts"
import {
  alternative,
  code,
  criterion,
  explanation,
  madeUp,
  measured,
  names,
  said,
  waiting,
  whyNotTromsø
} from "./handMade.ts"

type Audience = "officer" | "municipality" | "person" | "archive"

const read = (audience: Audience, more: Partial<Explanation> = {}, language: Language = "nb"): ExplanationDocument =>
  explanationDocument(forAudience(explanation(more), audience), { audience, language, names })

const sectionOf = (document: ExplanationDocument, id: DocumentSection["id"]): string => {
  const found = document.sections.find((section) => section.id === id)
  if (found === undefined) return ""
  const rows = (found.rows ?? []).map((row) => [row.label, row.value, row.detail].join(" | "))
  return [found.heading, ...found.paragraphs, ...rows].join("\n")
}
const all = (document: ExplanationDocument): string =>
  [document.title, document.lead, ...document.sections.map((section) => sectionOf(document, section.id))].join("\n")

test("an officer reads where, how good, how sure of it, and the rank among the possible", () => {
  const document = read("officer")
  expect(document.title).toBe("Husstand H-0001: Time foreslått")
  expect(document.lead).toMatch(/^Forslag, ikke vedtak: en saksbehandler bestemmer\./)
  const suggestion = sectionOf(document, "suggestion")
  expect(suggestion).toContain("Treffet er 52,5 av 100, trolig mellom 45,0 og 60,1.")
  expect(suggestion).toContain("det beste treffet blant 212 kommuner")
})

test("criteria stand by contribution, each of the most it could have given, with its facts in words", () => {
  const why = sectionOf(read("officer"), "why")
  expect(why).toContain(
    "Arbeid i eget yrke | 42,5 av 60,0 | Yrke: Sykepleiere (2223) · Arbeidssøkere per ny ledig stilling i fylket: 1,2"
  )
  expect(why).toContain("Eget ønske | 10,0 av 40,0 | Ønsker å bo i: Tromsø og Stavanger")
  expect(why.indexOf("Arbeid i eget yrke")).toBeLessThan(why.indexOf("Eget ønske"))
})

test("every fact says who says so, when, and what kind of figure it is", () => {
  const facts = [said("education-level", 4), measured("gp-capacity", 103.5), madeUp("dwellings-with-rooms", 4)]
  const shown = sectionOf(read("officer", { facts }), "facts")
  expect(shown).toContain(
    "Høyeste fullførte utdanning | fullført videregående | oppgitt i bosettingssamtalen, 07.10.2024"
  )
  expect(shown).toContain("103,5 % | Tabell 1, 01.01.2024, målt")
  expect(shown).toContain("Innmeldt bolig | minst 4 rom | syntetisk: laget for demonstrasjon, 01.01.2024")
})

test.each([
  ["relative-in", "1103 5501", "Stavanger og Tromsø"],
  ["wishes", "55", "Troms"],
  ["wishes", "11,9999", "fylke 11 og kommune 9999"],
  ["recognition-status", "needs-supplement", "mangler tilleggsutdanning"],
  ["norwegian-track", "alphabetisation", "alfabetisering"],
  ["service-missing", "dialysis", "dialyse"],
  ["same-age-education", "introductory-class", "innføringsklasse"],
  ["norwegian-track-starts", "2025-01-20", "20. januar 2025"],
  ["norwegian-track-offered", false, "nei"],
  ["adult-education", 1, "ja"],
  ["hospital-km", 23, "23 km"],
  ["interpreters", 1, "1 tolk"],
  ["region-jobs", 175_357, "175\u00a0357 jobber"],
  ["something-new", "as it is", "as it is"]
])("the fact %s with value %s reads %s", (fact, value, expected) => {
  expect(sectionOf(read("officer", { facts: [measured(fact, value)] }), "facts")).toContain(`| ${expected} |`)
})

test("an occupation has the title of the standard, in English where the text is English", () => {
  expect(sectionOf(read("officer", {}, "en"), "facts")).toContain("Nurses (2223)")
  expect(sectionOf(read("officer", {}, "nn"), "facts")).toContain("Sykepleiere (2223)")
})

test("what is unknown says about whom and what it concerns, and that unknown is not zero", () => {
  const missing = [
    { about: "person", fact: "education", criterion: "education-path" },
    { about: "municipality", fact: "dwellings", criterion: "dwelling-room" }
  ] as const
  const unknown = sectionOf(read("officer", { missing }), "unknown")
  expect(unknown).toContain("Ukjent er ikke null")
  expect(unknown).toContain("Om husstanden | Utdanning | gjelder neste steg i utdanningen")
  expect(unknown).toContain("Om kommunen | Innmeldte boliger | gjelder bolig med plass til flere")
})

test("a mean that stands in for an unknown is told beside its criterion, and is nobody's fact", () => {
  const facts = [{ ...measured("mean-of-persons", 43), source: "Treff", kind: "modelled" as const }]
  const criteria = [criterion("education-path", 100_000, 200_000, { facts, missing: ["person:education"] })]
  expect(sectionOf(read("officer", { criteria }), "why")).toMatch(/Neste steg i utdanningen .*gjennomsnitt.*43/)
  for (const audience of ["officer", "person", "municipality"] as const) {
    expect(sectionOf(read(audience, { criteria }), "facts")).not.toContain("gjennomsnitt")
  }
})

test("what the municipality must confirm is a question it can answer", () => {
  const confirm = sectionOf(read("officer", { questions: ["dwelling-size", "dialysis"] }), "confirm")
  expect(confirm).toContain("Boligstørrelse | Har dere en bolig med nok rom til husstanden, og fra hvilken dato?")
  expect(confirm).toContain("Dialyse | ")
})

test("an alternative has its difference, the criteria behind it, and what it would cost", () => {
  const alternatives = [alternative({ full: true, price: 40_000, questions: ["step-free"] })]
  expect(sectionOf(read("officer", { alternatives }), "alternatives")).toContain(
    "Stavanger (nr. 2) | −3,4 | arbeid i eget yrke −3,4 · 1 ting må bekreftes · fullt · pris 4,0 poeng"
  )
})

test("the price of the place and the robustness are said in words", () => {
  const document = read("officer", { price: 125_000 })
  expect(sectionOf(document, "round")).toContain("er verdt 12,5 poeng for resten av runden")
  expect(sectionOf(document, "robustness")).toContain("92 av 100 trekninger")
  expect(
    sectionOf(read("officer", { robustness: { keeps: 0.4, staysInTop: 0.9, draws: 100 } }), "robustness")
  ).toContain("svært usikkert")
})

test("excluded municipalities are counted by reason, with examples", () => {
  const excluded = [
    { criterion: "places", municipalities: ["0301", "1103", "1121", "5501"].map(code), evidence: [] },
    { criterion: "dwelling-size", municipalities: [code("0301")], evidence: [] }
  ] as const
  const shown = sectionOf(read("officer", { excluded }), "excluded")
  expect(shown).toContain("5 kommuner er utelukket")
  expect(shown).toContain(
    "Plasser i runden | 4 kommuner | kommunen har ikke nok plasser til husstanden i denne runden (for eksempel Oslo, Stavanger og Time)"
  )
  expect(shown).toContain("Boligstørrelse | 1 kommune | kommunen har ikke meldt inn en bolig som er stor nok (Oslo)")
})

test("a protected household shows «skjermet grunn», never the area and never the kind", () => {
  const protectedOne: Partial<Explanation> = {
    warnings: [{ code: "protected", elements: [] }],
    excluded: [{ criterion: "protected-area", municipalities: ["1103", "1121", "5501"].map(code), evidence: [] }],
    whyNot: whyNotTromsø({ answer: "hard-criterion", excluded: [{ criterion: "protected-area", evidence: [] }] })
  }
  const kinds = /vold|violence|kontroll|tvang|ekteskap|marriage|lgbt|lhbt|kode 6|kode 7|code 6|code 7|confidential/iu
  for (const language of languages) {
    const officer = read("officer", protectedOne, language)
    expect(sectionOf(officer, "excluded")).not.toContain("Stavanger")
    expect(sectionOf(officer, "why-not").toLowerCase()).toContain(catalogueOf(language).protectedReason)
    for (const audience of ["officer", "archive", "person", "municipality"] as const) {
      expect(all(read(audience, protectedOne, language))).not.toMatch(kinds)
    }
    expect(all(read("person", protectedOne, language)).toLowerCase()).not.toContain(
      catalogueOf(language).protectedReason
    )
  }
  expect(sectionOf(read("officer", protectedOne), "excluded")).toContain("Skjermet grunn | 3 kommuner")
  expect(sectionOf(read("person", protectedOne), "why-not")).toContain("Tromsø kan ikke velges i denne runden.")
})

test("why not: an officer sees who holds the place, what it would cost and who would move", () => {
  const shown = sectionOf(read("officer", { whyNot: whyNotTromsø() }), "why-not")
  expect(shown).toContain("Hvorfor ikke Tromsø?")
  expect(shown).toContain("Plassene i Tromsø brukes av H-0007 og H-0009.")
  expect(shown).toContain("endres det samlede treffet i runden med −12,3 poeng")
  expect(shown).toContain("2 personer færre får plass.")
  expect(shown).toContain("H-0007 | Tromsø → Time | −5,0")
})

test("only the officer's version names other households, whatever is asked", () => {
  const asked: ReadonlyArray<Partial<Explanation>> = [
    { whyNot: whyNotTromsø() },
    { whyNot: whyNotTromsø({ answer: "not-placed-there" }) },
    { whyNot: whyNotTromsø({ answer: "lower-fit", fitDifference: -20_000 }) },
    { whyNot: whyNotTromsø({ answer: "lock" }) }
  ]
  for (const more of asked) {
    for (const audience of ["municipality", "person", "archive"] as const) {
      expect(all(read(audience, more))).not.toMatch(/H-000[79]/)
    }
  }
  expect(all(read("archive", asked[0]!))).toContain("Plassene i Tromsø brukes av andre husstander.")
  expect(all(read("archive", asked[0]!))).toContain("2 husstander får en annen kommune enn i planen")
})

test("why not: a lower fit says what differs, a lock says who decided, and the chosen one says so", () => {
  const lower = whyNotTromsø({
    answer: "lower-fit",
    fitDifference: -51_000,
    byCriterion: [{ criterion: "occupation-match", points: -51_000 }]
  })
  expect(sectionOf(read("officer", { whyNot: lower }), "why-not")).toContain(
    "Treffet i Tromsø er 5,1 lavere enn i forslaget."
  )
  expect(sectionOf(read("officer", { whyNot: lower }), "why-not")).toContain(
    "Dette skiller mest: arbeid i eget yrke −5,1."
  )
  expect(sectionOf(read("officer", { whyNot: whyNotTromsø({ answer: "lock" }) }), "why-not")).toContain(
    "En saksbehandler har låst husstanden"
  )
  expect(sectionOf(read("officer", { whyNot: whyNotTromsø({ answer: "chosen" }) }), "why-not")).toContain(
    "er kommunen som er foreslått"
  )
  const impossible = whyNotTromsø({ answer: "not-placed-there", difference: null })
  expect(sectionOf(read("officer", { whyNot: impossible }), "why-not")).toContain("Ingen plan for runden er mulig")
})

test("barnets beste: points, the better place, every child's view or its absence, and the assessment or its lack", () => {
  const childrensBest = {
    children: 2,
    points: 400_000,
    possible: 500_000,
    bestForChildren: { municipality: code("1103"), name: "Stavanger", difference: 50_000 },
    views: [
      { heard: true, on: "2024-11-09", how: "med tolk", view: "Vil spille fotball" },
      { heard: false, reason: "Under sju år" }
    ],
    assessment: null
  } as const
  const shown = sectionOf(read("officer", { childrensBest, persons: 3 }), "childrens-best")
  expect(shown).toContain("For barna er treffet 80,0 av 100.")
  expect(shown).toContain("Stavanger er best for barna, 10,0 høyere.")
  expect(shown).toContain("Hørt 9. november 2024 (med tolk): «Vil spille fotball»")
  expect(shown).toContain("Ikke hørt: Under sju år")
  expect(shown).toContain("kan ikke publiseres før den er skrevet")
  const toFamily = sectionOf(read("person", { childrensBest, persons: 3 }), "childrens-best")
  expect(toFamily).toContain("hørt 9. november 2024")
  expect(toFamily).not.toContain("fotball")
})

test("readiness names every missing element, and warnings are sentences", () => {
  const warnings: Explanation["warnings"] = [
    { code: "not-ready", elements: ["interview", "best-interests"] },
    { code: "health-not-clarified", elements: [] }
  ]
  const shown = sectionOf(read("officer", { warnings }), "readiness")
  expect(shown).toContain("bosettingssamtalen er ikke gjennomført; vurderingen av barnets beste mangler.")
  expect(shown).toContain("Det er ikke det samme som ingen behov")
  expect(sectionOf(read("officer"), "readiness")).toContain("er på plass")
})

test("a household without a place gets the reason and its best places, and no figures of a placement", () => {
  const document = read("officer", { ...waiting, alternatives: [alternative()] })
  expect(document.title).toBe("Husstand H-0001: ikke plassert")
  expect(document.lead).toContain("er fulle i denne runden")
  expect(document.sections.map((section) => section.id)).toEqual([
    "suggestion",
    "alternatives",
    "readiness",
    "excluded",
    "caveats"
  ])
  expect(sectionOf(document, "alternatives")).toContain("Stavanger (nr. 2) | 49,1")
})

test("a held household says from what to what, and that an officer confirms it", () => {
  const reason = { code: "held-for-better", below: 320_000, best: 800_000 } as const
  expect(read("officer", { ...waiting, state: "held", reason }).lead).toContain(
    "gir mindre enn 32,0 av 100, og det beste treffet den kan få, er 80,0"
  )
})

test("the person reads in second person: the suggestion, the rule, what counted, what is unknown, how to correct it, what comes", () => {
  const document = read("person", { missing: [{ about: "person", fact: "education", criterion: "education-path" }] })
  expect(document.title).toBe("Forslag om bosettingskommune: Time")
  expect(document.lead).toMatch(/^Vi foreslår at du blir bosatt i Time\./)
  expect(document.sections.map((section) => section.id)).toEqual([
    "suggestion",
    "considerations",
    "rule",
    "facts",
    "unknown",
    "correct",
    "next"
  ])
  expect(sectionOf(document, "suggestion")).toContain("Du får ett tilbud om kommune, og vedtaket kan ikke påklages.")
  expect(sectionOf(document, "considerations")).toContain("Om det finnes arbeid i yrket ditt | passer delvis")
  expect(sectionOf(document, "considerations")).toContain("Om stedet er der du ønsket å bo | passer dårlig")
  expect(sectionOf(document, "unknown")).toContain("Om deg | Utdanning")
  expect(sectionOf(document, "correct")).toContain("bosettingssamtalen")
  expect(all(document)).not.toContain("H-0001")
})

test("the person gets one suggestion: no other place is listed", () => {
  expect(all(read("person", { alternatives: [alternative()] }))).not.toContain("Stavanger (")
})

test("relatives are not shown to a household of more than one, and it is told so whether or not there are any", () => {
  const ties = criterion("ties", 200_000, 300_000, { facts: [said("relative-in", "5501")] })
  const alone = read("person", { criteria: [ties] })
  expect(sectionOf(alone, "considerations")).toContain("slektninger du ønsker å bo nær")
  const together = read("person", { criteria: [ties], persons: 2 })
  expect(all(together)).not.toMatch(/slektninger dere|Tromsø/)
  const without = read("person", { persons: 2 })
  for (const document of [together, without]) {
    expect(sectionOf(document, "considerations")).toContain("svart for seg selv om slektninger")
  }
})

test("a minor is addressed as one, is not told of work, and the guardian is told", () => {
  const document = read("person", { lane: "minors", level: "minors-and-children" })
  expect(sectionOf(document, "rule")).toContain("Arbeid teller ikke.")
  expect(sectionOf(document, "rule")).toContain("fordi du er under 18 år")
  expect(sectionOf(document, "suggestion")).not.toContain("introduksjonsprogram")
  expect(sectionOf(document, "next")).toContain("vergen din får også vite dette")
})

test("a municipality reads needs and questions: no id, no points, no wishes, nothing of other places", () => {
  const criteria = [
    criterion("norwegian-track", 300_000, 400_000, {
      facts: [said("norwegian-track", "b"), measured("norwegian-track-starts", "2025-01-20")]
    }),
    criterion("own-wish", 0, 300_000, { facts: [said("wishes", "5501")] }),
    criterion("occupation-match", 200_000, 300_000, { facts: [said("occupation", "2223")] })
  ]
  const document = read("municipality", {
    criteria,
    persons: 4,
    questions: ["dwelling-size"],
    alternatives: [alternative()],
    whyNot: whyNotTromsø()
  })
  expect(document.title).toBe("Husstand på 4 personer")
  expect(sectionOf(document, "needs")).toContain("Norskspor | spor B")
  expect(sectionOf(document, "confirm")).toContain("Har dere en bolig med nok rom")
  expect(sectionOf(document, "facts")).toContain("Norsksporet starter | 20. januar 2025")
  expect(all(document)).not.toMatch(/H-000|Tromsø|Stavanger|Sykepleiere|av 100|Ønsk/)
})

test("what is made up is said, and only where it is", () => {
  const options = { audience: "person", language: "nb", names } as const
  const plain = explanationDocument(explanation(), options)
  expect(plain.sections.some((section) => section.id === "caveats")).toBe(false)
  const demo = explanationDocument(explanation({ facts: [madeUp("population", 1)] }), { ...options, synthetic: true })
  expect(sectionOf(demo, "caveats")).toContain("Kommunefakta merket syntetisk er laget for demonstrasjon.")
  expect(sectionOf(demo, "caveats")).toContain("Alle personer er syntetiske.")
})

test("a short reason says how it was chosen, what counts most, and what is open", () => {
  const own = { ...explanation({ questions: ["dwelling-size", "step-free"] }), reasons: explanation().criteria }
  expect(shortReason(own, "nb")).toBe(
    "Beste ledige for husstanden: arbeid i eget yrke (+43), eget ønske (+10); 2 ting må bekreftes"
  )
  expect(shortReason(own, "en")).toBe(
    "Best available for the household: work in own occupation (+43), own wish (+10); 2 things to be confirmed"
  )
  const fourth = { ...own, reason: { code: "best-for-the-round" } as const, rankOfPlaced: 4, questions: [] }
  expect(shortReason(fourth, "nn")).toBe(
    "Nr. 4 for hushaldet, best for runden samla: arbeid i eige yrke (+43), eige ønske (+10)"
  )
})

test("an estimate is never given as a reason", () => {
  const reasons = [criterion("occupation-match", 500_000, 600_000, { missing: ["person:occupation"] })]
  expect(topReasons({ possible: 1_000_000, reasons }, "nb")).toEqual([])
  expect(shortReason({ ...explanation(), reasons }, "nb")).toBe("Beste ledige for husstanden: lite er kjent")
})

test.each(languages)("every audience and state has a whole document in %s", (language) => {
  const states: ReadonlyArray<Partial<Explanation>> = [
    {},
    { reason: { code: "best-for-the-round" }, rankOfPlaced: 3 },
    { reason: { code: "locked" } },
    { state: "fixed", reason: { code: "agreed-self-settlement" }, robustness: null },
    { ...waiting, state: "held", reason: { code: "held-for-better", below: 1, best: 2 } },
    { ...waiting, reason: { code: "no-eligible-municipality" }, eligible: 0 },
    { ...waiting, reason: { code: "no-plan" } }
  ]
  for (const more of states) {
    for (const audience of ["officer", "municipality", "person", "archive"] as const) {
      const text = all(read(audience, more, language))
      expect(text).not.toMatch(/undefined|NaN|\[object/)
      if (language === "nn" && audience !== "officer")
        expect(text).not.toMatch(/(?<!\p{L})(?:ikke|husstand|dere)(?!\p{L})/u)
    }
  }
})
