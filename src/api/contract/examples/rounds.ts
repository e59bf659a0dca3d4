/** Rounds and acts on them, as the API reference shows them. */

export const roundExample = {
  id: "demo-2024-48",
  name: "Demorunde uke 48 2024 (syntetiske personer)",
  synthetic: true,
  date: "2024-11-29",
  nextRound: "2024-12-20",
  households: 20,
  persons: 34,
  state: "solved",
  version: 2,
  inputVersion: 1,
  factsVersion: 1,
  plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10"
} as const

export const roundsExample = { rounds: [roundExample] } as const

export const roundDetailExample = {
  id: "demo-2024-48",
  name: "Demorunde uke 48 2024 (syntetiske personer)",
  synthetic: true,
  date: "2024-11-29",
  nextRound: "2024-12-20",
  households: 20,
  persons: 34,
  state: "solved",
  version: 2,
  inputVersion: 1,
  factsVersion: 1,
  plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
  recommendations: {
    plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
    createdAt: "2024-11-18T14:55:59.124Z",
    outdated: false,
    status: "optimal",
    gap: 0,
    placed: 25,
    householdsPlaced: 19
  }
} as const

export const roundCreatedExample = {
  id: "demo-2024-48",
  warnings: [
    {
      code: "negative-free-places",
      field: "1106",
      message: "1106 has settled and promised 7 more than it has decided; counted as 0 free (S10)."
    }
  ]
} as const

export const versionExample = { version: 10 } as const

export const doneExample = { done: true } as const

export const decisionsExample = {
  items: [
    {
      household: "H-0003",
      plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
      kind: "override",
      municipality: "4601",
      suggested: "0301",
      reason: "Mormor bor i kommunen, og barna kjenner henne.",
      difference: {
        answer: "lower-fit",
        byCriterion: [
          { criterion: "ties", points: 120000 },
          { criterion: "labour-market", points: -310000 }
        ],
        difference: -190000,
        placedDifference: 0,
        moved: 2
      },
      shown: {
        municipality: "0301",
        fit: 812000,
        topK: [
          { municipality: "0301", fit: 812000 },
          { municipality: "4601", fit: 622000 }
        ]
      },
      decidedBy: "9d2c1f0a-4b7e-4c55-8a61-0f3f5a7be214",
      decidedAt: "2024-11-18T10:02:11.950Z",
      openedAt: "2024-11-18T09:58:40.112Z"
    }
  ],
  next: null
} as const

export const blockersExample = {
  blockers: [
    { household: "H-0003", element: "best-interests" },
    { household: "H-0007", element: "undecided" }
  ]
} as const

export const runExample = {
  id: "02e36f5c-7057-4bec-ab1c-ff13e36f18c2",
  round: "demo-2024-48",
  state: "running",
  inputVersion: 4,
  requestedAt: "2024-11-18T09:12:03.114Z",
  startedAt: "2024-11-18T09:12:03.402Z",
  endedAt: null,
  progress: {
    stage: "solving",
    solver: { phase: "plan", objective: "total", incumbent: 10209322, bound: 10412008, gap: 0.0198 },
    step: [2, 3]
  },
  plan: null,
  failure: null,
  sequence: 3
} as const

export const runsExample = { runs: [runExample] } as const

export const runQueuedExample = { run: "02e36f5c-7057-4bec-ab1c-ff13e36f18c2" } as const

export const roundEventsExample = {
  events: [
    {
      kind: "published",
      subject: "round:demo-2024-48",
      organisation: "imdi",
      at: "2024-11-18T10:31:44.278Z",
      sequence: 41,
      details: {}
    }
  ]
} as const
