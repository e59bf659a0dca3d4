/**
 * What the pages say beyond the shared catalogues of src/texts: frame, headings, form, errors. One type, so that a language
 * that lacks a key does not compile.
 */
export interface PageTexts {
  readonly product: string
  readonly tagline: string
  readonly skip: string
  readonly languages: string
  readonly back: string
  readonly footer: {
    readonly demo: string
    readonly attribution: string
    readonly synthetic: string
    readonly api: string
  }
  readonly round: {
    readonly title: string
    readonly intro: string
    readonly dates: (date: string, next: string) => string
    readonly size: (households: number, persons: number) => string
    readonly others: string
    readonly summary: string
    readonly persons: string
    readonly municipality: string
    readonly fitHelp: string
    readonly nothing: string
    readonly interval: (low: string, high: string) => string
    readonly rankOf: (rank: number, eligible: number) => string
    readonly table: string
    readonly legend: string
    readonly level: (level: string, households: number) => string
    readonly none: string
    readonly excluded: string
    readonly nobodyWaits: string
  }
  readonly figures: {
    readonly status: string
    readonly placedPersons: string
    readonly placedHouseholds: string
    readonly ofAll: (all: string) => string
    readonly waiting: string
    readonly waitingOf: (held: number, unplaced: number) => string
    readonly gap: string
    readonly gapHelp: string
    readonly full: string
    readonly fullOf: (municipalities: string) => string
    readonly notOwnBest: string
    readonly notOwnBestHelp: string
    readonly solved: string
    readonly seconds: (seconds: string) => string
    readonly pairs: (pairs: string) => string
  }
  readonly empty: { readonly title: string; readonly text: string; readonly unsolved: string }
  readonly household: {
    readonly criterion: string
    readonly contribution: string
    readonly fact: string
    readonly value: string
    readonly source: string
    readonly date: string
    readonly kind: string
    readonly reasonsTable: string
    readonly noFacts: string
    readonly difference: string
    readonly distinguishes: string
    readonly alternativesTable: string
  }
  readonly whyNot: {
    readonly heading: string
    readonly intro: string
    readonly label: string
    readonly choose: string
    readonly ask: string
    readonly unknown: string
    readonly unavailable: string
    readonly movesTable: string
    readonly from: string
    readonly to: string
    readonly change: string
  }
  readonly errors: {
    readonly notFound: { readonly title: string; readonly text: string }
    readonly method: { readonly title: string; readonly text: string }
    readonly malformed: { readonly title: string; readonly text: string }
    readonly unavailable: { readonly title: string; readonly text: string }
    readonly internal: { readonly title: string; readonly text: string }
    readonly id: (id: string) => string
    readonly home: string
  }
}
