/** English, British spelling. Terms from Norwegian law stay in Norwegian, explained where they first appear. */
import type { Catalogue, Reader } from "./catalogue.ts"
import { countedIn } from "./format.ts"

const count = countedIn("en-GB")
const you = (reader: Reader, one: string, many: string): string => (reader === "one" ? one : many)
const households = (number: number): string => count(number, "household", "households")
const persons = (number: number): string => count(number, "person", "persons")
const municipalities = (number: number): string => count(number, "municipality", "municipalities")

export const en = {
  criteria: {
    "occupation-match": {
      title: "Work in own occupation",
      inline: "work in own occupation",
      meaning: "Few job seekers per vacancy in the county, and enough jobs of the kind in the region.",
      toPerson: (reader) =>
        you(reader, "Whether there is work in your occupation", "Whether there is work in your occupations")
    },
    "recognition-path": {
      title: "Path to recognition",
      inline: "path to recognition",
      meaning: "A campus or upper secondary school in reach for what is missing before the education is recognised.",
      toPerson: () => "Whether you can take what is missing before your education is recognised"
    },
    "labour-market": {
      title: "Labour market",
      inline: "labour market",
      meaning:
        "Low unemployment in the county and many jobs in the region. For adults without an occupation they can use now.",
      toPerson: () => "Whether it is easy for you to find work here"
    },
    "education-path": {
      title: "Next step of education",
      inline: "next step of education",
      meaning:
        "Higher education, upper secondary school or adult education in reach, by the end goal of integreringsloven.",
      toPerson: () => "Whether you can take the next step of your education"
    },
    "norwegian-track": {
      title: "Norwegian on the right track",
      inline: "Norwegian on the right track",
      meaning: "The municipality has declared the Norwegian track the person needs, and it starts soon.",
      toPerson: () => "Whether the Norwegian course you need starts soon"
    },
    "childcare-school": {
      title: "Kindergarten and school",
      inline: "kindergarten and school",
      meaning: "Free places in kindergarten or in primary and lower secondary school for the child's age.",
      toPerson: (reader) =>
        you(
          reader,
          "Whether there is a school place for you",
          "Whether the children can have a place in kindergarten and school"
        )
    },
    "same-age-school": {
      title: "School with peers",
      inline: "school with peers",
      meaning:
        "Upper secondary school, introductory class or combination class for ages 16–24, preferably by daily travel.",
      toPerson: (reader) =>
        you(
          reader,
          "Whether you can go to school with others your age",
          "Whether the young people can go to school with others their age"
        )
    },
    "primary-care": {
      title: "General practitioner",
      inline: "general practitioner",
      meaning: "Room on the general practitioners' lists.",
      toPerson: () => "Whether a general practitioner has room for you"
    },
    "specialist-care": {
      title: "Specialist health care",
      inline: "specialist health care",
      meaning:
        "Straight-line distance to the local hospital, or to mental health care when the person has released such a need from taushetsplikt.",
      toPerson: () => "How far it is to hospital or other specialist care"
    },
    "dwelling-room": {
      title: "Dwelling with room for more",
      inline: "dwelling with room for more",
      meaning: "A declared dwelling that also fits family members expected later.",
      toPerson: () => "Whether the dwelling fits, also when more of your family come later"
    },
    interpreter: {
      title: "Interpreter",
      inline: "interpreter",
      meaning: "Qualified interpreters in the county for the language the person needs one in.",
      toPerson: (reader) =>
        you(
          reader,
          "Whether there are interpreters for your language",
          "Whether there are interpreters for your languages"
        )
    },
    ties: {
      title: "Close family",
      inline: "close family",
      meaning: "Relatives in Norway the person wishes to live near.",
      toPerson: () => "Whether you will live near the relatives you wish to live near"
    },
    "school-continuity": {
      title: "Same school for the child",
      inline: "same school for the child",
      meaning: "The child can go on in the municipality where it goes to school now.",
      toPerson: (reader) =>
        you(
          reader,
          "Whether you can stay at the school you go to",
          "Whether the children can stay at the school they go to"
        )
    },
    relations: {
      title: "Near the present home",
      inline: "near the present home",
      meaning: "Short distance to the municipality where the household lives today.",
      toPerson: () => "Whether it is near where you live today"
    },
    "qualification-continuity": {
      title: "Qualification begun",
      inline: "qualification begun",
      meaning: "A plan, Norwegian course, work practice or job that has begun can go on.",
      toPerson: () => "Whether you can go on with the course, practice or job you have begun"
    },
    contract: {
      title: "Signed job contract",
      inline: "signed job contract",
      meaning: "Commuting distance to the workplace of the contract.",
      toPerson: () => "Whether you can travel to the job you have a contract for"
    },
    "own-wish": {
      title: "Own wish",
      inline: "own wish",
      meaning: "The municipality or county the person has wished for.",
      toPerson: () => "Whether the place is where you wished to live"
    },
    "introduction-results": {
      title: "Introduction programme results",
      inline: "introduction programme results",
      meaning:
        "Share in work or education one year after the programme. Old figures, without weight in the standard profile.",
      toPerson: () => "How earlier participants of the introduction programme have fared"
    },
    "first-settled": {
      title: "Living where first settled",
      inline: "living where first settled",
      meaning:
        "Share of the municipality's refugees who were first settled there. Does not tell how many stay; without weight in the standard profile.",
      toPerson: () => "How many refugees in the municipality were first settled there"
    }
  },
  hard: {
    places: {
      title: "Places in the round",
      excluded: "the municipality has too few places for the household in this round"
    },
    "not-decided": { title: "No vedtak", excluded: "the municipality has registered no vedtak on how many it takes" },
    "dwelling-size": { title: "Dwelling size", excluded: "the municipality has declared no dwelling large enough" },
    "step-free": {
      title: "Step-free dwelling",
      excluded: "the municipality has declared no step-free dwelling large enough"
    },
    "named-treatment": {
      title: "Necessary treatment",
      excluded: "the municipality lacks the treatment the household must have"
    },
    "same-age-place": {
      title: "School place at 16–17",
      excluded: "there are too few places in education with peers for those aged 16 or 17"
    },
    "care-form": {
      title: "Care form",
      excluded: "the municipality has no free place in the care form the child needs"
    },
    "protected-area": { title: "Protected reason (skjermet grunn)", excluded: "protected reason (skjermet grunn)" },
    "declared-service-missing": {
      title: "Missing service",
      excluded: "the municipality has declared that it lacks a service the household must have"
    },
    lock: {
      title: "Locked to another municipality",
      excluded: "an officer has locked the household to another municipality"
    },
    forbid: {
      title: "Excluded by an officer",
      excluded: "an officer has decided that the household shall not go there"
    }
  },
  purposes: {
    work: "Work",
    education: "Education and Norwegian",
    "health-dwelling": "Health and dwelling",
    "family-children": "Family and children",
    "continuity-wishes": "Continuity and own wishes"
  },
  questions: {
    "dwelling-size": {
      topic: "Dwelling size",
      ask: "Do you have a dwelling with enough rooms for the household, and from what date?"
    },
    "step-free": {
      topic: "Step-free dwelling",
      ask: "Do you have a step-free dwelling with enough rooms, and from what date?"
    },
    "same-age-place": {
      topic: "School place at 16–17",
      ask: "Is there a place in upper secondary school, an introductory class or a combination class, and how is it reached?"
    },
    "care-form": {
      topic: "Care form",
      ask: "Do you have a free place in the care form the child needs, and from what date?"
    },
    dialysis: { topic: "Dialysis", ask: "Can the municipality ensure dialysis, and from what date?" },
    "hospital-follow-up": {
      topic: "Hospital follow-up",
      ask: "Can the municipality ensure hospital follow-up, and from what date?"
    },
    "specialist-mental-health": {
      topic: "Specialist mental health care",
      ask: "Can the municipality ensure specialist mental health care, and from what date?"
    },
    habilitation: { topic: "Habilitation", ask: "Can the municipality ensure habilitation, and from what date?" },
    "substance-treatment": {
      topic: "Substance treatment",
      ask: "Can the municipality ensure substance treatment, and from what date?"
    },
    "home-nursing": { topic: "Home nursing", ask: "Can the municipality give home nursing, and from what date?" }
  },
  evidence: {
    population: "Inhabitants",
    "centrality-class": "Centrality class (1 is most central)",
    unemployment: "Fully unemployed in the municipality",
    "county-unemployment": "Fully unemployed in the county",
    "region-jobs": "Jobs in the region",
    "upper-secondary-schools": "Upper secondary schools in the municipality",
    "upper-secondary-schools-region": "Upper secondary schools in the region",
    "higher-education-km": "Straight line to the nearest university or college",
    "hospital-km": "Straight line to the nearest local hospital",
    "psychiatric-centre-km": "Straight line to the nearest mental health care",
    "gp-capacity": "General practitioners' lists (above 100% is room)",
    "reception-centre-persons": "Persons in reception centres in the municipality",
    "introduction-programme-result": "In work or education one year after the introduction programme",
    "first-settled-share": "Refugees in the municipality who were first settled there",
    "kindergarten-free-places": "Free kindergarten places",
    "school-free-places": "Free school places",
    "adult-education": "Adult basic education in the municipality",
    "straight-line-km": "Straight line between the municipalities",
    "mean-of-persons": "Unknown of the person: mean of the persons of the round",
    "mean-of-centrality-class": "Unknown of the municipality: mean of equally central municipalities",
    "seekers-per-vacancy": "Job seekers per new vacancy in the county",
    "occupation-jobs-region": "Jobs of the occupation group in the region",
    interpreters: "Qualified interpreters in the county",
    dwellings: "Declared dwellings",
    "dwellings-with-rooms": "Declared dwelling",
    "dwellings-that-fit": "Declared dwellings large enough",
    "step-free-dwellings-that-fit": "Declared step-free dwellings large enough",
    "care-form-places": "Places in the care form",
    "same-age-places": "School places with peers",
    "same-age-education": "Education with peers",
    "norwegian-tracks": "Norwegian tracks in the municipality",
    "norwegian-track-offered": "The Norwegian track is declared",
    "norwegian-track-starts": "The Norwegian track starts",
    "service-missing": "Service the municipality lacks",
    occupation: "Occupation",
    education: "Education",
    "education-level": "Highest completed education",
    "recognition-status": "Recognition of the education",
    "norwegian-track": "Norwegian track",
    "service-needed": "Service needed",
    "relative-in": "Relatives live in",
    "attends-school-in": "Goes to school in",
    "qualification-begun-in": "Has begun qualification in",
    "workplace-in": "Workplace in",
    wishes: "Wishes to live in"
  },
  units: {
    persons,
    jobs: (number) => count(number, "job", "jobs"),
    schools: (number) => count(number, "school", "schools"),
    kilometres: (number) => count(number, "km", "km"),
    places: (number) => count(number, "place", "places"),
    interpreters: (number) => count(number, "interpreter", "interpreters"),
    dwellings: (number) => count(number, "dwelling", "dwellings"),
    rooms: (number) => `at least ${count(number, "room", "rooms")}`,
    percent: (number) => `${number}%`,
    yes: "yes",
    no: "no",
    county: (code) => `county ${code}`,
    municipality: (code) => `municipality ${code}`
  },
  kinds: {
    measured: { label: "measured", figures: "measured figures", meaning: "published figures" },
    modelled: { label: "modelled", figures: "modelled figures", meaning: "computed from published figures" },
    synthetic: { label: "synthetic", figures: "synthetic figures", meaning: "made for demonstration" },
    unknown: {
      label: "unknown",
      figures: "estimates where something is unknown",
      meaning: "an estimate because something is not known"
    },
    person: {
      label: "about the person",
      figures: "information about the person",
      meaning: "information about the person"
    }
  },
  sources: {
    verified: "verified",
    stated: "stated in the bosettingssamtale (settlement interview)",
    "self-registered": "self-registered",
    rrf: "from the UNHCR dossier"
  },
  housingNeeds: { "step-free": "step-free access", "ground-floor": "dwelling on the ground floor" },
  services: {
    dialysis: "dialysis",
    "hospital-follow-up": "hospital follow-up",
    "specialist-mental-health": "specialist mental health care",
    habilitation: "habilitation",
    "substance-treatment": "substance treatment",
    "home-nursing": "home nursing"
  },
  tracks: { alphabetisation: "learning to read and write", a: "track A", b: "track B", academic: "academic track" },
  careForms: {
    "foster-home": "foster home",
    "shared-housing": "shared housing",
    "supported-housing": "own room with follow-up"
  },
  sameAgeOffers: {
    "upper-secondary": "upper secondary school",
    "introductory-class": "introductory class",
    "combination-class": "combination class",
    none: "no free places"
  },
  recognition: {
    "not-needed": "not needed",
    recognised: "recognised",
    applied: "applied for, not decided",
    "needs-supplement": "needs supplementary education",
    "not-applied": "not applied for",
    refused: "refused"
  },
  educationLevels: [
    "no education",
    "primary school",
    "lower secondary school",
    "upper secondary, not completed",
    "upper secondary completed",
    "vocational college or supplementary year",
    "university or college, lower degree",
    "university or college, higher degree",
    "doctoral education"
  ],
  occupationGroups: {
    management: "Management",
    "engineering-ict": "Engineering and ICT",
    education: "Teaching",
    academic: "Academic professions",
    "health-care": "Health and care",
    "childcare-youth": "Work with children and youth",
    "brokers-consultants": "Brokers and consultants",
    office: "Office work",
    sales: "Shop and sales work",
    "agriculture-fishing": "Agriculture, forestry and fishing",
    construction: "Construction",
    manufacturing: "Manufacturing",
    "travel-transport": "Travel and transport",
    "service-other": "Service occupations and other work",
    none: "No occupational background or not stated"
  },
  routes: {
    "reception-centre": "reception centre",
    "integration-centre": "integration reception centre",
    "transfer-interview": "transfer after interview",
    "transfer-dossier": "transfer by dossier",
    "collective-protection": "collective protection",
    private: "private/AMOT",
    "agreed-self-settlement": "agreed self-settlement (avtalt selvbosetting)"
  },
  lanes: { ordinary: "ordinary household", minors: "unaccompanied minors" },
  states: {
    placed: "suggested",
    held: "waiting for a better fit",
    unplaced: "without a place",
    fixed: "agreed self-settlement (avtalt selvbosetting)"
  },
  levels: {
    "limit-before-next-round": "Time limit before the next round",
    "minors-and-children": "Minors and households with children",
    others: "Other households"
  },
  readiness: {
    interview: "the bosettingssamtale has not been held",
    "adults-heard": "not every adult has been heard",
    "comment-deadline": "the deadline to comment has neither passed nor been waived",
    "adverse-information": "information from others that weighs against the household has not been put to it",
    "best-interests": "the assessment of the child's best interests is missing"
  },
  warnings: {
    "not-ready": "The household is not ready. The suggestion cannot be published or sent to the municipality.",
    "thin-profile": "Little is known of at least one adult's competence. It makes the fit less certain.",
    "health-not-clarified":
      "Health needs are not clarified. That is not the same as no needs: ask again when the municipality has said yes.",
    "turns-18": "At least one turns 18 before moving. An officer must choose the path, and the choice is logged.",
    protected: "Protected reason (skjermet grunn): some areas are excluded. Do not mention the reason in free text."
  },
  protectedReason: "protected reason (skjermet grunn)",
  reasons: {
    "best-for-the-round":
      "The suggestion is best for the round as a whole. Municipalities with a better fit are full, or their places give more to other households.",
    "own-best": "No other municipality the household can have fits better.",
    locked: "An officer has locked the household to this municipality.",
    "agreed-self-settlement":
      "The household has agreed self-settlement (avtalt selvbosetting). Treff has not chosen the municipality, but its places are counted.",
    "no-eligible-municipality": "No municipality meets all the household's requirements.",
    "no-place-left": "Every municipality the household can have is full in this round.",
    "no-plan": "There is no plan for the round.",
    "held-for-better": (below, best) =>
      `The household waits for the next round: the free municipalities give less than ${below} of 100, and the best fit it can have is ${best}. An officer must confirm that it waits.`
  },
  brief: {
    reason: {
      "best-for-the-round": (rank) => `No. ${rank} for the household, best for the round as a whole`,
      "own-best": "Best available for the household",
      locked: "Locked by an officer",
      "agreed-self-settlement": "Agreed self-settlement",
      "held-for-better": "Waiting for a better fit",
      "no-eligible-municipality": "No municipality meets the requirements",
      "no-place-left": "No place left in the possible municipalities",
      "no-plan": "No plan for the round"
    },
    confirm: (questions) => `${count(questions, "thing", "things")} to be confirmed`,
    littleKnown: "little is known"
  },
  caveats: {
    suggestion: "A suggestion, not a vedtak (decision): an officer decides.",
    syntheticFacts: "Municipality facts marked synthetic are made for demonstration.",
    syntheticPersons: "All persons are synthetic.",
    scale: "Fit is on a scale from 0 to 100. Where households are added up, 100 points are one person's perfect fit."
  },
  headings: {
    suggestion: "The suggestion",
    why: "Why",
    facts: "Facts used",
    unknown: "What is unknown",
    confirm: "To be confirmed by the municipality",
    alternatives: "Alternatives",
    round: "Price for the round",
    robustness: "How certain the suggestion is",
    "childrens-best": "The child's best interests",
    readiness: "Ready to be sent?",
    excluded: "Excluded municipalities",
    "why-not": "Why not?",
    needs: "What the household needs",
    rule: "How a municipality is chosen",
    considerations: "What counted most",
    correct: "Is something wrong?",
    next: "What happens next",
    caveats: "Bear in mind"
  },
  officer: {
    title: (household, municipality) =>
      municipality === null
        ? `Household ${household}: not placed`
        : `Household ${household}: ${municipality} suggested`,
    persons: "Persons",
    priority: "Priority",
    state: "Status",
    placed: (municipality, fit, low, high) =>
      `The household is suggested settled in ${municipality}. The fit is ${fit} of 100, probably between ${low} and ${high}.`,
    notPlaced: "The household has no suggested municipality in this round.",
    rankAmong: (rank, eligible) =>
      rank === 1
        ? `It is the best fit among ${municipalities(eligible)} the household can have.`
        : `It is number ${rank} among ${municipalities(eligible)} the household can have.`,
    eligible: (eligible) => `The household can have ${municipalities(eligible)} in this round.`,
    members: (mean) => `The mean of the members is ${mean}.`,
    lowestAdult: (fit) => `The adult the place fits least has ${fit}.`,
    children: (fit) => `The children have ${fit} on average.`,
    sum: "The fit is the sum of the contributions below. Each stands with the most it could have been.",
    ofPossible: (points, possible) => `${points} of ${possible}`,
    kinds: (parts) => `The fit rests on ${parts}.`,
    kindPart: (percent, kind) => `${percent} ${kind}`,
    noFacts: "no facts to show",
    aboutPerson: "About the household",
    aboutMunicipality: "About the municipality",
    concerns: (criterion) => `concerns ${criterion}`,
    unknownMeaning:
      "Unknown is not zero: we have used what is usual in the round or in similar municipalities, and made the interval wider.",
    nothingUnknown: "Nothing that counts is unknown.",
    mustConfirm: "The municipality must answer this before vedtak:",
    nothingToConfirm: "All absolute requirements are confirmed.",
    alternatives: "The nearest alternatives, with the difference in fit from the suggestion:",
    noAlternatives: "No other municipality is possible.",
    alternative: (municipality, rank) => `${municipality} (no. ${rank})`,
    full: "full",
    price: (municipality, points) =>
      `The places the household uses in ${municipality} are worth ${points} points to the rest of the round.`,
    noPrice: (municipality) => `Nobody else in the round loses by the household having the places in ${municipality}.`,
    alternativePrice: (points) => `price ${points} points`,
    robust: (kept, draws) =>
      `When the uncertain figures are drawn again, the household keeps the municipality in ${kept} of ${draws} draws.`,
    staysInTop: (kept, draws) => `The municipality is among the household's best in ${kept} of ${draws}.`,
    robustWord: {
      high: "The suggestion is robust.",
      good: "The suggestion is fairly robust.",
      unsure: "The suggestion is uncertain: look at the alternatives.",
      low: "The suggestion is very uncertain: the alternatives are about as good."
    },
    notReady: "This is missing before the suggestion can be published or sent to the municipality:",
    ready: "Everything required before publishing is in place.",
    excluded: (number) =>
      `${count(number, "municipality is excluded", "municipalities are excluded")}, each with the first reason that applies:`,
    noneExcluded: "No municipalities are excluded.",
    municipalities,
    examples: (names, more) => (more ? `for example ${names}` : names)
  },
  child: {
    points: (fit) => `For the children the fit is ${fit} of 100.`,
    bestHere: "No municipality the household can have is better for the children.",
    bestElsewhere: (municipality, difference) => `${municipality} is best for the children, ${difference} higher.`,
    label: (index, of) => (of === 1 ? "The child's view" : `Child ${index}`),
    heard: (date) => `heard ${date}`,
    heardHow: (date, how, view) => `Heard ${date} (${how}): “${view}”`,
    notHeard: (reason) => (reason === null ? "Not heard, and the reason is not recorded" : `Not heard: ${reason}`),
    assessment: "The officer's assessment",
    assessmentMissing: "The assessment is missing. The suggestion cannot be published before it is written."
  },
  whyNot: {
    heading: (municipality) => `Why not ${municipality}?`,
    chosen: (municipality) => `${municipality} is the municipality suggested.`,
    excluded: (municipality, clauses) => `${municipality} is excluded: ${clauses}.`,
    fit: (municipality, fit) => `The fit in ${municipality} is ${fit} of 100.`,
    lower: (municipality, difference) => `The fit in ${municipality} is ${difference} lower than in the suggestion.`,
    higher: (municipality, difference) => `The fit in ${municipality} is ${difference} higher than in the suggestion.`,
    same: (municipality) => `The fit in ${municipality} is the same as in the suggestion.`,
    mostlyBy: (criteria) => `The largest differences: ${criteria}.`,
    heldBy: (municipality, ids) => `The places in ${municipality} are used by ${ids}.`,
    heldByOthers: (municipality) => `The places in ${municipality} are used by other households.`,
    locked: (municipality) => `An officer has locked the household to another municipality than ${municipality}.`,
    notPlacedThere: (municipality) =>
      `${municipality} is possible for the household, but the plan for the whole round gives more without it.`,
    round: (municipality, points) =>
      `With the household in ${municipality} the round's total fit changes by ${points} points.`,
    roundSame: (municipality) => `With the household in ${municipality} the round's total fit is the same.`,
    fewer: (number) => `${persons(number)} fewer get a place.`,
    more: (number) => `${persons(number)} more get a place.`,
    moved: (number) => `${households(number)} would get another municipality than in the plan, this one included.`,
    impossible: (municipality) => `No plan for the round is possible with the household in ${municipality}.`,
    nowhere: "without a place"
  },
  municipality: {
    title: (number) => `Household of ${persons(number)}`,
    minorTitle: (number) => count(number, "unaccompanied minor", "unaccompanied minors"),
    lead: "This is what the municipality is told before it answers. The full case is sent only when the municipality has said yes.",
    persons: "Persons",
    lane: "Group",
    needs: "Only what the municipality needs to answer is here. Name, birth date, origin and address are left out.",
    confirm: "The municipality must answer this:",
    confirmAlways:
      "A yes must confirm the dwelling (rooms, access and date) and, where it applies, school place and treatment, before a vedtak is made.",
    facts: "This is what we have assumed about the municipality. Tell us if something is wrong.",
    unknown: "This we do not know about the municipality. Please declare it:"
  },
  person: {
    headings: {
      suggestion: () => "The suggestion",
      rule: () => "How a municipality is chosen",
      considerations: () => "What counted most for you",
      facts: () => "What we have used about you and the municipality",
      unknown: () => "What we do not know",
      "childrens-best": () => "The child's best interests",
      correct: () => "Is something wrong?",
      next: () => "What happens next"
    },
    title: (municipality) =>
      municipality === null ? "Suggested municipality" : `Suggested municipality: ${municipality}`,
    lead: (municipality) => `We suggest that you settle in ${municipality}.`,
    leadWaiting: () => "You do not have a suggested municipality yet.",
    reasons: {
      "best-for-the-round": () =>
        "Everybody who waits is seen together. Municipalities that fit you even better are full or used by others in this round.",
      "own-best": () => "Of the municipalities you can have now, it is the one that fits best.",
      locked: () => "An officer has chosen this municipality.",
      "agreed-self-settlement": () => "You have yourself agreed to settle here.",
      "held-for-better": () =>
        "The municipalities that are free now fit you poorly. That is why we suggest that you wait for the next round.",
      "no-eligible-municipality": () => "No municipality in this round has everything you must have.",
      "no-place-left": () => "There is no place left in the municipalities you can have in this round.",
      "no-plan": () => "The round is not finished."
    },
    oneOffer: () =>
      "You get one offer of a municipality, and the vedtak (decision) cannot be appealed. That is why it matters that the information is right.",
    refusal: () =>
      "If you say no to the offer, you may lose the right to the introduction programme and to help with settling. Ask the officer what a no means for you.",
    fixed: () => "The municipality checks your lease, and IMDi must say yes before you move.",
    rule: () => [
      "The municipality must have places, a dwelling large enough, and the services you must have.",
      "Among the possible municipalities, what counts is work, education and Norwegian, health and dwelling, family and children, what you have begun, and your own wishes. Everyone in the household counts the same.",
      "Everybody who waits is placed at the same time, so that as many as possible get a place that fits."
    ],
    ruleForMinors: () => [
      "The municipality must have a place in the care form you need, and a school place for your age.",
      "Among the possible municipalities, what counts is siblings and relatives, school with others your age, health, what you know, and your own wishes. Work does not count."
    ],
    neverCounts: "Citizenship, origin, ethnicity and religion never count.",
    eligible: (number) => `You could have ${municipalities(number)} in this round.`,
    level: {
      "limit-before-next-round": () =>
        "You come early in the queue because your time limit for being settled falls before the next round.",
      "minors-and-children": (reader) =>
        you(
          reader,
          "You come early in the queue because you are under 18.",
          "You come early in the queue because there are children in the household."
        ),
      others: () =>
        "Those with a time limit before the next round, children, and families with children come first in the queue. After that it counts how long one has waited."
    },
    speaksFor: (municipality) => `How ${municipality} fits you:`,
    ownAnswers: () => "What each adult has answered alone about relatives is shown to that adult only.",
    fits: { well: "fits well", partly: "fits partly", poorly: "fits poorly", unknown: "not known well enough" },
    aboutYou: () => "About you",
    aboutMunicipality: "About the municipality",
    unknown: () =>
      "What we do not know does not count against you. We have used what is usual. If you know more, tell us.",
    nothingUnknown: "We have what we need to know.",
    correct: () => [
      "Is something wrong or missing? Tell the person who held your bosettingssamtale (settlement interview), or IMDi. You can have the help of an interpreter.",
      "When the information is corrected, we work the suggestion out again. You can ask to see everything stored about you, and get a copy."
    ],
    next: () => [
      "An officer at IMDi looks at the suggestion and decides.",
      "IMDi asks the municipality. If it says yes, IMDi makes a vedtak (decision).",
      "You are told of the vedtak in a language you understand, with an interpreter if you need one. Then a moving date is agreed."
    ],
    nextWaiting: () => [
      "An officer looks at your case. You are part of the next round, and the time you have waited counts."
    ],
    guardian: () => "Your representative or guardian is told too.",
    whyNot: {
      chosen: (municipality) => `${municipality} is the municipality we suggest.`,
      excluded: (municipality, clauses) => `${municipality} cannot be chosen: ${clauses}.`,
      notPossible: (municipality) => `${municipality} cannot be chosen in this round.`,
      lower: (municipality) => `${municipality} fits you less well than the suggestion.`,
      taken: (municipality) => `The places in ${municipality} are used by other households in this round.`,
      locked: (municipality) => `An officer has chosen another municipality than ${municipality}.`,
      notPlacedThere: (municipality) =>
        `${municipality} is possible for you, but in this round the places go to others.`,
      moved: (number) => `If you were to live there, the suggestion would have to change for ${households(number)}.`
    }
  },
  run: {
    title: (round) => `Round ${round}`,
    status: {
      optimal: () => "Best plan, proven",
      feasible: (gap) => `Valid plan, not proven best: at most ${gap} from the best possible`,
      "no-solution": () => "No plan found within the limit",
      infeasible: () => "No plan is possible: some choices rule each other out"
    },
    stoppedBy: {
      time: "stopped by the time limit",
      nodes: "stopped by the limit on steps",
      cancelled: "cancelled"
    },
    labels: {
      status: "Status",
      placed: "Placed",
      waiting: "Waiting",
      fit: "Total fit",
      full: "Full",
      notOwnBest: "Not own best",
      considered: "Considered",
      seconds: "Time",
      run: "Run"
    },
    placed: (number, allPersons, placed, all) =>
      `${number} of ${persons(allPersons)} · ${placed} of ${households(all)}`,
    waiting: (held, unplaced) => `${held} held for a better fit · ${unplaced} without a place`,
    fit: (points, bound, gap) => `${points} points · upper bound ${bound} · gap ${gap}`,
    full: municipalities,
    notOwnBest: (number) => `${households(number)} got another municipality than their best`,
    considered: (number, pairs, eligible) =>
      `${municipalities(number)} · ${count(pairs, "pair", "pairs")}, ${count(eligible, "possible", "possible")}`,
    seconds: (load, score, solve, explain, rules) =>
      `read ${load} s · scored ${score} s · solved ${solve} s · explained ${explain} s · rules priced ${rules} s`,
    run: (solver, seed, profiles, facts, parameters, code) =>
      `solver ${solver} · seed ${seed} · profile ${profiles} · facts ${facts} · parameters ${parameters} · code ${code}`
  },
  table: {
    placements: "Suggestions",
    columns: {
      household: "Household",
      persons: "Pers.",
      municipality: "Municipality",
      fit: "Fit",
      interval: "Interval",
      robustness: "Robust",
      rank: "Rank",
      reasons: "Counts most",
      questions: "Open",
      best: "Best municipalities",
      price: "Price",
      rule: "Rule",
      moved: "Moved",
      placed: "Placed",
      reason: "Why"
    },
    held: "Held for a better fit",
    heldNote:
      "Price is what the round as a whole gains (+) or loses (−) by placing the household in its best free municipality now.",
    unplaced: "Without a place",
    rules: "Rules and what they cost",
    rulesNote:
      "Price is the points the plan would gain without the rule; “moved” are households that would then get another municipality.",
    findings: "Findings in the data",
    conflict: "These cannot all hold",
    locked: "locked",
    fixed: "agreed",
    none: "none",
    placedChange: (number) => (number === 0 ? "as now" : `${number > 0 ? "+" : "−"}${persons(Math.abs(number))}`),
    legend:
      "Fit and interval are of 100. A number after a reason is its contribution to the fit. Robust: share of draws in which the household keeps the municipality. Rank: among the municipalities the household can have. Open: requirements the municipality must confirm."
  },
  rules: {
    C3: "Minimum intake of each municipality (C3)",
    C4: "Close family in the same region (C4)",
    C5: "Households kept apart, protected reason (C5)",
    C6: "Bounds on counties and groups of municipalities (C6)",
    C8: "Diminishing returns of one occupation in one municipality (C8)",
    C9: "Floor under the household's own fit (C9)",
    C9b: "Floor under each adult's fit (C9b)",
    hold: "Households that may wait for a better fit"
  },
  findings: {
    "duplicate-household": "Household occurs more than once",
    "duplicate-person": "Person is in more than one household",
    "duplicate-capacity": "Municipality has two capacities in the round",
    "duf-kind": "DUF number of the wrong kind",
    "unknown-municipality": "Unknown municipality number",
    "unknown-household": "Household that is not in the round",
    "no-agreed-municipality": "Agreed self-settlement without a municipality",
    "unknown-tie": "A relative in a household that is not in the round: the tie is left out",
    "minimum-above-places": "Minimum intake is above the places",
    "not-decided": "Municipality without vedtak: its places are left out",
    "pair-across-lanes":
      "Two households to be kept apart are solved separately (ordinary and minors): lock or forbid a municipality",
    "negative-free-places":
      "More are settled and agreed than the municipality has decided, so it counts as having no free places",
    "above-free-places": "The round has more places than the municipality has free",
    "two-locks": "Household is locked twice",
    "lock-and-forbid": "Household is both locked to and excluded from the same municipality",
    "no-dwelling-large-enough": "No declared dwelling is large enough for the household"
  },
  findingPlaces: (places, more) => (more === 0 ? places : `${places} and ${count(more, "more", "more")}`),
  severity: { error: "error", warning: "note" }
} satisfies Catalogue
