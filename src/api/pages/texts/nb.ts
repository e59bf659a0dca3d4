/** Bokmål. */
import { countedIn } from "../../../texts/format.ts"
import type { PageTexts } from "./PageTexts.ts"

const count = countedIn("nb-NO")

export const nb: PageTexts = {
  product: "Treff",
  tagline: "treffsikker bosetting",
  skip: "Hopp til hovedinnholdet",
  languages: "Språk",
  back: "Alle forslag i runden",
  footer: {
    demo: "Demo: ingen innlogging, syntetiske personer.",
    attribution:
      "Inneholder data fra Kartverket (CC BY 4.0), Statistisk sentralbyrå, NAV, IMDi, UDI og Utdanningsdirektoratet (NLOD 2.0 / CC BY 4.0), TØI, KMD, SKDE, Telemark fylkeskommune og Eurostat GISCO/helsenorge. Bearbeidet; avvik kan forekomme. Eldre tall (2011–2019) er merket med år.",
    synthetic: "Tall merket «syntetisk» er laget for demonstrasjon. Alle personer er syntetiske.",
    api: "Teknisk beskrivelse av API-et"
  },
  round: {
    title: "Forslag til bosetting",
    intro: "Treff har vurdert alle husstandene i runden samlet og foreslår en kommune for hver av dem.",
    dates: (date, next) => `Runde ${date}. Neste runde ${next}.`,
    size: (households, persons) =>
      `${count(households, "husstand", "husstander")}, ${count(persons, "person", "personer")}.`,
    others: "Andre runder",
    summary: "Runden samlet",
    persons: "Personer",
    municipality: "Foreslått kommune",
    fitHelp: "0–100, med spenn",
    nothing: "Ingenting",
    interval: (low, high) => `spenn ${low}–${high}`,
    rankOf: (rank, eligible) => `${rank} av ${eligible}`,
    table: "Forslag til kommune for hver husstand",
    legend:
      "Treff og spenn er av 100. Tallet etter en grunn er bidraget til treffet. Robust er andelen trekninger der husstanden beholder kommunen når usikre fakta varierer. Rang er kommunens plass blant dem husstanden kan få.",
    level: (level, households) => `${level} (${count(households, "husstand", "husstander")})`,
    none: "Ingen husstander har fått forslag om kommune i denne runden.",
    excluded: "Krav som stenger",
    nobodyWaits: "Alle husstandene i runden har fått forslag om kommune."
  },
  figures: {
    status: "Planen",
    placedPersons: "Personer med forslag",
    placedHouseholds: "Husstander med forslag",
    ofAll: (all) => `av ${all}`,
    waiting: "Venter",
    waitingOf: (held, unplaced) => `${held} holdt tilbake, ${unplaced} uten plass`,
    gap: "Avstand til beste mulige",
    gapHelp: "bevist øvre grense",
    full: "Fulle kommuner",
    fullOf: (municipalities) => `${municipalities} kommuner er vurdert`,
    notOwnBest: "Ikke egen beste",
    notOwnBestHelp: "husstander som fikk en annen enn sin beste",
    solved: "Løst på",
    seconds: (seconds) => `${seconds} s`,
    pairs: (pairs) => `${pairs} par av husstand og kommune`
  },
  empty: {
    title: "Ingen runder ennå",
    text: "Når en runde er lest inn og løst, står forslagene her.",
    unsolved: "Runden er ikke løst ennå. Den løses når Treff starter."
  },
  household: {
    criterion: "Hensyn",
    contribution: "Bidrag",
    fact: "Fakta",
    value: "Verdi",
    source: "Kilde",
    date: "Dato",
    kind: "Slag",
    reasonsTable: "Hensyn som teller, med fakta og kilder",
    noFacts: "Ukjent: regnet med gjennomsnittet",
    difference: "Forskjell",
    distinguishes: "Det som skiller",
    alternativesTable: "Andre kommuner husstanden kan få"
  },
  whyNot: {
    heading: "Hvorfor ikke en annen kommune?",
    intro: "Velg en kommune. Treff løser hele runden på nytt med husstanden der, og viser hva det ville endret.",
    label: "Kommune",
    choose: "Velg kommune",
    ask: "Vis hvorfor ikke",
    unknown: "Velg en kommune fra listen.",
    unavailable: "Spørsmålet kunne ikke besvares nå. Prøv igjen om litt.",
    movesTable: "Husstander som får en annen kommune",
    from: "Fra",
    to: "Til",
    change: "Endring"
  },
  errors: {
    notFound: { title: "Siden finnes ikke", text: "Adressen er feil, eller siden er flyttet." },
    method: { title: "Siden kan ikke brukes slik", text: "Adressen tar ikke imot denne typen forespørsel." },
    malformed: { title: "Forespørselen kan ikke leses", text: "Kontroller adressen og prøv igjen." },
    unavailable: {
      title: "Treff er opptatt",
      text: "Databasen eller løseren svarer ikke akkurat nå. Ingenting er endret. Prøv igjen om litt."
    },
    internal: { title: "Noe gikk galt", text: "Feilen ligger hos Treff, ikke hos deg. Ingenting er endret." },
    id: (id) => `Oppgi dette nummeret hvis du melder fra: ${id}`,
    home: "Gå til forslagene"
  }
}
