/** Bokmål. Klarspråk: short, concrete, respectful; terms from law and practice stay as they are. */
import type { Catalogue, Reader } from "./catalogue.ts"
import { countedIn } from "./format.ts"

const count = countedIn("nb-NO")
const you = (reader: Reader, one: string, many: string): string => (reader === "one" ? one : many)
const households = (number: number): string => count(number, "husstand", "husstander")
const persons = (number: number): string => count(number, "person", "personer")
const municipalities = (number: number): string => count(number, "kommune", "kommuner")

export const nb = {
  criteria: {
    "occupation-match": {
      title: "Arbeid i eget yrke",
      inline: "arbeid i eget yrke",
      meaning: "Få arbeidssøkere per ledig stilling i fylket, og nok jobber av samme slag i regionen.",
      toPerson: (reader) => you(reader, "Om det finnes arbeid i yrket ditt", "Om det finnes arbeid i yrkene deres")
    },
    "recognition-path": {
      title: "Veien til godkjenning",
      inline: "veien til godkjenning",
      meaning: "Studiested eller videregående skole i rekkevidde for det som mangler før utdanningen blir godkjent.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du kan ta det som mangler før utdanningen din blir godkjent",
          "Om dere kan ta det som mangler før utdanningen deres blir godkjent"
        )
    },
    "labour-market": {
      title: "Arbeidsmarked",
      inline: "arbeidsmarked",
      meaning: "Lav ledighet i fylket og mange jobber i regionen. Gjelder voksne uten et yrke de kan bruke nå.",
      toPerson: (reader) =>
        you(reader, "Om det er lett for deg å få arbeid her", "Om det er lett for dere å få arbeid her")
    },
    "education-path": {
      title: "Neste steg i utdanningen",
      inline: "neste steg i utdanningen",
      meaning:
        "Høyere utdanning, videregående skole eller voksenopplæring i rekkevidde, etter sluttmålet i integreringsloven.",
      toPerson: (reader) =>
        you(reader, "Om du kan ta neste steg i utdanningen din", "Om dere kan ta neste steg i utdanningen deres")
    },
    "norwegian-track": {
      title: "Norsk på riktig spor",
      inline: "norsk på riktig spor",
      meaning: "Kommunen har meldt inn norsksporet personen trenger, og det starter snart.",
      toPerson: (reader) =>
        you(reader, "Om norskkurset du trenger, starter snart", "Om norskkurset dere trenger, starter snart")
    },
    "childcare-school": {
      title: "Barnehage og skole",
      inline: "barnehage og skole",
      meaning: "Ledige plasser i barnehage eller grunnskole for barnets alder.",
      toPerson: (reader) =>
        you(reader, "Om det er ledig skoleplass til deg", "Om det er ledig plass i barnehage og skole til barna")
    },
    "same-age-school": {
      title: "Skole med jevnaldrende",
      inline: "skole med jevnaldrende",
      meaning:
        "Videregående skole, innføringsklasse eller kombinasjonsklasse for alderen 16–24, helst med daglig reise.",
      toPerson: (reader) =>
        you(reader, "Om du kan gå på skole med jevnaldrende", "Om ungdommene kan gå på skole med jevnaldrende")
    },
    "primary-care": {
      title: "Fastlege",
      inline: "fastlege",
      meaning: "Ledig plass på fastlegelistene.",
      toPerson: (reader) => you(reader, "Om det er ledig fastlege til deg", "Om det er ledig fastlege til dere")
    },
    "specialist-care": {
      title: "Spesialisthelsetjeneste",
      inline: "spesialisthelsetjeneste",
      meaning:
        "Avstand i luftlinje til lokalsykehus, eller til psykisk helsevern når personen har gitt fritak fra taushetsplikten om et slikt behov.",
      toPerson: () => "Hvor langt det er til sykehus eller annen spesialisthelsetjeneste"
    },
    "dwelling-room": {
      title: "Bolig med plass til flere",
      inline: "bolig med plass til flere",
      meaning: "En innmeldt bolig som også passer for familiemedlemmer som ventes senere.",
      toPerson: (reader) =>
        you(
          reader,
          "Om boligen passer, også når familien din kommer senere",
          "Om boligen passer, også når flere i familien kommer senere"
        )
    },
    interpreter: {
      title: "Tolk",
      inline: "tolk",
      meaning: "Kvalifiserte tolker i fylket for språket personen trenger tolk i.",
      toPerson: (reader) => you(reader, "Om det finnes tolk i språket ditt", "Om det finnes tolk i språkene deres")
    },
    ties: {
      title: "Nær familie",
      inline: "nær familie",
      meaning: "Slektninger i Norge som personen selv ønsker å bo nær.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du får bo nær slektninger du ønsker å bo nær",
          "Om dere får bo nær slektninger dere ønsker å bo nær"
        )
    },
    "school-continuity": {
      title: "Samme skole for barnet",
      inline: "samme skole for barnet",
      meaning: "Barnet kan fortsette i kommunen der det går på skole nå.",
      toPerson: (reader) =>
        you(reader, "Om du kan fortsette på skolen du går på", "Om barna kan fortsette på skolen de går på")
    },
    relations: {
      title: "Nær dagens bosted",
      inline: "nær dagens bosted",
      meaning: "Kort avstand til kommunen der husstanden bor i dag.",
      toPerson: (reader) => you(reader, "Om det er nær stedet du bor i dag", "Om det er nær stedet dere bor i dag")
    },
    "qualification-continuity": {
      title: "Påbegynt kvalifisering",
      inline: "påbegynt kvalifisering",
      meaning: "Plan, norskkurs, praksis eller jobb som er begynt, kan fortsette.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du kan fortsette på kurs, praksis eller jobb du har begynt på",
          "Om dere kan fortsette på kurs, praksis eller jobb dere har begynt på"
        )
    },
    contract: {
      title: "Signert arbeidskontrakt",
      inline: "signert arbeidskontrakt",
      meaning: "Pendleavstand til arbeidsplassen i kontrakten.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du kan reise til jobben du har kontrakt på",
          "Om dere kan reise til jobben dere har kontrakt på"
        )
    },
    "own-wish": {
      title: "Eget ønske",
      inline: "eget ønske",
      meaning: "Kommunen eller fylket personen selv har ønsket.",
      toPerson: (reader) => you(reader, "Om stedet er der du ønsket å bo", "Om stedet er der dere ønsket å bo")
    },
    "introduction-results": {
      title: "Resultater i introduksjonsprogrammet",
      inline: "resultater i introduksjonsprogrammet",
      meaning:
        "Andel i arbeid eller utdanning ett år etter programmet. Gamle tall, som ikke teller i standardprofilen.",
      toPerson: () => "Hvordan det gikk med tidligere deltakere i introduksjonsprogrammet"
    },
    "first-settled": {
      title: "Bor der de først ble bosatt",
      inline: "bor der de først ble bosatt",
      meaning:
        "Andel av flyktningene i kommunen som først ble bosatt der. Sier ikke hvor mange som blir; teller ikke i standardprofilen.",
      toPerson: () => "Hvor mange flyktninger i kommunen som først ble bosatt der"
    }
  },
  hard: {
    places: { title: "Plasser i runden", excluded: "kommunen har ikke nok plasser til husstanden i denne runden" },
    "not-decided": {
      title: "Vedtak mangler",
      excluded: "kommunen har ikke registrert vedtak om hvor mange den tar imot"
    },
    "dwelling-size": { title: "Boligstørrelse", excluded: "kommunen har ikke meldt inn en bolig som er stor nok" },
    "step-free": { title: "Trinnfri bolig", excluded: "kommunen har ikke meldt inn en trinnfri bolig som er stor nok" },
    "named-treatment": { title: "Nødvendig behandling", excluded: "kommunen har ikke behandlingen husstanden må ha" },
    "same-age-place": {
      title: "Skoleplass for 16–17 år",
      excluded: "det er ikke nok plasser i opplæring med jevnaldrende for dem som er 16 eller 17 år"
    },
    "care-form": { title: "Botiltak", excluded: "kommunen har ikke ledig plass i botiltaket barnet trenger" },
    "protected-area": { title: "Skjermet grunn", excluded: "skjermet grunn" },
    "declared-service-missing": {
      title: "Tjeneste som mangler",
      excluded: "kommunen har meldt at den ikke har en tjeneste husstanden må ha"
    },
    lock: { title: "Låst til en annen kommune", excluded: "en saksbehandler har låst husstanden til en annen kommune" },
    forbid: {
      title: "Utelukket av saksbehandler",
      excluded: "en saksbehandler har bestemt at husstanden ikke skal hit"
    }
  },
  purposes: {
    work: "Arbeid",
    education: "Utdanning og norsk",
    "health-dwelling": "Helse og bolig",
    "family-children": "Familie og barn",
    "continuity-wishes": "Kontinuitet og egne ønsker"
  },
  questions: {
    "dwelling-size": {
      topic: "Boligstørrelse",
      ask: "Har dere en bolig med nok rom til husstanden, og fra hvilken dato?"
    },
    "step-free": { topic: "Trinnfri bolig", ask: "Har dere en trinnfri bolig med nok rom, og fra hvilken dato?" },
    "same-age-place": {
      topic: "Skoleplass for 16–17 år",
      ask: "Er det plass i videregående skole, innføringsklasse eller kombinasjonsklasse, og hvordan blir skoleveien?"
    },
    "care-form": { topic: "Botiltak", ask: "Har dere ledig plass i botiltaket barnet trenger, og fra hvilken dato?" },
    dialysis: { topic: "Dialyse", ask: "Kan kommunen sikre dialyse, og fra hvilken dato?" },
    "hospital-follow-up": {
      topic: "Oppfølging ved sykehus",
      ask: "Kan kommunen sikre oppfølging ved sykehus, og fra hvilken dato?"
    },
    "specialist-mental-health": {
      topic: "Psykisk helsevern",
      ask: "Kan kommunen sikre psykisk helsevern, og fra hvilken dato?"
    },
    habilitation: { topic: "Habilitering", ask: "Kan kommunen sikre habilitering, og fra hvilken dato?" },
    "substance-treatment": { topic: "Rusbehandling", ask: "Kan kommunen sikre rusbehandling, og fra hvilken dato?" },
    "home-nursing": { topic: "Hjemmesykepleie", ask: "Kan kommunen gi hjemmesykepleie, og fra hvilken dato?" }
  },
  evidence: {
    population: "Innbyggere",
    "centrality-class": "Sentralitetsklasse (1 er mest sentral)",
    unemployment: "Helt ledige i kommunen",
    "county-unemployment": "Helt ledige i fylket",
    "region-jobs": "Arbeidsplasser i regionen",
    "upper-secondary-schools": "Videregående skoler i kommunen",
    "upper-secondary-schools-region": "Videregående skoler i regionen",
    "higher-education-km": "Luftlinje til nærmeste universitet eller høyskole",
    "hospital-km": "Luftlinje til nærmeste lokalsykehus",
    "psychiatric-centre-km": "Luftlinje til nærmeste psykiske helsevern",
    "gp-capacity": "Fastlegelister (over 100 % er ledig plass)",
    "reception-centre-persons": "Personer i mottak i kommunen",
    "introduction-programme-result": "I arbeid eller utdanning ett år etter introduksjonsprogrammet",
    "first-settled-share": "Flyktninger i kommunen som først ble bosatt der",
    "kindergarten-free-places": "Ledige barnehageplasser",
    "school-free-places": "Ledige plasser i grunnskolen",
    "adult-education": "Grunnskoleopplæring for voksne i kommunen",
    "straight-line-km": "Luftlinje mellom kommunene",
    "mean-of-persons": "Ukjent om personen: gjennomsnitt for rundens personer",
    "mean-of-centrality-class": "Ukjent om kommunen: gjennomsnitt for like sentrale kommuner",
    "seekers-per-vacancy": "Arbeidssøkere per ny ledig stilling i fylket",
    "occupation-jobs-region": "Jobber i yrkesgruppen i regionen",
    interpreters: "Kvalifiserte tolker i fylket",
    dwellings: "Innmeldte boliger",
    "dwellings-with-rooms": "Innmeldt bolig",
    "dwellings-that-fit": "Innmeldte boliger som er store nok",
    "step-free-dwellings-that-fit": "Innmeldte trinnfrie boliger som er store nok",
    "care-form-places": "Plasser i botiltaket",
    "same-age-places": "Skoleplasser med jevnaldrende",
    "same-age-education": "Opplæring med jevnaldrende",
    "norwegian-tracks": "Norskspor i kommunen",
    "norwegian-track-offered": "Norsksporet er meldt inn",
    "norwegian-track-starts": "Norsksporet starter",
    "service-missing": "Tjeneste kommunen ikke har",
    occupation: "Yrke",
    education: "Utdanning",
    "education-level": "Høyeste fullførte utdanning",
    "recognition-status": "Godkjenning av utdanningen",
    "norwegian-track": "Norskspor",
    "service-needed": "Tjeneste det er behov for",
    "relative-in": "Slektninger bor i",
    "attends-school-in": "Går på skole i",
    "qualification-begun-in": "Har begynt kvalifisering i",
    "workplace-in": "Arbeidsplass i",
    wishes: "Ønsker å bo i"
  },
  units: {
    persons,
    jobs: (number) => count(number, "jobb", "jobber"),
    schools: (number) => count(number, "skole", "skoler"),
    kilometres: (number) => count(number, "km", "km"),
    places: (number) => count(number, "plass", "plasser"),
    interpreters: (number) => count(number, "tolk", "tolker"),
    dwellings: (number) => count(number, "bolig", "boliger"),
    rooms: (number) => `minst ${count(number, "rom", "rom")}`,
    percent: (number) => `${number} %`,
    yes: "ja",
    no: "nei",
    county: (code) => `fylke ${code}`,
    municipality: (code) => `kommune ${code}`
  },
  kinds: {
    measured: { label: "målt", figures: "målte tall", meaning: "publiserte tall" },
    modelled: { label: "modellert", figures: "modellerte tall", meaning: "regnet ut fra publiserte tall" },
    synthetic: { label: "syntetisk", figures: "syntetiske tall", meaning: "laget for demonstrasjon" },
    unknown: { label: "ukjent", figures: "anslag der noe er ukjent", meaning: "anslag fordi noe ikke er kjent" },
    person: { label: "om personen", figures: "opplysninger om personen", meaning: "opplysning om personen" }
  },
  sources: {
    verified: "bekreftet",
    stated: "oppgitt i bosettingssamtalen",
    "self-registered": "selvregistrert",
    rrf: "fra UNHCR-dossier"
  },
  housingNeeds: { "step-free": "trinnfri adkomst", "ground-floor": "bolig på bakkeplan" },
  services: {
    dialysis: "dialyse",
    "hospital-follow-up": "oppfølging ved sykehus",
    "specialist-mental-health": "psykisk helsevern",
    habilitation: "habilitering",
    "substance-treatment": "rusbehandling",
    "home-nursing": "hjemmesykepleie"
  },
  tracks: { alphabetisation: "alfabetisering", a: "spor A", b: "spor B", academic: "akademisk spor" },
  careForms: {
    "foster-home": "fosterhjem",
    "shared-housing": "bofellesskap",
    "supported-housing": "hybel med oppfølging"
  },
  sameAgeOffers: {
    "upper-secondary": "videregående skole",
    "introductory-class": "innføringsklasse",
    "combination-class": "kombinasjonsklasse",
    none: "ingen ledige plasser"
  },
  recognition: {
    "not-needed": "trengs ikke",
    recognised: "godkjent",
    applied: "søkt om, ikke avgjort",
    "needs-supplement": "mangler tilleggsutdanning",
    "not-applied": "ikke søkt om",
    refused: "avslått"
  },
  educationLevels: [
    "ingen utdanning",
    "barneskole",
    "ungdomsskole",
    "påbegynt videregående",
    "fullført videregående",
    "fagskole eller påbygging",
    "universitet eller høyskole, lavere grad",
    "universitet eller høyskole, høyere grad",
    "forskerutdanning"
  ],
  occupationGroups: {
    management: "Ledere",
    "engineering-ict": "Ingeniør- og ikt-fag",
    education: "Undervisning",
    academic: "Akademiske yrker",
    "health-care": "Helse, pleie og omsorg",
    "childcare-youth": "Barne- og ungdomsarbeid",
    "brokers-consultants": "Meglere og konsulenter",
    office: "Kontorarbeid",
    sales: "Butikk- og salgsarbeid",
    "agriculture-fishing": "Jordbruk, skogbruk og fiske",
    construction: "Bygg og anlegg",
    manufacturing: "Industriarbeid",
    "travel-transport": "Reiseliv og transport",
    "service-other": "Serviceyrker og annet arbeid",
    none: "Ingen yrkesbakgrunn eller uoppgitt"
  },
  routes: {
    "reception-centre": "mottak",
    "integration-centre": "integreringsmottak",
    "transfer-interview": "overføring etter intervju",
    "transfer-dossier": "overføring etter dossier",
    "collective-protection": "kollektiv beskyttelse",
    private: "privat/AMOT",
    "agreed-self-settlement": "avtalt selvbosetting"
  },
  lanes: { ordinary: "ordinær husstand", minors: "enslige mindreårige" },
  states: { placed: "foreslått", held: "venter på bedre treff", unplaced: "uten plass", fixed: "avtalt selvbosetting" },
  levels: {
    "limit-before-next-round": "Fristen går ut før neste runde",
    "minors-and-children": "Mindreårige og husstander med barn",
    others: "Andre husstander"
  },
  readiness: {
    interview: "bosettingssamtalen er ikke gjennomført",
    "adults-heard": "ikke alle voksne er hørt",
    "comment-deadline": "fristen for å uttale seg er ikke ute, og den er ikke frafalt",
    "adverse-information": "opplysninger fra andre som taler mot husstanden, er ikke lagt fram for den",
    "best-interests": "vurderingen av barnets beste mangler"
  },
  warnings: {
    "not-ready": "Husstanden er ikke klar. Forslaget kan ikke publiseres eller sendes kommunen.",
    "thin-profile": "Lite er kjent om kompetansen til minst én voksen. Det gjør treffet mer usikkert.",
    "health-not-clarified":
      "Helsebehov er ikke avklart. Det er ikke det samme som ingen behov: spør igjen når kommunen har sagt ja.",
    "turns-18": "Minst én fyller 18 år før flytting. En saksbehandler må velge løp, og valget blir loggført.",
    protected: "Skjermet grunn: noen områder er utelukket. Omtal ikke grunnen i fritekst."
  },
  protectedReason: "skjermet grunn",
  reasons: {
    "best-for-the-round":
      "Forslaget er best for runden samlet. Kommuner med bedre treff er fulle, eller plassene der gir mer for andre husstander.",
    "own-best": "Ingen annen kommune husstanden kan få, har bedre treff.",
    locked: "En saksbehandler har låst husstanden til denne kommunen.",
    "agreed-self-settlement":
      "Husstanden har avtalt selvbosetting. Treff har ikke valgt kommunen, men plassene er regnet med.",
    "no-eligible-municipality": "Ingen kommune oppfyller alle kravene til husstanden.",
    "no-place-left": "Alle kommuner husstanden kan få, er fulle i denne runden.",
    "no-plan": "Det finnes ingen plan for runden.",
    "held-for-better": (below, best) =>
      `Husstanden venter til neste runde: de ledige kommunene gir mindre enn ${below} av 100, og det beste treffet den kan få, er ${best}. En saksbehandler må bekrefte at den skal vente.`
  },
  brief: {
    reason: {
      "best-for-the-round": (rank) => `Nr. ${rank} for husstanden, best for runden samlet`,
      "own-best": "Beste ledige for husstanden",
      locked: "Låst av saksbehandler",
      "agreed-self-settlement": "Avtalt selvbosetting",
      "held-for-better": "Venter på bedre treff",
      "no-eligible-municipality": "Ingen kommune oppfyller kravene",
      "no-place-left": "Ingen plass igjen i kommunene som er mulige",
      "no-plan": "Ingen plan for runden"
    },
    confirm: (questions) => `${count(questions, "ting", "ting")} må bekreftes`,
    littleKnown: "lite er kjent"
  },
  caveats: {
    suggestion: "Forslag, ikke vedtak: en saksbehandler bestemmer.",
    syntheticFacts: "Kommunefakta merket syntetisk er laget for demonstrasjon.",
    syntheticPersons: "Alle personer er syntetiske.",
    scale:
      "Treff er på en skala fra 0 til 100. Der flere husstander regnes sammen, er 100 poeng fullt treff for én person."
  },
  headings: {
    suggestion: "Forslaget",
    why: "Hvorfor",
    facts: "Fakta som er brukt",
    unknown: "Dette er ukjent",
    confirm: "Må bekreftes av kommunen",
    alternatives: "Alternativer",
    round: "Pris for runden",
    robustness: "Hvor sikkert forslaget er",
    "childrens-best": "Barnets beste",
    readiness: "Klart for utsending?",
    excluded: "Utelukkede kommuner",
    "why-not": "Hvorfor ikke?",
    needs: "Dette trenger husstanden",
    rule: "Slik velges kommune",
    considerations: "Dette telte mest",
    correct: "Er noe feil?",
    next: "Dette skjer videre",
    caveats: "Husk"
  },
  officer: {
    title: (household, municipality) =>
      municipality === null
        ? `Husstand ${household}: ikke plassert`
        : `Husstand ${household}: ${municipality} foreslått`,
    persons: "Personer",
    priority: "Prioritet",
    state: "Status",
    placed: (municipality, fit, low, high) =>
      `Husstanden foreslås bosatt i ${municipality}. Treffet er ${fit} av 100, trolig mellom ${low} og ${high}.`,
    notPlaced: "Husstanden har ikke fått forslag om kommune i denne runden.",
    rankAmong: (rank, eligible) =>
      rank === 1
        ? `Det er det beste treffet blant ${municipalities(eligible)} husstanden kan få.`
        : `Det er nummer ${rank} blant ${municipalities(eligible)} husstanden kan få.`,
    eligible: (eligible) => `Husstanden kan få ${municipalities(eligible)} i denne runden.`,
    members: (mean) => `Gjennomsnittet for medlemmene er ${mean}.`,
    lowestAdult: (fit) => `Den voksne stedet passer dårligst for, har ${fit}.`,
    children: (fit) => `Barna har ${fit} i snitt.`,
    sum: "Treffet er summen av bidragene under. Hvert bidrag står med det høyeste det kunne vært.",
    ofPossible: (points, possible) => `${points} av ${possible}`,
    kinds: (parts) => `Treffet hviler på ${parts}.`,
    kindPart: (percent, kind) => `${percent} ${kind}`,
    noFacts: "ingen fakta å vise",
    aboutPerson: "Om husstanden",
    aboutMunicipality: "Om kommunen",
    concerns: (criterion) => `gjelder ${criterion}`,
    unknownMeaning:
      "Ukjent er ikke null: vi har regnet med det som er vanlig i runden eller i liknende kommuner, og gjort spennet bredere.",
    nothingUnknown: "Ingenting av det som teller, er ukjent.",
    mustConfirm: "Kommunen må svare på dette før vedtak:",
    nothingToConfirm: "Alle de absolutte kravene er bekreftet.",
    alternatives: "De nærmeste alternativene, med forskjellen i treff fra forslaget:",
    noAlternatives: "Ingen andre kommuner er mulige.",
    alternative: (municipality, rank) => `${municipality} (nr. ${rank})`,
    full: "fullt",
    price: (municipality, points) =>
      `Plassene husstanden bruker i ${municipality}, er verdt ${points} poeng for resten av runden.`,
    noPrice: (municipality) => `Ingen andre i runden taper på at husstanden får plassene i ${municipality}.`,
    alternativePrice: (points) => `pris ${points} poeng`,
    robust: (kept, draws) =>
      `Når de usikre tallene trekkes på nytt, beholder husstanden kommunen i ${kept} av ${draws} trekninger.`,
    staysInTop: (kept, draws) => `Kommunen er blant husstandens beste i ${kept} av ${draws}.`,
    robustWord: {
      high: "Forslaget er robust.",
      good: "Forslaget er ganske robust.",
      unsure: "Forslaget er usikkert: se på alternativene.",
      low: "Forslaget er svært usikkert: alternativene er omtrent like gode."
    },
    notReady: "Dette mangler før forslaget kan publiseres eller sendes kommunen:",
    ready: "Alt som kreves før publisering, er på plass.",
    excluded: (number) =>
      `${count(number, "kommune er utelukket", "kommuner er utelukket")}, hver med den første grunnen som gjelder:`,
    noneExcluded: "Ingen kommuner er utelukket.",
    municipalities,
    examples: (names, more) => (more ? `for eksempel ${names}` : names)
  },
  child: {
    points: (fit) => `For barna er treffet ${fit} av 100.`,
    bestHere: "Ingen kommune husstanden kan få, er bedre for barna.",
    bestElsewhere: (municipality, difference) => `${municipality} er best for barna, ${difference} høyere.`,
    label: (index, of) => (of === 1 ? "Barnets syn" : `Barn ${index}`),
    heard: (date) => `hørt ${date}`,
    heardHow: (date, how, view) => `Hørt ${date} (${how}): «${view}»`,
    notHeard: (reason) => (reason === null ? "Ikke hørt, og grunnen er ikke ført opp" : `Ikke hørt: ${reason}`),
    assessment: "Saksbehandlerens vurdering",
    assessmentMissing: "Vurderingen mangler. Forslaget kan ikke publiseres før den er skrevet."
  },
  whyNot: {
    heading: (municipality) => `Hvorfor ikke ${municipality}?`,
    chosen: (municipality) => `${municipality} er kommunen som er foreslått.`,
    excluded: (municipality, clauses) => `${municipality} er utelukket: ${clauses}.`,
    fit: (municipality, fit) => `Treffet i ${municipality} er ${fit} av 100.`,
    lower: (municipality, difference) => `Treffet i ${municipality} er ${difference} lavere enn i forslaget.`,
    higher: (municipality, difference) => `Treffet i ${municipality} er ${difference} høyere enn i forslaget.`,
    same: (municipality) => `Treffet i ${municipality} er det samme som i forslaget.`,
    mostlyBy: (criteria) => `Dette skiller mest: ${criteria}.`,
    heldBy: (municipality, ids) => `Plassene i ${municipality} brukes av ${ids}.`,
    heldByOthers: (municipality) => `Plassene i ${municipality} brukes av andre husstander.`,
    locked: (municipality) => `En saksbehandler har låst husstanden til en annen kommune enn ${municipality}.`,
    notPlacedThere: (municipality) =>
      `${municipality} er mulig for husstanden, men planen for hele runden gir mer uten den plasseringen.`,
    round: (municipality, points) =>
      `Med husstanden i ${municipality} endres det samlede treffet i runden med ${points} poeng.`,
    roundSame: (municipality) => `Med husstanden i ${municipality} er det samlede treffet i runden det samme.`,
    fewer: (number) => `${persons(number)} færre får plass.`,
    more: (number) => `${persons(number)} flere får plass.`,
    moved: (number) => `${households(number)} får en annen kommune enn i planen, denne medregnet.`,
    impossible: (municipality) => `Ingen plan for runden er mulig med husstanden i ${municipality}.`,
    nowhere: "uten plass"
  },
  municipality: {
    title: (number) => `Husstand på ${persons(number)}`,
    minorTitle: (number) => count(number, "enslig mindreårig", "enslige mindreårige"),
    lead: "Dette får kommunen vite før den svarer. Hele saken sendes først når kommunen har sagt ja.",
    persons: "Personer",
    lane: "Gruppe",
    needs:
      "Opplysningene er bare det kommunen trenger for å svare. Navn, fødselsdato, opprinnelse og adresse er ikke med.",
    confirm: "Kommunen må svare på dette:",
    confirmAlways:
      "Et ja må bekrefte bolig (rom, adkomst og dato) og, der det gjelder, skoleplass og behandling, før det fattes vedtak.",
    facts: "Dette har vi lagt til grunn om kommunen. Si fra hvis noe ikke stemmer.",
    unknown: "Dette vet vi ikke om kommunen. Meld det gjerne inn:"
  },
  person: {
    headings: {
      suggestion: () => "Forslaget",
      rule: () => "Slik velges kommune",
      considerations: (reader) => you(reader, "Dette telte mest for deg", "Dette telte mest for dere"),
      facts: (reader) =>
        you(reader, "Opplysninger vi har brukt om deg og kommunen", "Opplysninger vi har brukt om dere og kommunen"),
      unknown: () => "Dette vet vi ikke",
      "childrens-best": () => "Barnets beste",
      correct: () => "Er noe feil?",
      next: () => "Dette skjer videre"
    },
    title: (municipality) =>
      municipality === null ? "Forslag om bosettingskommune" : `Forslag om bosettingskommune: ${municipality}`,
    lead: (municipality, reader) =>
      you(
        reader,
        `Vi foreslår at du blir bosatt i ${municipality}.`,
        `Vi foreslår at dere blir bosatt i ${municipality}.`
      ),
    leadWaiting: (reader) =>
      you(reader, "Du har ikke fått forslag om kommune ennå.", "Dere har ikke fått forslag om kommune ennå."),
    reasons: {
      "best-for-the-round": (reader) =>
        you(
          reader,
          "Alle som venter, er sett i sammenheng. Kommuner som passer enda bedre for deg, er fulle eller brukes av andre i denne runden.",
          "Alle som venter, er sett i sammenheng. Kommuner som passer enda bedre for dere, er fulle eller brukes av andre i denne runden."
        ),
      "own-best": (reader) =>
        you(
          reader,
          "Av kommunene du kan få nå, er det den som passer best.",
          "Av kommunene dere kan få nå, er det den som passer best."
        ),
      locked: () => "En saksbehandler har valgt denne kommunen.",
      "agreed-self-settlement": (reader) =>
        you(reader, "Du har selv avtalt å bosette deg her.", "Dere har selv avtalt å bosette dere her."),
      "held-for-better": (reader) =>
        you(
          reader,
          "Kommunene som er ledige nå, passer dårlig for deg. Derfor foreslår vi at du venter til neste runde.",
          "Kommunene som er ledige nå, passer dårlig for dere. Derfor foreslår vi at dere venter til neste runde."
        ),
      "no-eligible-municipality": (reader) =>
        you(
          reader,
          "Ingen kommune i denne runden har alt du må ha.",
          "Ingen kommune i denne runden har alt dere må ha."
        ),
      "no-place-left": (reader) =>
        you(
          reader,
          "Det er ikke plass igjen i kommunene du kan få i denne runden.",
          "Det er ikke plass igjen i kommunene dere kan få i denne runden."
        ),
      "no-plan": () => "Runden er ikke ferdig fordelt."
    },
    oneOffer: (reader) =>
      you(
        reader,
        "Du får ett tilbud om kommune, og vedtaket kan ikke påklages. Derfor er det viktig at opplysningene er riktige.",
        "Dere får ett tilbud om kommune, og vedtaket kan ikke påklages. Derfor er det viktig at opplysningene er riktige."
      ),
    refusal: (reader) =>
      you(
        reader,
        "Sier du nei til tilbudet, kan du miste retten til introduksjonsprogram og til hjelp med bosetting. Spør saksbehandleren hva et nei betyr for deg.",
        "Sier dere nei til tilbudet, kan dere miste retten til introduksjonsprogram og til hjelp med bosetting. Spør saksbehandleren hva et nei betyr for dere."
      ),
    fixed: (reader) =>
      you(
        reader,
        "Kommunen kontrollerer leieavtalen din, og IMDi må si ja før du flytter.",
        "Kommunen kontrollerer leieavtalen deres, og IMDi må si ja før dere flytter."
      ),
    rule: (reader) => [
      you(
        reader,
        "Kommunen må ha plass, en bolig som er stor nok, og tjenestene du må ha.",
        "Kommunen må ha plass, en bolig som er stor nok, og tjenestene dere må ha."
      ),
      "Blant kommunene som er mulige, teller arbeid, utdanning og norsk, helse og bolig, familie og barn, det som er begynt, og egne ønsker. Alle i husstanden teller like mye.",
      "Alle som venter, fordeles samtidig, slik at flest mulig får et sted som passer."
    ],
    ruleForMinors: (reader) => [
      you(
        reader,
        "Kommunen må ha plass i det botiltaket du trenger, og skoleplass for alderen din.",
        "Kommunen må ha plass i det botiltaket dere trenger, og skoleplass for alderen deres."
      ),
      "Blant kommunene som er mulige, teller søsken og slektninger, skole med jevnaldrende, helse, det kjente, og egne ønsker. Arbeid teller ikke."
    ],
    neverCounts: "Statsborgerskap, opprinnelse, etnisitet og religion teller aldri.",
    eligible: (number, reader) =>
      you(
        reader,
        `Du kunne få ${municipalities(number)} i denne runden.`,
        `Dere kunne få ${municipalities(number)} i denne runden.`
      ),
    level: {
      "limit-before-next-round": (reader) =>
        you(
          reader,
          "Du går foran i køen fordi fristen for å bli bosatt går ut før neste runde.",
          "Dere går foran i køen fordi fristen for å bli bosatt går ut før neste runde."
        ),
      "minors-and-children": (reader) =>
        you(
          reader,
          "Du går foran i køen fordi du er under 18 år.",
          "Dere går foran i køen fordi det er barn i husstanden."
        ),
      others: () =>
        "De som har fristen før neste runde, og barn og familier med barn, går først i køen. Deretter teller hvor lenge man har ventet."
    },
    speaksFor: (municipality, reader) =>
      you(reader, `Slik passer ${municipality} for deg:`, `Slik passer ${municipality} for dere:`),
    ownAnswers: () => "Det hver voksen har svart for seg selv om slektninger, vises bare til den det gjelder.",
    fits: { well: "passer godt", partly: "passer delvis", poorly: "passer dårlig", unknown: "vet ikke nok" },
    aboutYou: (reader) => you(reader, "Om deg", "Om dere"),
    aboutMunicipality: "Om kommunen",
    unknown: (reader) =>
      you(
        reader,
        "Det vi ikke vet, teller ikke mot deg. Vi har regnet med det som er vanlig. Vet du mer, så fortell oss det.",
        "Det vi ikke vet, teller ikke mot dere. Vi har regnet med det som er vanlig. Vet dere mer, så fortell oss det."
      ),
    nothingUnknown: "Vi har det vi trenger å vite.",
    correct: (reader) => [
      you(
        reader,
        "Er noe feil, eller mangler noe? Si fra til den du hadde bosettingssamtalen med, eller til IMDi. Du kan få hjelp av tolk.",
        "Er noe feil, eller mangler noe? Si fra til den dere hadde bosettingssamtalen med, eller til IMDi. Dere kan få hjelp av tolk."
      ),
      you(
        reader,
        "Når opplysningene er rettet, regner vi forslaget ut på nytt. Du kan be om å se alt som er lagret om deg, og få en kopi.",
        "Når opplysningene er rettet, regner vi forslaget ut på nytt. Dere kan be om å se alt som er lagret om dere, og få en kopi."
      )
    ],
    next: (reader) => [
      "En saksbehandler i IMDi ser på forslaget og bestemmer.",
      "IMDi spør kommunen. Sier kommunen ja, fatter IMDi vedtak.",
      you(
        reader,
        "Du får vite om vedtaket på et språk du forstår, med tolk hvis du trenger det. Så avtales dato for flytting.",
        "Dere får vite om vedtaket på et språk dere forstår, med tolk hvis dere trenger det. Så avtales dato for flytting."
      )
    ],
    nextWaiting: (reader) => [
      you(
        reader,
        "En saksbehandler ser på saken din. Du er med i neste runde, og ventetiden teller.",
        "En saksbehandler ser på saken deres. Dere er med i neste runde, og ventetiden teller."
      )
    ],
    guardian: (reader) =>
      you(
        reader,
        "Representanten eller vergen din får også vite dette.",
        "Representanten eller vergen deres får også vite dette."
      ),
    whyNot: {
      chosen: (municipality) => `${municipality} er kommunen vi foreslår.`,
      excluded: (municipality, clauses) => `${municipality} kan ikke velges: ${clauses}.`,
      notPossible: (municipality) => `${municipality} kan ikke velges i denne runden.`,
      lower: (municipality, reader) =>
        you(
          reader,
          `${municipality} passer dårligere for deg enn forslaget.`,
          `${municipality} passer dårligere for dere enn forslaget.`
        ),
      taken: (municipality) => `Plassene i ${municipality} brukes av andre husstander i denne runden.`,
      locked: (municipality) => `En saksbehandler har valgt en annen kommune enn ${municipality}.`,
      notPlacedThere: (municipality, reader) =>
        you(
          reader,
          `${municipality} er mulig for deg, men i denne runden går plassene til andre.`,
          `${municipality} er mulig for dere, men i denne runden går plassene til andre.`
        ),
      moved: (number, reader) =>
        you(
          reader,
          `Skulle du bo der, måtte forslaget endres for ${households(number)}.`,
          `Skulle dere bo der, måtte forslaget endres for ${households(number)}.`
        )
    }
  },
  run: {
    title: (round) => `Runde ${round}`,
    status: {
      optimal: () => "Beste plan, bevist",
      feasible: (gap) => `Gyldig plan, ikke bevist best: høyst ${gap} fra det beste mulige`,
      "no-solution": () => "Ingen plan funnet innen grensen",
      infeasible: () => "Ingen plan er mulig: noen valg utelukker hverandre"
    },
    stoppedBy: {
      time: "stoppet av tidsgrensen",
      nodes: "stoppet av grensen for antall steg",
      cancelled: "avbrutt"
    },
    labels: {
      status: "Status",
      placed: "Plassert",
      waiting: "Venter",
      fit: "Samlet treff",
      full: "Fulle kommuner",
      notOwnBest: "Ikke egen beste",
      considered: "Vurdert",
      seconds: "Tid",
      run: "Kjøring"
    },
    placed: (number, allPersons, placed, all) =>
      `${number} av ${persons(allPersons)} · ${placed} av ${households(all)}`,
    waiting: (held, unplaced) => `${held} holdes tilbake for bedre treff · ${unplaced} uten plass`,
    fit: (points, bound, gap) => `${points} poeng · øvre grense ${bound} · avstand ${gap}`,
    full: municipalities,
    notOwnBest: (number) => `${households(number)} fikk en annen kommune enn sin beste`,
    considered: (number, pairs, eligible) =>
      `${municipalities(number)} · ${count(pairs, "par", "par")}, ${count(eligible, "mulig", "mulige")}`,
    seconds: (load, score, solve, explain, rules) =>
      `lest ${load} s · vurdert ${score} s · løst ${solve} s · forklart ${explain} s · regler priset ${rules} s`,
    run: (solver, seed, profiles, facts, parameters, code) =>
      `løser ${solver} · frø ${seed} · profil ${profiles} · fakta ${facts} · parametre ${parameters} · kode ${code}`
  },
  table: {
    placements: "Forslag",
    columns: {
      household: "Husstand",
      persons: "Pers.",
      municipality: "Kommune",
      fit: "Treff",
      interval: "Spenn",
      robustness: "Robust",
      rank: "Rang",
      reasons: "Teller mest",
      questions: "Åpne",
      best: "Beste kommuner",
      price: "Pris",
      rule: "Regel",
      moved: "Flyttes",
      placed: "Plassert",
      reason: "Hvorfor"
    },
    held: "Holdes tilbake for bedre treff",
    heldNote:
      "Pris er det runden samlet vinner (+) eller taper (−) på å plassere husstanden i sin beste ledige kommune nå.",
    unplaced: "Uten plass",
    rules: "Regler og hva de koster",
    rulesNote:
      "Pris er poengene planen ville fått mer uten regelen; «flyttes» er husstander som da får en annen kommune.",
    findings: "Funn i dataene",
    conflict: "Dette kan ikke gjelde samtidig",
    locked: "låst",
    fixed: "avtalt",
    none: "ingen",
    placedChange: (number) => (number === 0 ? "som nå" : `${number > 0 ? "+" : "−"}${persons(Math.abs(number))}`),
    legend:
      "Treff og spenn er av 100. Tall etter en grunn er bidraget til treffet. Robust: andel trekninger der husstanden beholder kommunen. Rang: plass blant kommunene husstanden kan få. Åpne: krav kommunen må bekrefte."
  },
  rules: {
    C3: "Minste antall hver kommune skal ta imot (C3)",
    C4: "Nær familie i samme region (C4)",
    C5: "Husstander som holdes fra hverandre, skjermet grunn (C5)",
    C6: "Grenser for fylker og grupper av kommuner (C6)",
    C8: "Avtakende nytte av flere med samme yrke i en kommune (C8)",
    C9: "Nedre grense for husstandens eget treff (C9)",
    C9b: "Nedre grense for hver voksens treff (C9b)",
    hold: "Husstander som kan vente på bedre treff"
  },
  findings: {
    "duplicate-household": "Husstand står mer enn én gang",
    "duplicate-person": "Person står i mer enn én husstand",
    "duplicate-capacity": "Kommune har to kapasiteter i runden",
    "duf-kind": "DUF-nummer av feil slag",
    "unknown-municipality": "Ukjent kommunenummer",
    "unknown-household": "Husstand som ikke er i runden",
    "no-agreed-municipality": "Avtalt selvbosetting uten kommune",
    "unknown-tie": "Tilknytning til en husstand som ikke er i runden, er ikke regnet med",
    "minimum-above-places": "Minste antall er høyere enn plassene",
    "not-decided": "Kommune uten vedtak: plassene er ikke regnet med",
    "pair-across-lanes":
      "To husstander som skal holdes fra hverandre, løses hver for seg (voksne og enslige mindreårige): lås eller utelukk en kommune",
    "negative-free-places": "Flere er bosatt og avtalt enn kommunen har vedtatt, så den regnes uten ledige plasser",
    "above-free-places": "Runden har flere plasser enn kommunen har ledige",
    "two-locks": "Husstand er låst to ganger",
    "lock-and-forbid": "Husstand er både låst til og utelukket fra samme kommune",
    "no-dwelling-large-enough": "Ingen innmeldt bolig er stor nok for husstanden"
  },
  findingPlaces: (places, more) => (more === 0 ? places : `${places} og ${count(more, "til", "til")}`),
  severity: { error: "feil", warning: "merk" }
} satisfies Catalogue
