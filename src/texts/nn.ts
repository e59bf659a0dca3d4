/** Nynorsk, e-infinitiv. The same order as nb.ts, key by key. */
import type { Catalogue, Reader } from "./catalogue.ts"
import { countedIn } from "./format.ts"

const count = countedIn("nn-NO")
const you = (reader: Reader, one: string, many: string): string => (reader === "one" ? one : many)
const households = (number: number): string => count(number, "hushald", "hushald")
const persons = (number: number): string => count(number, "person", "personar")
const municipalities = (number: number): string => count(number, "kommune", "kommunar")

export const nn = {
  criteria: {
    "occupation-match": {
      title: "Arbeid i eige yrke",
      inline: "arbeid i eige yrke",
      meaning: "Få arbeidssøkjarar per ledig stilling i fylket, og nok jobbar av same slag i regionen.",
      toPerson: (reader) => you(reader, "Om det finst arbeid i yrket ditt", "Om det finst arbeid i yrka dykkar")
    },
    "recognition-path": {
      title: "Vegen til godkjenning",
      inline: "vegen til godkjenning",
      meaning: "Studiestad eller vidaregåande skule innan rekkjevidd for det som manglar før utdanninga blir godkjend.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du kan ta det som manglar før utdanninga di blir godkjend",
          "Om de kan ta det som manglar før utdanninga dykkar blir godkjend"
        )
    },
    "labour-market": {
      title: "Arbeidsmarknad",
      inline: "arbeidsmarknad",
      meaning: "Låg arbeidsløyse i fylket og mange jobbar i regionen. Gjeld vaksne utan eit yrke dei kan bruke no.",
      toPerson: (reader) =>
        you(reader, "Om det er lett for deg å få arbeid her", "Om det er lett for dykk å få arbeid her")
    },
    "education-path": {
      title: "Neste steg i utdanninga",
      inline: "neste steg i utdanninga",
      meaning:
        "Høgare utdanning, vidaregåande skule eller vaksenopplæring innan rekkjevidd, etter sluttmålet i integreringslova.",
      toPerson: (reader) =>
        you(reader, "Om du kan ta neste steg i utdanninga di", "Om de kan ta neste steg i utdanninga dykkar")
    },
    "norwegian-track": {
      title: "Norsk på rett spor",
      inline: "norsk på rett spor",
      meaning: "Kommunen har meldt inn norsksporet personen treng, og det startar snart.",
      toPerson: (reader) =>
        you(reader, "Om norskkurset du treng, startar snart", "Om norskkurset de treng, startar snart")
    },
    "childcare-school": {
      title: "Barnehage og skule",
      inline: "barnehage og skule",
      meaning: "Ledige plassar i barnehage eller grunnskule for alderen til barnet.",
      toPerson: (reader) =>
        you(reader, "Om det er ledig skuleplass til deg", "Om det er ledig plass i barnehage og skule til barna")
    },
    "same-age-school": {
      title: "Skule med jamaldringar",
      inline: "skule med jamaldringar",
      meaning:
        "Vidaregåande skule, innføringsklasse eller kombinasjonsklasse for alderen 16–24, helst med dagleg reise.",
      toPerson: (reader) =>
        you(reader, "Om du kan gå på skule med jamaldringar", "Om ungdommane kan gå på skule med jamaldringar")
    },
    "primary-care": {
      title: "Fastlege",
      inline: "fastlege",
      meaning: "Ledig plass på fastlegelistene.",
      toPerson: (reader) => you(reader, "Om det er ledig fastlege til deg", "Om det er ledig fastlege til dykk")
    },
    "specialist-care": {
      title: "Spesialisthelseteneste",
      inline: "spesialisthelseteneste",
      meaning:
        "Avstand i luftlinje til lokalsjukehus, eller til psykisk helsevern når personen har gitt fritak frå teieplikta om eit slikt behov.",
      toPerson: () => "Kor langt det er til sjukehus eller anna spesialisthelseteneste"
    },
    "dwelling-room": {
      title: "Bustad med plass til fleire",
      inline: "bustad med plass til fleire",
      meaning: "Ein innmeld bustad som òg passar for familiemedlemer som er venta seinare.",
      toPerson: (reader) =>
        you(
          reader,
          "Om bustaden passar, òg når familien din kjem seinare",
          "Om bustaden passar, òg når fleire i familien kjem seinare"
        )
    },
    interpreter: {
      title: "Tolk",
      inline: "tolk",
      meaning: "Kvalifiserte tolkar i fylket for språket personen treng tolk i.",
      toPerson: (reader) => you(reader, "Om det finst tolk i språket ditt", "Om det finst tolk i språka dykkar")
    },
    ties: {
      title: "Nær familie",
      inline: "nær familie",
      meaning: "Slektningar i Noreg som personen sjølv ønskjer å bu nær.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du får bu nær slektningar du ønskjer å bu nær",
          "Om de får bu nær slektningar de ønskjer å bu nær"
        )
    },
    "school-continuity": {
      title: "Same skule for barnet",
      inline: "same skule for barnet",
      meaning: "Barnet kan halde fram i kommunen der det går på skule no.",
      toPerson: (reader) =>
        you(reader, "Om du kan halde fram på skulen du går på", "Om barna kan halde fram på skulen dei går på")
    },
    relations: {
      title: "Nær staden dei bur no",
      inline: "nær staden dei bur no",
      meaning: "Kort avstand til kommunen der hushaldet bur i dag.",
      toPerson: (reader) => you(reader, "Om det er nær staden du bur i dag", "Om det er nær staden de bur i dag")
    },
    "qualification-continuity": {
      title: "Påbyrja kvalifisering",
      inline: "påbyrja kvalifisering",
      meaning: "Plan, norskkurs, praksis eller jobb som er byrja på, kan halde fram.",
      toPerson: (reader) =>
        you(
          reader,
          "Om du kan halde fram på kurs, praksis eller jobb du har byrja på",
          "Om de kan halde fram på kurs, praksis eller jobb de har byrja på"
        )
    },
    contract: {
      title: "Signert arbeidskontrakt",
      inline: "signert arbeidskontrakt",
      meaning: "Pendleavstand til arbeidsplassen i kontrakten.",
      toPerson: (reader) =>
        you(reader, "Om du kan reise til jobben du har kontrakt på", "Om de kan reise til jobben de har kontrakt på")
    },
    "own-wish": {
      title: "Eige ønske",
      inline: "eige ønske",
      meaning: "Kommunen eller fylket personen sjølv har ønskt.",
      toPerson: (reader) => you(reader, "Om staden er der du ønskte å bu", "Om staden er der de ønskte å bu")
    },
    "introduction-results": {
      title: "Resultat i introduksjonsprogrammet",
      inline: "resultat i introduksjonsprogrammet",
      meaning: "Del i arbeid eller utdanning eitt år etter programmet. Gamle tal, som ikkje tel i standardprofilen.",
      toPerson: () => "Korleis det gjekk med tidlegare deltakarar i introduksjonsprogrammet"
    },
    "first-settled": {
      title: "Bur der dei først vart busette",
      inline: "bur der dei først vart busette",
      meaning:
        "Del av flyktningane i kommunen som først vart busette der. Seier ikkje kor mange som blir; tel ikkje i standardprofilen.",
      toPerson: () => "Kor mange flyktningar i kommunen som først vart busette der"
    }
  },
  hard: {
    places: { title: "Plassar i runden", excluded: "kommunen har ikkje nok plassar til hushaldet i denne runden" },
    "not-decided": {
      title: "Vedtak manglar",
      excluded: "kommunen har ikkje registrert vedtak om kor mange han tek imot"
    },
    "dwelling-size": { title: "Bustadstorleik", excluded: "kommunen har ikkje meldt inn ein bustad som er stor nok" },
    "step-free": {
      title: "Trinnfri bustad",
      excluded: "kommunen har ikkje meldt inn ein trinnfri bustad som er stor nok"
    },
    "named-treatment": { title: "Nødvendig behandling", excluded: "kommunen har ikkje behandlinga hushaldet må ha" },
    "same-age-place": {
      title: "Skuleplass for 16–17 år",
      excluded: "det er ikkje nok plassar i opplæring med jamaldringar for dei som er 16 eller 17 år"
    },
    "care-form": { title: "Butiltak", excluded: "kommunen har ikkje ledig plass i butiltaket barnet treng" },
    "protected-area": { title: "Skjerma grunn", excluded: "skjerma grunn" },
    "declared-service-missing": {
      title: "Teneste som manglar",
      excluded: "kommunen har meldt at han ikkje har ei teneste hushaldet må ha"
    },
    lock: {
      title: "Låst til ein annan kommune",
      excluded: "ein sakshandsamar har låst hushaldet til ein annan kommune"
    },
    forbid: {
      title: "Halden utanfor av sakshandsamar",
      excluded: "ein sakshandsamar har bestemt at hushaldet ikkje skal hit"
    }
  },
  purposes: {
    work: "Arbeid",
    education: "Utdanning og norsk",
    "health-dwelling": "Helse og bustad",
    "family-children": "Familie og barn",
    "continuity-wishes": "Kontinuitet og eigne ønske"
  },
  questions: {
    "dwelling-size": { topic: "Bustadstorleik", ask: "Har de ein bustad med nok rom til hushaldet, og frå kva dato?" },
    "step-free": { topic: "Trinnfri bustad", ask: "Har de ein trinnfri bustad med nok rom, og frå kva dato?" },
    "same-age-place": {
      topic: "Skuleplass for 16–17 år",
      ask: "Er det plass i vidaregåande skule, innføringsklasse eller kombinasjonsklasse, og korleis blir skulevegen?"
    },
    "care-form": { topic: "Butiltak", ask: "Har de ledig plass i butiltaket barnet treng, og frå kva dato?" },
    dialysis: { topic: "Dialyse", ask: "Kan kommunen sikre dialyse, og frå kva dato?" },
    "hospital-follow-up": {
      topic: "Oppfølging ved sjukehus",
      ask: "Kan kommunen sikre oppfølging ved sjukehus, og frå kva dato?"
    },
    "specialist-mental-health": {
      topic: "Psykisk helsevern",
      ask: "Kan kommunen sikre psykisk helsevern, og frå kva dato?"
    },
    habilitation: { topic: "Habilitering", ask: "Kan kommunen sikre habilitering, og frå kva dato?" },
    "substance-treatment": { topic: "Rusbehandling", ask: "Kan kommunen sikre rusbehandling, og frå kva dato?" },
    "home-nursing": { topic: "Heimesjukepleie", ask: "Kan kommunen gi heimesjukepleie, og frå kva dato?" }
  },
  evidence: {
    population: "Innbyggjarar",
    "centrality-class": "Sentralitetsklasse (1 er mest sentral)",
    unemployment: "Heilt arbeidslause i kommunen",
    "county-unemployment": "Heilt arbeidslause i fylket",
    "region-jobs": "Arbeidsplassar i regionen",
    "upper-secondary-schools": "Vidaregåande skular i kommunen",
    "upper-secondary-schools-region": "Vidaregåande skular i regionen",
    "higher-education-km": "Luftlinje til næraste universitet eller høgskule",
    "hospital-km": "Luftlinje til næraste lokalsjukehus",
    "psychiatric-centre-km": "Luftlinje til næraste psykiske helsevern",
    "gp-capacity": "Fastlegelister (over 100 % er ledig plass)",
    "reception-centre-persons": "Personar i mottak i kommunen",
    "introduction-programme-result": "I arbeid eller utdanning eitt år etter introduksjonsprogrammet",
    "first-settled-share": "Flyktningar i kommunen som først vart busette der",
    "kindergarten-free-places": "Ledige barnehageplassar",
    "school-free-places": "Ledige plassar i grunnskulen",
    "adult-education": "Grunnskuleopplæring for vaksne i kommunen",
    "straight-line-km": "Luftlinje mellom kommunane",
    "mean-of-persons": "Ukjent om personen: gjennomsnitt for personane i runden",
    "mean-of-centrality-class": "Ukjent om kommunen: gjennomsnitt for like sentrale kommunar",
    "seekers-per-vacancy": "Arbeidssøkjarar per ny ledig stilling i fylket",
    "occupation-jobs-region": "Jobbar i yrkesgruppa i regionen",
    interpreters: "Kvalifiserte tolkar i fylket",
    dwellings: "Innmelde bustader",
    "dwellings-with-rooms": "Innmeld bustad",
    "dwellings-that-fit": "Innmelde bustader som er store nok",
    "step-free-dwellings-that-fit": "Innmelde trinnfrie bustader som er store nok",
    "care-form-places": "Plassar i butiltaket",
    "same-age-places": "Skuleplassar med jamaldringar",
    "same-age-education": "Opplæring med jamaldringar",
    "norwegian-tracks": "Norskspor i kommunen",
    "norwegian-track-offered": "Norsksporet er meldt inn",
    "norwegian-track-starts": "Norsksporet startar",
    "service-missing": "Teneste kommunen ikkje har",
    occupation: "Yrke",
    education: "Utdanning",
    "education-level": "Høgaste fullførte utdanning",
    "recognition-status": "Godkjenning av utdanninga",
    "norwegian-track": "Norskspor",
    "service-needed": "Teneste det er behov for",
    "relative-in": "Slektningar bur i",
    "attends-school-in": "Går på skule i",
    "qualification-begun-in": "Har byrja kvalifisering i",
    "workplace-in": "Arbeidsplass i",
    wishes: "Ønskjer å bu i"
  },
  units: {
    persons,
    jobs: (number) => count(number, "jobb", "jobbar"),
    schools: (number) => count(number, "skule", "skular"),
    kilometres: (number) => count(number, "km", "km"),
    places: (number) => count(number, "plass", "plassar"),
    interpreters: (number) => count(number, "tolk", "tolkar"),
    dwellings: (number) => count(number, "bustad", "bustader"),
    rooms: (number) => `minst ${count(number, "rom", "rom")}`,
    percent: (number) => `${number} %`,
    yes: "ja",
    no: "nei",
    county: (code) => `fylke ${code}`,
    municipality: (code) => `kommune ${code}`
  },
  kinds: {
    measured: { label: "målt", figures: "målte tal", meaning: "publiserte tal" },
    modelled: { label: "modellert", figures: "modellerte tal", meaning: "rekna ut frå publiserte tal" },
    synthetic: { label: "syntetisk", figures: "syntetiske tal", meaning: "laga for demonstrasjon" },
    unknown: { label: "ukjent", figures: "overslag der noko er ukjent", meaning: "overslag fordi noko ikkje er kjent" },
    person: { label: "om personen", figures: "opplysningar om personen", meaning: "opplysning om personen" }
  },
  sources: {
    verified: "stadfesta",
    stated: "oppgitt i busetjingssamtalen",
    "self-registered": "sjølvregistrert",
    rrf: "frå UNHCR-dossier"
  },
  housingNeeds: { "step-free": "trinnfri tilkomst", "ground-floor": "bustad på bakkeplan" },
  services: {
    dialysis: "dialyse",
    "hospital-follow-up": "oppfølging ved sjukehus",
    "specialist-mental-health": "psykisk helsevern",
    habilitation: "habilitering",
    "substance-treatment": "rusbehandling",
    "home-nursing": "heimesjukepleie"
  },
  tracks: { alphabetisation: "alfabetisering", a: "spor A", b: "spor B", academic: "akademisk spor" },
  careForms: {
    "foster-home": "fosterheim",
    "shared-housing": "bufellesskap",
    "supported-housing": "hybel med oppfølging"
  },
  sameAgeOffers: {
    "upper-secondary": "vidaregåande skule",
    "introductory-class": "innføringsklasse",
    "combination-class": "kombinasjonsklasse",
    none: "ingen ledige plassar"
  },
  recognition: {
    "not-needed": "trengst ikkje",
    recognised: "godkjend",
    applied: "søkt om, ikkje avgjort",
    "needs-supplement": "manglar tilleggsutdanning",
    "not-applied": "ikkje søkt om",
    refused: "avslått"
  },
  educationLevels: [
    "inga utdanning",
    "barneskule",
    "ungdomsskule",
    "påbyrja vidaregåande",
    "fullført vidaregåande",
    "fagskule eller påbygging",
    "universitet eller høgskule, lågare grad",
    "universitet eller høgskule, høgare grad",
    "forskarutdanning"
  ],
  occupationGroups: {
    management: "Leiarar",
    "engineering-ict": "Ingeniør- og ikt-fag",
    education: "Undervisning",
    academic: "Akademiske yrke",
    "health-care": "Helse, pleie og omsorg",
    "childcare-youth": "Barne- og ungdomsarbeid",
    "brokers-consultants": "Meklarar og konsulentar",
    office: "Kontorarbeid",
    sales: "Butikk- og salsarbeid",
    "agriculture-fishing": "Jordbruk, skogbruk og fiske",
    construction: "Bygg og anlegg",
    manufacturing: "Industriarbeid",
    "travel-transport": "Reiseliv og transport",
    "service-other": "Serviceyrke og anna arbeid",
    none: "Ingen yrkesbakgrunn eller ikkje oppgitt"
  },
  routes: {
    "reception-centre": "mottak",
    "integration-centre": "integreringsmottak",
    "transfer-interview": "overføring etter intervju",
    "transfer-dossier": "overføring etter dossier",
    "collective-protection": "kollektivt vern",
    private: "privat/AMOT",
    "agreed-self-settlement": "avtalt sjølvbusetjing"
  },
  lanes: { ordinary: "ordinært hushald", minors: "einslege mindreårige" },
  states: {
    placed: "foreslått",
    held: "ventar på betre treff",
    unplaced: "utan plass",
    fixed: "avtalt sjølvbusetjing"
  },
  levels: {
    "limit-before-next-round": "Fristen går ut før neste runde",
    "minors-and-children": "Mindreårige og hushald med barn",
    others: "Andre hushald"
  },
  readiness: {
    interview: "busetjingssamtalen er ikkje gjennomført",
    "adults-heard": "ikkje alle vaksne er høyrde",
    "comment-deadline": "fristen for å uttale seg er ikkje ute, og han er ikkje fråfallen",
    "adverse-information": "opplysningar frå andre som talar mot hushaldet, er ikkje lagde fram for det",
    "best-interests": "vurderinga av det beste for barnet manglar"
  },
  warnings: {
    "not-ready": "Hushaldet er ikkje klart. Framlegget kan ikkje publiserast eller sendast til kommunen.",
    "thin-profile": "Lite er kjent om kompetansen til minst éin vaksen. Det gjer treffet meir usikkert.",
    "health-not-clarified":
      "Helsebehov er ikkje avklarte. Det er ikkje det same som ingen behov: spør igjen når kommunen har sagt ja.",
    "turns-18": "Minst éin fyller 18 år før flytting. Ein sakshandsamar må velje løp, og valet blir loggført.",
    protected: "Skjerma grunn: nokre område er haldne utanfor. Ikkje nemn grunnen i fritekst."
  },
  protectedReason: "skjerma grunn",
  reasons: {
    "best-for-the-round":
      "Framlegget er best for runden samla. Kommunar med betre treff er fulle, eller plassane der gir meir for andre hushald.",
    "own-best": "Ingen annan kommune hushaldet kan få, har betre treff.",
    locked: "Ein sakshandsamar har låst hushaldet til denne kommunen.",
    "agreed-self-settlement":
      "Hushaldet har avtalt sjølvbusetjing. Treff har ikkje valt kommunen, men plassane er rekna med.",
    "no-eligible-municipality": "Ingen kommune oppfyller alle krava til hushaldet.",
    "no-place-left": "Alle kommunar hushaldet kan få, er fulle i denne runden.",
    "no-plan": "Det finst ingen plan for runden.",
    "held-for-better": (below, best) =>
      `Hushaldet ventar til neste runde: dei ledige kommunane gir mindre enn ${below} av 100, og det beste treffet det kan få, er ${best}. Ein sakshandsamar må stadfeste at det skal vente.`
  },
  brief: {
    reason: {
      "best-for-the-round": (rank) => `Nr. ${rank} for hushaldet, best for runden samla`,
      "own-best": "Beste ledige for hushaldet",
      locked: "Låst av sakshandsamar",
      "agreed-self-settlement": "Avtalt sjølvbusetjing",
      "held-for-better": "Ventar på betre treff",
      "no-eligible-municipality": "Ingen kommune oppfyller krava",
      "no-place-left": "Ingen plass att i kommunane som er moglege",
      "no-plan": "Ingen plan for runden"
    },
    confirm: (questions) => `${count(questions, "ting", "ting")} må stadfestast`,
    littleKnown: "lite er kjent"
  },
  caveats: {
    suggestion: "Framlegg, ikkje vedtak: ein sakshandsamar bestemmer.",
    syntheticFacts: "Kommunefakta merkte syntetisk er laga for demonstrasjon.",
    syntheticPersons: "Alle personar er syntetiske.",
    scale:
      "Treff er på ein skala frå 0 til 100. Der fleire hushald er rekna saman, er 100 poeng fullt treff for éin person."
  },
  headings: {
    suggestion: "Framlegget",
    why: "Kvifor",
    facts: "Fakta som er brukte",
    unknown: "Dette er ukjent",
    confirm: "Må stadfestast av kommunen",
    alternatives: "Alternativ",
    round: "Pris for runden",
    robustness: "Kor sikkert framlegget er",
    "childrens-best": "Det beste for barnet",
    readiness: "Klart for utsending?",
    excluded: "Kommunar som er haldne utanfor",
    "why-not": "Kvifor ikkje?",
    needs: "Dette treng hushaldet",
    rule: "Slik blir kommunen vald",
    considerations: "Dette talde mest",
    correct: "Er noko feil?",
    next: "Dette skjer vidare",
    caveats: "Hugs"
  },
  officer: {
    title: (household, municipality) =>
      municipality === null
        ? `Hushald ${household}: ikkje plassert`
        : `Hushald ${household}: ${municipality} foreslått`,
    persons: "Personar",
    priority: "Prioritet",
    state: "Status",
    placed: (municipality, fit, low, high) =>
      `Hushaldet er foreslått busett i ${municipality}. Treffet er ${fit} av 100, truleg mellom ${low} og ${high}.`,
    notPlaced: "Hushaldet har ikkje fått framlegg om kommune i denne runden.",
    rankAmong: (rank, eligible) =>
      rank === 1
        ? `Det er det beste treffet blant ${municipalities(eligible)} hushaldet kan få.`
        : `Det er nummer ${rank} blant ${municipalities(eligible)} hushaldet kan få.`,
    eligible: (eligible) => `Hushaldet kan få ${municipalities(eligible)} i denne runden.`,
    members: (mean) => `Gjennomsnittet for medlemene er ${mean}.`,
    lowestAdult: (fit) => `Den vaksne staden passar dårlegast for, har ${fit}.`,
    children: (fit) => `Barna har ${fit} i snitt.`,
    sum: "Treffet er summen av bidraga under. Kvart bidrag står med det høgaste det kunne vore.",
    ofPossible: (points, possible) => `${points} av ${possible}`,
    kinds: (parts) => `Treffet kviler på ${parts}.`,
    kindPart: (percent, kind) => `${percent} ${kind}`,
    noFacts: "ingen fakta å vise",
    aboutPerson: "Om hushaldet",
    aboutMunicipality: "Om kommunen",
    concerns: (criterion) => `gjeld ${criterion}`,
    unknownMeaning:
      "Ukjent er ikkje null: vi har rekna med det som er vanleg i runden eller i liknande kommunar, og gjort spennet breiare.",
    nothingUnknown: "Ingenting av det som tel, er ukjent.",
    mustConfirm: "Kommunen må svare på dette før vedtak:",
    nothingToConfirm: "Alle dei absolutte krava er stadfesta.",
    alternatives: "Dei næraste alternativa, med skilnaden i treff frå framlegget:",
    noAlternatives: "Ingen andre kommunar er moglege.",
    alternative: (municipality, rank) => `${municipality} (nr. ${rank})`,
    full: "fullt",
    price: (municipality, points) =>
      `Plassane hushaldet bruker i ${municipality}, er verde ${points} poeng for resten av runden.`,
    noPrice: (municipality) => `Ingen andre i runden taper på at hushaldet får plassane i ${municipality}.`,
    alternativePrice: (points) => `pris ${points} poeng`,
    robust: (kept, draws) =>
      `Når dei usikre tala blir trekte på nytt, beheld hushaldet kommunen i ${kept} av ${draws} trekningar.`,
    staysInTop: (kept, draws) => `Kommunen er blant dei beste for hushaldet i ${kept} av ${draws}.`,
    robustWord: {
      high: "Framlegget er robust.",
      good: "Framlegget er ganske robust.",
      unsure: "Framlegget er usikkert: sjå på alternativa.",
      low: "Framlegget er svært usikkert: alternativa er om lag like gode."
    },
    notReady: "Dette manglar før framlegget kan publiserast eller sendast til kommunen:",
    ready: "Alt som trengst før publisering, er på plass.",
    excluded: (number) =>
      `${count(number, "kommune er halden utanfor", "kommunar er haldne utanfor")}, kvar med den første grunnen som gjeld:`,
    noneExcluded: "Ingen kommunar er haldne utanfor.",
    municipalities,
    examples: (names, more) => (more ? `til dømes ${names}` : names)
  },
  child: {
    points: (fit) => `For barna er treffet ${fit} av 100.`,
    bestHere: "Ingen kommune hushaldet kan få, er betre for barna.",
    bestElsewhere: (municipality, difference) => `${municipality} er best for barna, ${difference} høgare.`,
    label: (index, of) => (of === 1 ? "Synet til barnet" : `Barn ${index}`),
    heard: (date) => `høyrd ${date}`,
    heardHow: (date, how, view) => `Høyrd ${date} (${how}): «${view}»`,
    notHeard: (reason) => (reason === null ? "Ikkje høyrd, og grunnen er ikkje ført opp" : `Ikkje høyrd: ${reason}`),
    assessment: "Vurderinga til sakshandsamaren",
    assessmentMissing: "Vurderinga manglar. Framlegget kan ikkje publiserast før ho er skriven."
  },
  whyNot: {
    heading: (municipality) => `Kvifor ikkje ${municipality}?`,
    chosen: (municipality) => `${municipality} er kommunen som er foreslått.`,
    excluded: (municipality, clauses) => `${municipality} er halden utanfor: ${clauses}.`,
    fit: (municipality, fit) => `Treffet i ${municipality} er ${fit} av 100.`,
    lower: (municipality, difference) => `Treffet i ${municipality} er ${difference} lågare enn i framlegget.`,
    higher: (municipality, difference) => `Treffet i ${municipality} er ${difference} høgare enn i framlegget.`,
    same: (municipality) => `Treffet i ${municipality} er det same som i framlegget.`,
    mostlyBy: (criteria) => `Dette skil mest: ${criteria}.`,
    heldBy: (municipality, ids) => `Plassane i ${municipality} blir brukte av ${ids}.`,
    heldByOthers: (municipality) => `Plassane i ${municipality} blir brukte av andre hushald.`,
    locked: (municipality) => `Ein sakshandsamar har låst hushaldet til ein annan kommune enn ${municipality}.`,
    notPlacedThere: (municipality) =>
      `${municipality} er mogleg for hushaldet, men planen for heile runden gir meir utan den plasseringa.`,
    round: (municipality, points) =>
      `Med hushaldet i ${municipality} blir det samla treffet i runden endra med ${points} poeng.`,
    roundSame: (municipality) => `Med hushaldet i ${municipality} er det samla treffet i runden det same.`,
    fewer: (number) => `${persons(number)} færre får plass.`,
    more: (number) => `${persons(number)} fleire får plass.`,
    moved: (number) => `${households(number)} får ein annan kommune enn i planen, dette medrekna.`,
    impossible: (municipality) => `Ingen plan for runden er mogleg med hushaldet i ${municipality}.`,
    nowhere: "utan plass"
  },
  municipality: {
    title: (number) => `Hushald på ${persons(number)}`,
    minorTitle: (number) => count(number, "einsleg mindreårig", "einslege mindreårige"),
    lead: "Dette får kommunen vite før han svarar. Heile saka blir først send når kommunen har sagt ja.",
    persons: "Personar",
    lane: "Gruppe",
    needs: "Opplysningane er berre det kommunen treng for å svare. Namn, fødselsdato, opphav og adresse er ikkje med.",
    confirm: "Kommunen må svare på dette:",
    confirmAlways:
      "Eit ja må stadfeste bustad (rom, tilkomst og dato) og, der det gjeld, skuleplass og behandling, før det blir gjort vedtak.",
    facts: "Dette har vi lagt til grunn om kommunen. Sei frå dersom noko ikkje stemmer.",
    unknown: "Dette veit vi ikkje om kommunen. Meld det gjerne inn:"
  },
  person: {
    headings: {
      suggestion: () => "Framlegget",
      rule: () => "Slik blir kommunen vald",
      considerations: (reader) => you(reader, "Dette talde mest for deg", "Dette talde mest for dykk"),
      facts: (reader) =>
        you(reader, "Opplysningar vi har brukt om deg og kommunen", "Opplysningar vi har brukt om dykk og kommunen"),
      unknown: () => "Dette veit vi ikkje",
      "childrens-best": () => "Det beste for barnet",
      correct: () => "Er noko feil?",
      next: () => "Dette skjer vidare"
    },
    title: (municipality) =>
      municipality === null ? "Framlegg om busetjingskommune" : `Framlegg om busetjingskommune: ${municipality}`,
    lead: (municipality, reader) =>
      you(
        reader,
        `Vi foreslår at du blir busett i ${municipality}.`,
        `Vi foreslår at de blir busette i ${municipality}.`
      ),
    leadWaiting: (reader) =>
      you(reader, "Du har ikkje fått framlegg om kommune enno.", "De har ikkje fått framlegg om kommune enno."),
    reasons: {
      "best-for-the-round": (reader) =>
        you(
          reader,
          "Alle som ventar, er sette i samanheng. Kommunar som passar endå betre for deg, er fulle eller blir brukte av andre i denne runden.",
          "Alle som ventar, er sette i samanheng. Kommunar som passar endå betre for dykk, er fulle eller blir brukte av andre i denne runden."
        ),
      "own-best": (reader) =>
        you(
          reader,
          "Av kommunane du kan få no, er det den som passar best.",
          "Av kommunane de kan få no, er det den som passar best."
        ),
      locked: () => "Ein sakshandsamar har valt denne kommunen.",
      "agreed-self-settlement": (reader) =>
        you(reader, "Du har sjølv avtalt å busetje deg her.", "De har sjølve avtalt å busetje dykk her."),
      "held-for-better": (reader) =>
        you(
          reader,
          "Kommunane som er ledige no, passar dårleg for deg. Difor foreslår vi at du ventar til neste runde.",
          "Kommunane som er ledige no, passar dårleg for dykk. Difor foreslår vi at de ventar til neste runde."
        ),
      "no-eligible-municipality": (reader) =>
        you(reader, "Ingen kommune i denne runden har alt du må ha.", "Ingen kommune i denne runden har alt de må ha."),
      "no-place-left": (reader) =>
        you(
          reader,
          "Det er ikkje plass att i kommunane du kan få i denne runden.",
          "Det er ikkje plass att i kommunane de kan få i denne runden."
        ),
      "no-plan": () => "Runden er ikkje ferdig fordelt."
    },
    oneOffer: (reader) =>
      you(
        reader,
        "Du får eitt tilbod om kommune, og du kan ikkje klage på vedtaket. Difor er det viktig at opplysningane er rette.",
        "De får eitt tilbod om kommune, og de kan ikkje klage på vedtaket. Difor er det viktig at opplysningane er rette."
      ),
    refusal: (reader) =>
      you(
        reader,
        "Seier du nei til tilbodet, kan du miste retten til introduksjonsprogram og til hjelp med busetjing. Spør sakshandsamaren kva eit nei har å seie for deg.",
        "Seier de nei til tilbodet, kan de miste retten til introduksjonsprogram og til hjelp med busetjing. Spør sakshandsamaren kva eit nei har å seie for dykk."
      ),
    fixed: (reader) =>
      you(
        reader,
        "Kommunen kontrollerer leigeavtalen din, og IMDi må seie ja før du flyttar.",
        "Kommunen kontrollerer leigeavtalen dykkar, og IMDi må seie ja før de flyttar."
      ),
    rule: (reader) => [
      you(
        reader,
        "Kommunen må ha plass, ein bustad som er stor nok, og tenestene du må ha.",
        "Kommunen må ha plass, ein bustad som er stor nok, og tenestene de må ha."
      ),
      "Blant kommunane som er moglege, tel arbeid, utdanning og norsk, helse og bustad, familie og barn, det som er påbyrja, og eigne ønske. Alle i hushaldet tel like mykje.",
      "Alle som ventar, blir fordelte samstundes, slik at flest mogleg får ein stad som passar."
    ],
    ruleForMinors: (reader) => [
      you(
        reader,
        "Kommunen må ha plass i butiltaket du treng, og skuleplass for alderen din.",
        "Kommunen må ha plass i butiltaket de treng, og skuleplass for alderen dykkar."
      ),
      "Blant kommunane som er moglege, tel sysken og slektningar, skule med jamaldringar, helse, det kjende, og eigne ønske. Arbeid tel ikkje."
    ],
    neverCounts: "Statsborgarskap, opphav, etnisitet og religion tel aldri.",
    eligible: (number, reader) =>
      you(
        reader,
        `Du kunne få ${municipalities(number)} i denne runden.`,
        `De kunne få ${municipalities(number)} i denne runden.`
      ),
    level: {
      "limit-before-next-round": (reader) =>
        you(
          reader,
          "Du går framfor i køen fordi fristen for å bli busett går ut før neste runde.",
          "De går framfor i køen fordi fristen for å bli busette går ut før neste runde."
        ),
      "minors-and-children": (reader) =>
        you(
          reader,
          "Du går framfor i køen fordi du er under 18 år.",
          "De går framfor i køen fordi det er barn i hushaldet."
        ),
      others: () =>
        "Dei som har fristen før neste runde, og barn og familiar med barn, går først i køen. Deretter tel det kor lenge ein har venta."
    },
    speaksFor: (municipality, reader) =>
      you(reader, `Slik passar ${municipality} for deg:`, `Slik passar ${municipality} for dykk:`),
    ownAnswers: () => "Det kvar vaksen har svart for seg sjølv om slektningar, blir berre vist til den det gjeld.",
    fits: { well: "passar godt", partly: "passar delvis", poorly: "passar dårleg", unknown: "veit ikkje nok" },
    aboutYou: (reader) => you(reader, "Om deg", "Om dykk"),
    aboutMunicipality: "Om kommunen",
    unknown: (reader) =>
      you(
        reader,
        "Det vi ikkje veit, tel ikkje mot deg. Vi har rekna med det som er vanleg. Veit du meir, så fortel oss det.",
        "Det vi ikkje veit, tel ikkje mot dykk. Vi har rekna med det som er vanleg. Veit de meir, så fortel oss det."
      ),
    nothingUnknown: "Vi har det vi treng å vite.",
    correct: (reader) => [
      you(
        reader,
        "Er noko feil, eller manglar noko? Sei frå til den du hadde busetjingssamtalen med, eller til IMDi. Du kan få hjelp av tolk.",
        "Er noko feil, eller manglar noko? Sei frå til den de hadde busetjingssamtalen med, eller til IMDi. De kan få hjelp av tolk."
      ),
      you(
        reader,
        "Når opplysningane er retta, reknar vi ut framlegget på nytt. Du kan be om å få sjå alt som er lagra om deg, og få ein kopi.",
        "Når opplysningane er retta, reknar vi ut framlegget på nytt. De kan be om å få sjå alt som er lagra om dykk, og få ein kopi."
      )
    ],
    next: (reader) => [
      "Ein sakshandsamar i IMDi ser på framlegget og bestemmer.",
      "IMDi spør kommunen. Seier kommunen ja, gjer IMDi vedtak.",
      you(
        reader,
        "Du får vite om vedtaket på eit språk du forstår, med tolk dersom du treng det. Så blir dato for flytting avtalt.",
        "De får vite om vedtaket på eit språk de forstår, med tolk dersom de treng det. Så blir dato for flytting avtalt."
      )
    ],
    nextWaiting: (reader) => [
      you(
        reader,
        "Ein sakshandsamar ser på saka di. Du er med i neste runde, og ventetida tel.",
        "Ein sakshandsamar ser på saka dykkar. De er med i neste runde, og ventetida tel."
      )
    ],
    guardian: (reader) =>
      you(
        reader,
        "Representanten eller verja di får òg vite dette.",
        "Representanten eller verja dykkar får òg vite dette."
      ),
    whyNot: {
      chosen: (municipality) => `${municipality} er kommunen vi foreslår.`,
      excluded: (municipality, clauses) => `${municipality} kan ikkje veljast: ${clauses}.`,
      notPossible: (municipality) => `${municipality} kan ikkje veljast i denne runden.`,
      lower: (municipality, reader) =>
        you(
          reader,
          `${municipality} passar dårlegare for deg enn framlegget.`,
          `${municipality} passar dårlegare for dykk enn framlegget.`
        ),
      taken: (municipality) => `Plassane i ${municipality} blir brukte av andre hushald i denne runden.`,
      locked: (municipality) => `Ein sakshandsamar har valt ein annan kommune enn ${municipality}.`,
      notPlacedThere: (municipality, reader) =>
        you(
          reader,
          `${municipality} er mogleg for deg, men i denne runden går plassane til andre.`,
          `${municipality} er mogleg for dykk, men i denne runden går plassane til andre.`
        ),
      moved: (number, reader) =>
        you(
          reader,
          `Skulle du bu der, måtte framlegget endrast for ${households(number)}.`,
          `Skulle de bu der, måtte framlegget endrast for ${households(number)}.`
        )
    }
  },
  run: {
    title: (round) => `Runde ${round}`,
    status: {
      optimal: () => "Beste plan, bevist",
      feasible: (gap) => `Gyldig plan, ikkje bevist best: høgst ${gap} frå det beste moglege`,
      "no-solution": () => "Ingen plan funnen innan grensa",
      infeasible: () => "Ingen plan er mogleg: nokre val utelukkar kvarandre"
    },
    stoppedBy: {
      time: "stoppa av tidsgrensa",
      nodes: "stoppa av grensa for talet på steg",
      cancelled: "avbroten"
    },
    labels: {
      status: "Status",
      placed: "Plassert",
      waiting: "Ventar",
      fit: "Samla treff",
      full: "Fulle kommunar",
      notOwnBest: "Ikkje eigen beste",
      considered: "Vurdert",
      seconds: "Tid",
      run: "Køyring"
    },
    placed: (number, allPersons, placed, all) =>
      `${number} av ${persons(allPersons)} · ${placed} av ${households(all)}`,
    waiting: (held, unplaced) => `${held} blir haldne tilbake for betre treff · ${unplaced} utan plass`,
    fit: (points, bound, gap) => `${points} poeng · øvre grense ${bound} · avstand ${gap}`,
    full: municipalities,
    notOwnBest: (number) => `${households(number)} fekk ein annan kommune enn sin beste`,
    considered: (number, pairs, eligible) =>
      `${municipalities(number)} · ${count(pairs, "par", "par")}, ${count(eligible, "mogleg", "moglege")}`,
    seconds: (load, score, solve, explain, rules) =>
      `lese ${load} s · vurdert ${score} s · løyst ${solve} s · forklart ${explain} s · reglar prisa ${rules} s`,
    run: (solver, seed, profiles, facts, parameters, code) =>
      `løysar ${solver} · frø ${seed} · profil ${profiles} · fakta ${facts} · parametrar ${parameters} · kode ${code}`
  },
  table: {
    placements: "Framlegg",
    columns: {
      household: "Hushald",
      persons: "Pers.",
      municipality: "Kommune",
      fit: "Treff",
      interval: "Spenn",
      robustness: "Robust",
      rank: "Rang",
      reasons: "Tel mest",
      questions: "Opne",
      best: "Beste kommunar",
      price: "Pris",
      rule: "Regel",
      moved: "Flyttar",
      placed: "Plassert",
      reason: "Kvifor"
    },
    held: "Blir haldne tilbake for betre treff",
    heldNote:
      "Pris er det runden samla vinn (+) eller taper (−) på å plassere hushaldet i den beste ledige kommunen sin no.",
    unplaced: "Utan plass",
    rules: "Reglar og kva dei kostar",
    rulesNote: "Pris er poenga planen ville fått meir utan regelen; «flyttar» er hushald som då får ein annan kommune.",
    findings: "Funn i dataa",
    conflict: "Dette kan ikkje gjelde samstundes",
    locked: "låst",
    fixed: "avtalt",
    none: "ingen",
    placedChange: (number) => (number === 0 ? "som no" : `${number > 0 ? "+" : "−"}${persons(Math.abs(number))}`),
    legend:
      "Treff og spenn er av 100. Tal etter ein grunn er bidraget til treffet. Robust: del av trekningane der hushaldet beheld kommunen. Rang: plass blant kommunane hushaldet kan få. Opne: krav kommunen må stadfeste."
  },
  rules: {
    C3: "Minste tal kvar kommune skal ta imot (C3)",
    C4: "Nær familie i same region (C4)",
    C5: "Hushald som blir haldne frå kvarandre, skjerma grunn (C5)",
    C6: "Grenser for fylke og grupper av kommunar (C6)",
    C8: "Minkande nytte av fleire med same yrke i ein kommune (C8)",
    C9: "Nedre grense for hushaldet sitt eige treff (C9)",
    C9b: "Nedre grense for treffet til kvar vaksen (C9b)",
    hold: "Hushald som kan vente på betre treff"
  },
  findings: {
    "duplicate-household": "Hushald står meir enn éin gong",
    "duplicate-person": "Person står i meir enn eitt hushald",
    "duplicate-capacity": "Kommune har to kapasitetar i runden",
    "duf-kind": "DUF-nummer av feil slag",
    "unknown-municipality": "Ukjent kommunenummer",
    "unknown-household": "Hushald som ikkje er i runden",
    "no-agreed-municipality": "Avtalt sjølvbusetjing utan kommune",
    "unknown-tie": "Tilknyting til eit hushald som ikkje er i runden, er ikkje rekna med",
    "minimum-above-places": "Minste tal er høgare enn plassane",
    "not-decided": "Kommune utan vedtak: plassane er ikkje rekna med",
    "pair-across-lanes":
      "To hushald som skal haldast frå kvarandre, blir løyste kvar for seg (vaksne og einslege mindreårige): lås eller utelat ein kommune",
    "negative-free-places":
      "Fleire er busette og avtalte enn kommunen har vedteke, så han er rekna utan ledige plassar",
    "above-free-places": "Runden har fleire plassar enn kommunen har ledige",
    "two-locks": "Hushald er låst to gonger",
    "lock-and-forbid": "Hushald er både låst til og halde utanfor same kommune",
    "no-dwelling-large-enough": "Ingen innmeld bustad er stor nok for hushaldet"
  },
  findingPlaces: (places, more) => (more === 0 ? places : `${places} og ${count(more, "til", "til")}`),
  severity: { error: "feil", warning: "merk" }
} satisfies Catalogue
