/** One explanation, with one of each of its lists, as the API reference shows it. */

export const explanationExample = {
  round: "demo-2024-48",
  plan: "5f0f2b9e-3c52-4a0e-9d5b-6a3a8f2c7d10",
  audience: "officer",
  language: "nb",
  household: "H-0005",
  lane: "ordinary",
  persons: 3,
  level: "minors-and-children",
  state: "placed",
  reason: { code: "best-for-the-round" },
  municipality: "4601",
  name: "Bergen",
  total: 2255308,
  possible: 3000000,
  low: 2070211,
  high: 2311863,
  members: { mean: 751769, lowestAdult: 810775, children: 722267 },
  criteria: [
    {
      criterion: "occupation-match",
      purpose: "work",
      reference: "integreringsloven §§ 6, 13; S14: seekers per vacancy (NAV), modelled depth",
      points: 314748,
      possible: 404041,
      low: 245657,
      high: 366465,
      members: 1,
      facts: [{ fact: "occupation", value: "9112", unit: null, source: "stated", date: "2024-10-07", kind: "person" }],
      missing: [],
      byKind: { measured: 0, modelled: 314748, synthetic: 0, unknown: 0 }
    }
  ],
  facts: [
    { fact: "occupation", value: "9112", unit: null, source: "stated", date: "2024-10-07", kind: "person" },
    {
      fact: "seekers-per-vacancy",
      value: 2.53,
      unit: "job seekers per new vacancy",
      source: "Arbeidssøkere og nye ledige stillinger etter fylke og yrke, juni 2025 – januar 2026",
      date: "2026-01-31",
      kind: "measured"
    }
  ],
  missing: [],
  shareableServices: [],
  questions: [],
  warnings: [],
  rankOfPlaced: 2,
  eligible: 3,
  alternatives: [
    {
      municipality: "0301",
      name: "Oslo",
      rank: 1,
      points: 2273725,
      low: 2088306,
      high: 2332375,
      questions: [],
      difference: { total: 18417, criteria: [{ criterion: "occupation-match", points: -68687 }] },
      price: 369314,
      full: true,
      chosen: false
    }
  ],
  top: [
    {
      municipality: "4601",
      name: "Bergen",
      rank: 2,
      points: 2255308,
      low: 2070211,
      high: 2311863,
      questions: [],
      difference: { total: 0, criteria: [] },
      price: 60095,
      full: false,
      chosen: true
    }
  ],
  excluded: [
    {
      criterion: "dwelling-size",
      municipalities: ["1111"],
      evidence: [
        {
          fact: "dwellings-that-fit",
          value: 0,
          unit: null,
          source: "Made up for the demo, by a seeded generator",
          date: "2024-11-17",
          kind: "synthetic"
        }
      ]
    }
  ],
  price: 60095,
  robustness: { keeps: 0.5, staysInTop: 1, draws: 100 },
  byKind: { measured: 157762, modelled: 682859, synthetic: 1414687, unknown: 0 },
  childrensBest: {
    children: 2,
    points: 1444533,
    possible: 2000000,
    bestForChildren: { municipality: "0301", name: "Oslo", difference: 56718 },
    views: [
      {
        heard: true,
        on: "2024-11-09",
        how: "Egen samtale på mottaket, med tolk",
        view: "Vil gjerne gå videre på samme skole."
      },
      { heard: false, reason: "Under sju år; mor har fortalt hva barnet trenger" }
    ],
    assessment: "Barna går i samme skole og barnehage som nå."
  },
  whyNot: null,
  text: {
    title: "Husstand H-0005: Bergen foreslått",
    lead: "Forslag, ikke vedtak: en saksbehandler bestemmer. Forslaget er best for runden samlet. Kommuner med bedre treff er fulle, eller plassene der gir mer for andre husstander.",
    sections: [
      {
        id: "suggestion",
        heading: "Forslaget",
        paragraphs: ["Husstanden foreslås bosatt i Bergen. Treffet er 75,2 av 100, trolig mellom 69,0 og 77,1."],
        rows: [{ label: "Status", value: "foreslått" }]
      },
      {
        id: "why",
        heading: "Hvorfor",
        paragraphs: ["Treffet er summen av bidragene under. Hvert bidrag står med det høyeste det kunne vært."],
        rows: [
          {
            label: "Barnehage og skole",
            value: "22,7 av 22,7",
            detail: "Ledige plasser i grunnskolen: 502 plasser · Ledige barnehageplasser: 663 plasser"
          }
        ]
      }
    ]
  }
} as const
