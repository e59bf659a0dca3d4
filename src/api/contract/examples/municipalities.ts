/** What municipalities take, declare and expect, as the API reference shows it. */

export const capacitiesLoadedExample = { loaded: 357 } as const

export const capacitiesExample = {
  capacities: [
    {
      municipality: "0301",
      year: 2024,
      version: 1,
      requested: 1648,
      minorsRequested: 0,
      decided: 1648,
      minorsDecided: 30,
      tolerance: 0,
      settledBefore: 1389,
      agreedBefore: 148,
      selfSettlement: 0,
      minorsBefore: 0,
      asked: 0,
      minorsAsked: 0,
      agreed: 0,
      minorsAgreed: 0,
      settled: 0,
      minorsSettled: 0,
      planned: 0,
      minorsPlanned: 0,
      free: 111,
      minorsFree: 30,
      findings: []
    }
  ]
} as const

export const reconciliationExample = {
  rows: {
    total: [
      { stage: "requested", persons: 5000, fewer: null },
      { stage: "decided", persons: 4000, fewer: 1000 }
    ],
    minors: [
      { stage: "requested", persons: 50, fewer: null },
      { stage: "decided", persons: 40, fewer: 10 }
    ]
  },
  findings: [
    { code: "decided-below-requested", dimension: "total", persons: 1000 },
    { code: "decided-below-requested", dimension: "minors", persons: 10 }
  ]
} as const

export const declaredExample = { id: "23eb909d-cb79-49a7-9940-5fda6865c1f5" } as const

export const declarationsExample = {
  declarations: [
    {
      id: "23eb909d-cb79-49a7-9940-5fda6865c1f5",
      declaredAt: "2024-11-18 14:56:02.794+00",
      declaration: {
        declaredOn: "2024-11-20",
        source: "Kommunens egen melding",
        dwellings: [{ rooms: 4, stepFree: true, count: 9, availableFrom: "2024-12-01" }]
      },
      missing: [
        { fact: "services" },
        { fact: "norwegianTracks" },
        { fact: "sameAgeEducation" },
        { fact: "minorHousing" },
        { fact: "followUpPlaces" }
      ]
    }
  ]
} as const

export const forecastExample = {
  format: "treff-forecast/1",
  municipality: "4601",
  runs: 200,
  quarters: [
    {
      period: "2025-Q1",
      persons: { _tag: "range", p10: 12, p50: 21, p90: 33 },
      schoolStages: {
        kindergarten: { _tag: "small" },
        primary: { _tag: "small" },
        "lower-secondary": { _tag: "small" },
        "upper-secondary": { _tag: "small" },
        adult: { _tag: "range", p10: 7, p50: 12, p90: 19 }
      },
      householdSizes: {
        "1": { _tag: "small" },
        "2": { _tag: "range", p10: 2, p50: 5, p90: 9 },
        "3-4": { _tag: "small" },
        "5-6": { _tag: "small" },
        "7+": { _tag: "small" }
      },
      rooms: {
        "1": { _tag: "small" },
        "2": { _tag: "small" },
        "3": { _tag: "range", p10: 2, p50: 5, p90: 8 },
        "4": { _tag: "small" },
        "5+": { _tag: "small" }
      },
      stepFree: { _tag: "small" },
      norwegianTracks: {
        alphabetisation: { _tag: "small" },
        a: { _tag: "small" },
        b: { _tag: "range", p10: 5, p50: 9, p90: 14 },
        academic: { _tag: "small" }
      },
      languages: [{ language: "ukr", persons: { _tag: "range", p10: 6, p50: 11, p90: 18 } }],
      minorsByForm: {
        "foster-home": { _tag: "small" },
        "shared-housing": { _tag: "small" },
        "supported-housing": { _tag: "small" }
      },
      reunification: { _tag: "small" }
    }
  ],
  months: [{ period: "2025-01", persons: { _tag: "range", p10: 5, p50: 8, p90: 13 } }],
  agreedNotArrived: 14,
  lastYear: { year: 2024, numbers: 12, inside: 10 }
} as const

export const noticeAddressesExample = { addresses: ["bosetting@example.no"] } as const

export const declinesExample = {
  rates: [
    { need: "large-dwelling", hidden: false, requests: 40, declined: 12, share: 0.3 },
    { need: "step-free", hidden: true }
  ]
} as const

export const upperSecondaryExample = {
  municipalities: [
    { municipality: "4601", asked: { from: 10, to: 14 }, agreed: { from: 0, to: 4 }, arrived: { from: 0, to: 4 } },
    { municipality: "4602", asked: { from: 0, to: 4 }, agreed: { from: 0, to: 4 }, arrived: { from: 0, to: 4 } }
  ],
  total: { asked: { from: 10, to: 14 }, agreed: { from: 0, to: 4 }, arrived: { from: 0, to: 4 } }
} as const
