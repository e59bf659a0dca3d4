/** Requests, answers and the way after a yes, as the API reference shows them. */

export const requestsSentExample = {
  requests: [
    { id: "7f0e96b8-fcc0-44ad-9e9f-a8bb7f6f0812", household: "H-0001" },
    { id: "32e4d53f-3945-4ab6-8d0d-0dd8df25d3bd", household: "H-0003" }
  ]
} as const

export const requestsOfRoundExample = {
  requests: [
    {
      id: "03832fa2-d7ba-4ee3-bbab-9d163d16b450",
      municipality: "5037",
      state: "declined",
      version: 2,
      sentAt: "2024-11-18T14:57:47.229Z",
      deadline: "2024-12-09T23:00:00.000Z",
      answeredAt: "2024-11-18T14:57:49.823Z",
      round: "flow",
      household: "H-0099",
      persons: 3,
      minors: false,
      declineCode: "no-suitable-dwelling",
      receivedAt: null
    },
    {
      id: "0385fc19-7d4b-4077-a07c-d1e17cd534d1",
      municipality: "4632",
      state: "accepted",
      version: 2,
      sentAt: "2024-11-18T14:57:47.229Z",
      deadline: "2024-12-09T23:00:00.000Z",
      answeredAt: "2024-11-18T14:57:49.895Z",
      round: "flow",
      household: "H-0121",
      persons: 2,
      minors: false,
      declineCode: null,
      receivedAt: "2024-11-20T08:15:02.031Z"
    }
  ]
} as const

export const requestsExample = {
  items: [
    {
      id: "387e4ed6-3458-4867-ba20-891bfea6c867",
      municipality: "4601",
      state: "open",
      version: 1,
      sentAt: "2024-11-18T14:56:44.153Z",
      deadline: "2024-12-09T23:00:00.000Z",
      answeredAt: null
    },
    {
      id: "5b3b43c7-4354-4644-be9b-e3860293a274",
      municipality: "4601",
      state: "open",
      version: 1,
      sentAt: "2024-11-18T14:56:44.153Z",
      deadline: "2024-12-09T23:00:00.000Z",
      answeredAt: null
    }
  ],
  next: null
} as const

export const requestOpenedExample = {
  id: "03832fa2-d7ba-4ee3-bbab-9d163d16b450",
  municipality: "5037",
  state: "open",
  version: 1,
  sentAt: "2024-11-18T14:57:47.229Z",
  deadline: "2024-12-09T23:00:00.000Z",
  answeredAt: null,
  required: [{ _tag: "dwelling", rooms: 3, stepFree: false, by: "2025-03-31" }],
  disclosure: {
    ages: [
      { to: 17, from: 0, persons: 1 },
      { to: null, from: 18, persons: 2 }
    ],
    lane: "ordinary",
    rung: 7,
    format: "treff-request/1",
    persons: { to: 3, from: 3 },
    afterYes: [],
    dwelling: { rooms: 3, canGrow: false, stepFree: false },
    services: [],
    education: null,
    languages: ["ukr"],
    moveWindow: { year: 2027, month: null, quarter: 1 },
    interpreter: true,
    occupations: null,
    schoolPlaces: 0,
    confirmations: [{ by: "2025-03-31", _tag: "dwelling", rooms: 3, stepFree: false }],
    norwegianLevels: null,
    norwegianTracks: null
  },
  answer: null,
  receivedAt: null,
  settlement: null,
  questions: []
} as const

export const requestStateExample = { state: "accepted", version: 2 } as const

export const questionAskedExample = { id: "6e38bdf3-d781-4524-bee3-17693df9e2ff" } as const

export const fileExample = {
  format: "treff-file/1",
  household: "H-0010",
  route: "collective-protection",
  livesIn: "3328",
  members: [
    {
      id: "P-0021",
      duf: "202400002158",
      birthDate: "1988-01-31",
      role: "adult",
      language: "ukr",
      needsInterpreter: true,
      competence: {
        education: [
          {
            level: 7,
            field: 2,
            completed: true,
            recognition: "not-applied",
            provenance: { source: "stated", date: "2024-09-10" }
          }
        ],
        work: [
          {
            occupation: "2341",
            years: 11,
            recognition: "not-applied",
            provenance: { source: "stated", date: "2024-09-10" }
          }
        ],
        norwegian: [{ skill: "oral", level: "A1", provenance: { source: "stated", date: "2024-09-10" } }],
        track: { track: "academic", provenance: { source: "stated", date: "2024-09-10" } },
        plan: [],
        results: []
      },
      contract: null,
      school: null,
      housingNeeds: [],
      needs: [],
      grant: null
    },
    {
      id: "P-0022",
      duf: "202400002252",
      birthDate: "2014-11-03",
      role: "child",
      language: "ukr",
      needsInterpreter: false,
      competence: null,
      contract: null,
      school: { municipality: "3328", attendedSince: "2024-07-22" },
      housingNeeds: [],
      needs: [],
      grant: null
    }
  ],
  minor: null,
  reunification: null,
  shielded: false,
  confirmations: [{ _tag: "dwelling", rooms: 2, stepFree: false, by: "2025-01-22" }]
} as const
