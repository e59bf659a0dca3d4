/** What is recommended for a round of which one placement and one household without a municipality are shown. */

export const recommendationsExample = {
  plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
  createdAt: "2024-11-18T14:56:29.101Z",
  outdated: false,
  language: "nb",
  format: "treff-match/1",
  round: "demo-2024-48",
  synthetic: true,
  households: 11,
  persons: 24,
  municipalities: 357,
  pairs: 3927,
  eligiblePairs: 44,
  status: "optimal",
  stoppedBy: null,
  objective: 10209322,
  bound: 10209322,
  gap: 0,
  placed: 15,
  householdsPlaced: 10,
  fullMunicipalities: 4,
  notOwnBest: 5,
  levels: [{ lane: "ordinary", name: "limit-before-next-round", objective: 3955, bound: 3955 }],
  seconds: { load: 0, score: 0.069, solve: 0.157, explain: 0.324, rules: 0.222 },
  placements: [
    {
      household: "H-0001",
      lane: "ordinary",
      persons: 1,
      level: "others",
      state: "placed",
      reason: { code: "best-for-the-round" },
      municipality: "4601",
      name: "Bergen",
      possible: 1000000,
      low: 547092,
      high: 873189,
      members: { mean: 758985, lowestAdult: 758985, children: null },
      missing: [{ about: "person", fact: "occupation", criterion: "occupation-match" }],
      questions: [],
      warnings: [{ code: "thin-profile", elements: [] }],
      rankOfPlaced: 4,
      eligible: 5,
      excluded: [{ criterion: "not-decided", municipalities: ["1151"], evidence: [] }],
      price: 20032,
      byKind: { measured: 32609, modelled: 76087, synthetic: 86956, unknown: 563333 },
      childrensBest: null,
      fit: 758985,
      robustness: 0.44,
      staysInTop: 1,
      topK: [
        {
          municipality: "0301",
          name: "Oslo",
          rank: 1,
          low: 625856,
          high: 953368,
          questions: [],
          difference: { total: 81411, criteria: [{ criterion: "occupation-match", points: -35217 }] },
          price: 123105,
          full: true,
          chosen: false,
          fit: 840396
        }
      ],
      reasons: [
        {
          criterion: "occupation-match",
          purpose: "work",
          points: 357826,
          possible: 434783,
          facts: [
            {
              fact: "mean-of-persons",
              value: 82,
              unit: "% of full value",
              source: "Treff",
              date: "2024-11-29",
              kind: "modelled"
            }
          ],
          missing: ["person:occupation"]
        }
      ],
      knockOn: null,
      text: "Nr. 4 for husstanden, best for runden samlet: bolig med plass til flere (+9), spesialisthelsetjeneste (+8)"
    }
  ],
  held: [],
  unplaced: [
    {
      household: "H-0002",
      lane: "ordinary",
      persons: 9,
      level: "minors-and-children",
      state: "unplaced",
      reason: { code: "no-eligible-municipality" },
      warnings: [],
      excluded: [
        {
          criterion: "dwelling-size",
          municipalities: ["0301"],
          evidence: [
            {
              fact: "dwellings-that-fit",
              value: 0,
              unit: null,
              source: "Made up for the demo, by a seeded generator",
              date: "2024-10-09",
              kind: "synthetic"
            }
          ]
        }
      ],
      eligible: 0,
      best: [],
      price: null,
      text: "Ingen kommune oppfyller kravene"
    }
  ],
  rules: [{ id: "hold", price: 0, share: 0, placed: 0, moved: 0 }],
  findings: [
    {
      severity: "warning",
      code: "unknown-tie",
      field: "household H-0008",
      message: "Household H-0008 has a tie to one that is not in the round; left out."
    }
  ],
  conflict: [],
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
  }
} as const
