/** Nynorsk. */
import { countedIn } from "../../../texts/format.ts"
import type { PageTexts } from "./PageTexts.ts"

const count = countedIn("nn-NO")

export const nn: PageTexts = {
  product: "Treff",
  tagline: "treffsikker busetjing",
  skip: "Hopp til hovudinnhaldet",
  languages: "Språk",
  back: "Alle framlegg i runden",
  footer: {
    demo: "Demo: inga innlogging, syntetiske personar.",
    attribution:
      "Inneheld data frå Kartverket (CC BY 4.0), Statistisk sentralbyrå, NAV, IMDi, UDI og Utdanningsdirektoratet (NLOD 2.0 / CC BY 4.0), TØI, KMD, SKDE, Telemark fylkeskommune og Eurostat GISCO/helsenorge. Omarbeidd; avvik kan førekome. Eldre tal (2011–2019) er merkte med år.",
    synthetic: "Tal merkte «syntetisk» er laga for demonstrasjon. Alle personar er syntetiske.",
    api: "Teknisk skildring av API-et"
  },
  round: {
    title: "Framlegg til busetjing",
    intro: "Treff har vurdert alle hushalda i runden samla og foreslår ein kommune for kvart av dei.",
    dates: (date, next) => `Runde ${date}. Neste runde ${next}.`,
    size: (households, persons) =>
      `${count(households, "hushald", "hushald")}, ${count(persons, "person", "personar")}.`,
    others: "Andre rundar",
    summary: "Runden samla",
    persons: "Personar",
    municipality: "Foreslått kommune",
    fitHelp: "0–100, med spenn",
    nothing: "Ingenting",
    interval: (low, high) => `spenn ${low}–${high}`,
    rankOf: (rank, eligible) => `${rank} av ${eligible}`,
    table: "Framlegg til kommune for kvart hushald",
    legend:
      "Treff og spenn er av 100. Talet etter ein grunn er bidraget til treffet. Robust er delen trekningar der hushaldet held på kommunen når usikre fakta varierer. Rang er plassen kommunen har blant dei hushaldet kan få.",
    level: (level, households) => `${level} (${count(households, "hushald", "hushald")})`,
    none: "Ingen hushald har fått framlegg om kommune i denne runden.",
    excluded: "Krav som stengjer",
    nobodyWaits: "Alle hushalda i runden har fått framlegg om kommune."
  },
  figures: {
    status: "Planen",
    placedPersons: "Personar med framlegg",
    placedHouseholds: "Hushald med framlegg",
    ofAll: (all) => `av ${all}`,
    waiting: "Ventar",
    waitingOf: (held, unplaced) => `${held} haldne tilbake, ${unplaced} utan plass`,
    gap: "Avstand til beste moglege",
    gapHelp: "prova øvre grense",
    full: "Fulle kommunar",
    fullOf: (municipalities) => `${municipalities} kommunar er vurderte`,
    notOwnBest: "Ikkje eigen beste",
    notOwnBestHelp: "hushald som fekk ein annan enn sin beste",
    solved: "Løyst på",
    seconds: (seconds) => `${seconds} s`,
    pairs: (pairs) => `${pairs} par av hushald og kommune`
  },
  empty: {
    title: "Ingen rundar enno",
    text: "Når ein runde er lesen inn og løyst, står framlegga her.",
    unsolved: "Runden er ikkje løyst enno. Han blir løyst når Treff startar."
  },
  household: {
    criterion: "Omsyn",
    contribution: "Bidrag",
    fact: "Fakta",
    value: "Verdi",
    source: "Kjelde",
    date: "Dato",
    kind: "Slag",
    reasonsTable: "Omsyn som tel, med fakta og kjelder",
    noFacts: "Ukjent: rekna med gjennomsnittet",
    difference: "Skilnad",
    distinguishes: "Det som skil",
    alternativesTable: "Andre kommunar hushaldet kan få"
  },
  whyNot: {
    heading: "Kvifor ikkje ein annan kommune?",
    intro: "Vel ein kommune. Treff løyser heile runden på nytt med hushaldet der, og viser kva det ville endra.",
    label: "Kommune",
    choose: "Vel kommune",
    ask: "Vis kvifor ikkje",
    unknown: "Vel ein kommune frå lista.",
    unavailable: "Spørsmålet kunne ikkje svarast på no. Prøv igjen om litt.",
    movesTable: "Hushald som får ein annan kommune",
    from: "Frå",
    to: "Til",
    change: "Endring"
  },
  errors: {
    notFound: { title: "Sida finst ikkje", text: "Adressa er feil, eller sida er flytta." },
    method: { title: "Sida kan ikkje brukast slik", text: "Adressa tek ikkje imot denne typen førespurnad." },
    malformed: { title: "Førespurnaden kan ikkje lesast", text: "Kontroller adressa og prøv igjen." },
    unavailable: {
      title: "Treff er oppteken",
      text: "Databasen eller løysaren svarer ikkje akkurat no. Ingenting er endra. Prøv igjen om litt."
    },
    internal: { title: "Noko gjekk gale", text: "Feilen ligg hos Treff, ikkje hos deg. Ingenting er endra." },
    id: (id) => `Oppgi dette nummeret om du melder frå: ${id}`,
    home: "Gå til framlegga"
  }
}
