/** Oversight and plans, as the API reference shows them. */

export const workQueueExample = {
  items: [{ kind: "not-ready", round: "demo-2024-48", count: 1, link: "/api/v1/rounds/demo-2024-48/households" }]
} as const

export const brokenGlassesExample = {
  items: [
    {
      id: "6e38bdf3-d781-4524-bee3-17693df9e2ff",
      round: "demo-2024-48",
      household: "H-0012",
      by: "de300000-0000-4000-8000-000000000002",
      reason: "Akutt sykdom i husstanden, saksbehandler er ikke til stede.",
      openedAt: "2024-11-18T09:31:44.278Z",
      until: "2024-11-18T12:31:44.278Z"
    }
  ]
} as const

export const auditExample = {
  items: [
    {
      seq: 367,
      at: "2024-11-18T14:56:42.366000Z",
      actor: "de300000-0000-4000-8000-000000000003",
      subject: "household:demo-2024-48/H-0002",
      organisation: "imdi",
      roles: ["imdi-lead"],
      session: "9559ac87-644d-4fa2-aed1-610dbdb8b112",
      request: "15e5c6ed-84be-4c32-9d6e-a22232e2cf97",
      purpose: "settlement",
      basis: null,
      action: "read",
      fields: ["hearing"],
      outcome: "done",
      count: null
    }
  ],
  next: null
} as const

export const personExportExample = {
  round: "demo-2024-48",
  household: "H-0006",
  person: {
    sex: "male",
    role: "child",
    ties: [],
    origin: "AFG",
    wishes: [],
    language: "pus",
    childView: { _tag: "not-heard", reason: "Ville ikke snakke om det nå" },
    schooling: {
      provenance: { date: "2024-11-08", source: "verified" },
      municipality: "3303",
      attendedSince: "2024-08-03"
    },
    citizenship: "AFG",
    housingNeeds: [],
    needsInterpreter: true,
    id: "P-0017",
    duf: { _tag: "synthetic", number: "202400001759" },
    birthDate: "2008-01-03",
    competence: {
      plan: [],
      work: [],
      results: [],
      education: [
        { level: 1, completed: true, provenance: { date: "2024-10-29", source: "stated" }, recognition: "not-needed" }
      ],
      norwegian: [{ level: "A2", skill: "oral", provenance: { date: "2024-10-29", source: "stated" } }]
    }
  },
  healthNeeds: [
    {
      complex: false,
      release: { scope: "settlement-and-municipality", releasedBy: "person", releasedOn: "2024-10-01" },
      service: "dialysis",
      strength: "helpful",
      legalBasis: "helsepersonelloven § 22",
      provenance: { date: "2024-10-01", source: "stated" }
    },
    {
      complex: false,
      service: "dialysis",
      strength: "helpful",
      legalBasis: "helsepersonelloven § 22",
      provenance: { date: "2024-10-01", source: "stated" }
    }
  ],
  case: {
    route: "reception-centre",
    permitOn: "2024-10-08",
    hostMunicipality: "3303",
    interviewOn: "2024-10-01",
    commentWaived: true,
    heard: true,
    minor: {
      careForms: ["shared-housing", "supported-housing"],
      provenance: { date: "2024-11-08", source: "verified" },
      responsibleBody: "IMDi",
      guardianInformedOn: "2024-11-08"
    },
    bestInterests: "Barna går i samme skole og barnehage som nå."
  },
  settlement: { state: "waiting", settledOn: null, municipality: null },
  corrections: [],
  requests: [],
  selfSettlements: [],
  language: "en",
  reasons: {
    title: "Suggested municipality: Oslo",
    lead: "We suggest that you settle in Oslo. Of the municipalities you can have now, it is the one that fits best.",
    sections: [
      {
        id: "suggestion",
        heading: "The suggestion",
        paragraphs: ["A suggestion, not a vedtak (decision): an officer decides."]
      },
      {
        id: "considerations",
        heading: "What counted most for you",
        paragraphs: ["How Oslo fits you:"],
        rows: [{ label: "Whether you can go to school with others your age", value: "fits well" }]
      }
    ]
  },
  accessLog: [
    { at: "2024-11-18T14:56:42.087000Z", action: "read", purpose: "settlement", organisation: "imdi" },
    { at: "2024-11-18T14:56:42.094000Z", action: "export", purpose: "data-subject", organisation: "imdi" }
  ]
} as const

export const protectedQueueExample = {
  items: [{ round: "demo-2024-48", household: "H-0015", persons: ["P-0029"] }],
  next: null
} as const

export const protectedPlacementsExample = {
  settlement: { state: "waiting", municipality: null, persons: 1, arrived: 0 },
  requests: [
    {
      id: "165eb8c9-f7df-4c3d-8dc6-e39050ca651f",
      municipality: "4601",
      state: "withdrawn",
      sentAt: "2024-11-18T14:56:44.153Z"
    }
  ],
  selfSettlements: [
    {
      id: "3ee8afcf-7d7f-48cd-aede-ee3c21cc8407",
      municipality: "4601",
      reference: "2024/5",
      appliedOn: "2024-11-01",
      state: "pending",
      version: 1,
      lease: null
    }
  ]
} as const

export const plansExample = {
  plans: [
    {
      id: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
      createdAt: "2024-11-18T14:56:12.366Z",
      inputVersion: 12,
      published: true
    }
  ]
} as const

export const planExample = {
  id: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
  createdAt: "2024-11-18T14:56:30.880Z",
  inputVersion: 30,
  format: "treff-plan/1",
  round: "demo-2024-48",
  run: {
    solver: "decomposition",
    seed: 2024,
    status: "optimal",
    objective: 10209322,
    bound: 10209322,
    gap: 0,
    profiles: ["standard", "minors"],
    parameters: "2024-11-29",
    facts: "2024-11-18",
    code: "0.1.0"
  },
  placements: [
    { household: "H-0001", state: "placed", municipality: "4601", points: 758985 },
    { household: "H-0002", state: "unplaced", municipality: null, points: 0 }
  ]
} as const
