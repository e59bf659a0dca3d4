/** Households of a round, as the API reference shows them. Nobody of them exists. */

export const householdsExample = {
  items: [
    {
      household: "H-0001",
      lane: "ordinary",
      persons: 1,
      settlement: { id: "76d7301e-d9ec-4d30-9a46-72f4d97dd4c8", state: "waiting", version: 1, municipality: null },
      decision: {
        kind: "override",
        municipality: "4601",
        suggested: "0301",
        reason: "Mormor bor i kommunen, og barna kjenner henne."
      },
      choices: [{ kind: "lock", municipality: "4601", reason: "Mormor bor i kommunen, og barna kjenner henne." }],
      blockers: [],
      reasks: 0
    },
    {
      household: "H-0002",
      lane: "ordinary",
      persons: 9,
      settlement: { id: "63223e77-41ca-46ab-af4b-e276b4ac4874", state: "waiting", version: 1, municipality: null },
      decision: null,
      choices: [],
      blockers: [],
      reasks: 0
    }
  ],
  next: "/api/v1/rounds/demo-2024-48/households?limit=4&after=eyJob3VzZWhvbGQiOiJILTAwMDQifQ"
} as const

export const householdFileExample = {
  id: "H-0002",
  route: "transfer-interview",
  permitOn: "2024-07-24",
  members: [
    {
      id: "P-0002",
      duf: { _tag: "synthetic", number: "202400000260" },
      birthDate: "1981-06-16",
      role: "adult",
      sex: "male",
      citizenship: "SYR",
      origin: "SYR",
      language: "ara",
      needsInterpreter: true,
      competence: {
        education: [
          { level: 2, completed: true, recognition: "not-needed", provenance: { source: "stated", date: "2024-08-14" } }
        ],
        work: [{ occupation: "7112", years: 20, provenance: { source: "stated", date: "2024-08-14" } }],
        norwegian: [{ skill: "oral", level: "none", provenance: { source: "stated", date: "2024-08-14" } }],
        track: { track: "a", provenance: { source: "stated", date: "2024-08-14" } },
        plan: [],
        results: []
      },
      housingNeeds: [],
      ties: [
        {
          kind: "sibling",
          to: { _tag: "municipality", code: "1103" },
          wish: "near",
          provenance: { source: "stated", date: "2024-08-14" }
        }
      ],
      wishes: []
    }
  ],
  hearing: { interviewOn: "2024-10-01", adultsHeard: ["P-0002"], commentWaived: true, adverseInformation: "none" },
  roundsHeld: 0
} as const

export const healthExample = {
  persons: [
    {
      person: "P-0013",
      needs: [
        {
          seq: 0,
          complex: false,
          release: { scope: "settlement-and-municipality", releasedBy: "person", releasedOn: "2024-10-01" },
          service: "dialysis",
          released: true,
          strength: "helpful",
          legalBasis: "helsepersonelloven § 22",
          provenance: { date: "2024-10-01", source: "stated" }
        }
      ]
    }
  ]
} as const

export const correctionsExample = {
  corrections: [
    {
      id: "830b803d-ae0f-4d1a-9fba-f6729dbeefc9",
      person: "P-0001",
      field: "needsInterpreter",
      before: true,
      now: false,
      source: "stated",
      saidOn: "2024-11-01",
      correctedAt: "2024-11-18T14:56:24.248Z"
    }
  ]
} as const

export const glassBrokenExample = { until: "2024-11-18T12:31:44.278Z" } as const
