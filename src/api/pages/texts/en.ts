/** English. */
import { countedIn } from "../../../texts/format.ts"
import type { PageTexts } from "./PageTexts.ts"

const count = countedIn("en-GB")

export const en: PageTexts = {
  product: "Treff",
  tagline: "settlement that fits",
  skip: "Skip to main content",
  languages: "Language",
  back: "All suggestions in the round",
  footer: {
    demo: "Demo: no login, synthetic persons.",
    attribution:
      "Contains data from Kartverket (CC BY 4.0), Statistics Norway, NAV, IMDi, UDI and the Directorate for Education (NLOD 2.0 / CC BY 4.0), TØI, KMD, SKDE, Telemark county and Eurostat GISCO/helsenorge. Adapted; there may be deviations. Older figures (2011–2019) are marked with their year.",
    synthetic: "Figures marked “synthetic” are made up for demonstration. All persons are synthetic.",
    api: "Technical description of the API"
  },
  round: {
    title: "Suggested settlement",
    intro: "Treff has considered all households of the round together and suggests a municipality for each.",
    dates: (date, next) => `Round of ${date}. Next round ${next}.`,
    size: (households, persons) =>
      `${count(households, "household", "households")}, ${count(persons, "person", "persons")}.`,
    others: "Other rounds",
    summary: "The round as a whole",
    persons: "Persons",
    municipality: "Suggested municipality",
    fitHelp: "0–100, with interval",
    nothing: "Nothing",
    interval: (low, high) => `interval ${low}–${high}`,
    rankOf: (rank, eligible) => `${rank} of ${eligible}`,
    table: "Suggested municipality for each household",
    legend:
      "Fit and interval are out of 100. The number after a reason is its contribution to the fit. Robust is the share of draws in which the household keeps the municipality when uncertain facts vary. Rank is the place of the municipality among those the household could have.",
    level: (level, households) => `${level} (${count(households, "household", "households")})`,
    none: "No household has been given a suggestion in this round.",
    excluded: "Requirements that rule out",
    nobodyWaits: "Every household of the round has been given a suggestion."
  },
  figures: {
    status: "The plan",
    placedPersons: "Persons with a suggestion",
    placedHouseholds: "Households with a suggestion",
    ofAll: (all) => `of ${all}`,
    waiting: "Waiting",
    waitingOf: (held, unplaced) => `${held} held back, ${unplaced} without a place`,
    gap: "Distance to best possible",
    gapHelp: "proven upper bound",
    full: "Full municipalities",
    fullOf: (municipalities) => `${municipalities} municipalities considered`,
    notOwnBest: "Not own best",
    notOwnBestHelp: "households that got another than their best",
    solved: "Solved in",
    seconds: (seconds) => `${seconds} s`,
    pairs: (pairs) => `${pairs} pairs of household and municipality`
  },
  empty: {
    title: "No rounds yet",
    text: "When a round has been read and solved, its suggestions are shown here.",
    unsolved: "The round has not been solved yet. It is solved when Treff starts."
  },
  household: {
    criterion: "Consideration",
    contribution: "Contribution",
    fact: "Fact",
    value: "Value",
    source: "Source",
    date: "Date",
    kind: "Kind",
    reasonsTable: "What counts, with facts and sources",
    noFacts: "Unknown: counted as the mean",
    difference: "Difference",
    distinguishes: "What differs",
    alternativesTable: "Other municipalities the household could have"
  },
  whyNot: {
    heading: "Why not another municipality?",
    intro:
      "Choose a municipality. Treff solves the whole round again with the household there, and shows what it would change.",
    label: "Municipality",
    choose: "Choose a municipality",
    ask: "Show why not",
    unknown: "Choose a municipality from the list.",
    unavailable: "The question could not be answered now. Try again in a moment.",
    movesTable: "Households that get another municipality",
    from: "From",
    to: "To",
    change: "Change"
  },
  errors: {
    notFound: { title: "Page not found", text: "The address is wrong, or the page has moved." },
    method: { title: "The page cannot be used this way", text: "The address does not take this kind of request." },
    malformed: { title: "The request cannot be read", text: "Check the address and try again." },
    unavailable: {
      title: "Treff is busy",
      text: "The database or the solver does not answer right now. Nothing was changed. Try again in a moment."
    },
    internal: { title: "Something went wrong", text: "The fault is in Treff, not with you. Nothing was changed." },
    id: (id) => `Give this number if you report it: ${id}`,
    home: "Go to the suggestions"
  }
}
