/**
 * An officer's changes to a solved year, one after the other in one session: how long each takes from the question to a plan
 * with its certificate, and how far it is from proved. Plans go through the referee, certificates are re-checked.
 */
import { Effect } from "effect"
import { layer } from "../src/matching/decomposition/DecompositionResolver.ts"
import { Change } from "../src/matching/instance/change.ts"
import { type Instance, ineligible } from "../src/matching/instance/Instance.ts"
import { checkCertificate } from "../src/matching/referee/checkCertificate.ts"
import { findingsOf } from "../src/matching/referee/findings.ts"
import { gapOf } from "../src/matching/referee/SolveResult.ts"
import type { Solved } from "../src/matching/solver/Outcome.ts"
import { type Resolved, Resolver } from "../src/matching/solver/Resolver.ts"
import type { InstanceKind } from "./generateInstance.ts"
import { instanceOf, nameOf, type Subject } from "./instanceOf.ts"
import type { Bench, BenchOptions, Row } from "./main.ts"
import { median, rounded } from "./measure.ts"

interface Asked {
  readonly what: string
  readonly changes: (instance: Instance, solved: Solved) => ReadonlyArray<Change>
}

/** The household in the middle of the list that is placed and has another place to go. */
function someone(instance: Instance, { plan }: Solved, from: number): { readonly h: number; readonly other: number } {
  const width = instance.locations.length
  for (let h = from; h < plan.length; h++) {
    if (plan[h]! < 0 || instance.lock[h]! >= 0) continue
    const row = instance.score.subarray(h * width, (h + 1) * width)
    const open = [...row.keys()].filter((m) => row[m] !== ineligible && m !== plan[h])
    const best = open.sort((a, b) => row[b]! - row[a]! || a - b)[0]
    if (best !== undefined) return { h, other: best }
  }
  throw new Error("nobody is placed")
}

/** The location with the dearest place, or the most persons where nothing has a price. */
function dearest(instance: Instance, { certificate }: Solved): string {
  const prices = certificate.levels.at(-1)?.prices.filter(({ dimension }) => dimension === instance.dimensions[0]) ?? []
  return [...prices].sort((a, b) => b.price - a.price)[0]?.location ?? instance.locations[0]!
}

const persons = (instance: Instance): string => instance.dimensions[0]!

const asked: ReadonlyArray<Asked> = [
  {
    what: "lock a household elsewhere",
    changes: (instance, solved) => {
      const { h, other } = someone(instance, solved, solved.plan.length >> 1)
      return [Change.Lock({ household: instance.households[h]!, location: instance.locations[other]! })]
    }
  },
  {
    what: "one place fewer where it is dearest",
    changes: (instance, solved) => [
      Change.Capacity({ location: dearest(instance, solved), dimension: persons(instance), by: -1 })
    ]
  },
  {
    what: "one place more where it is dearest",
    changes: (instance, solved) => [
      Change.Capacity({ location: dearest(instance, solved), dimension: persons(instance), by: 1 })
    ]
  },
  {
    what: "a request declined",
    changes: (instance, solved) => {
      const { h } = someone(instance, solved, solved.plan.length >> 2)
      return [Change.Forbid({ household: instance.households[h]!, location: instance.locations[solved.plan[h]!]! })]
    }
  },
  {
    what: "close a municipality",
    changes: (instance, solved) => [Change.Close({ location: dearest(instance, solved) })]
  },
  {
    what: "a household comes late",
    changes: (instance) => {
      const width = instance.locations.length
      const like = instance.score.subarray(0, width)
      const score = Object.fromEntries(
        instance.locations.flatMap((id, m) => (like[m] === ineligible ? [] : [[id, like[m]!] as const]))
      )
      const demand = [...instance.demand.subarray(0, instance.dimensions.length)]
      return [
        Change.Late({
          household: { id: `late-${instance.households.length}`, persons: instance.persons[0]!, demand, score }
        })
      ]
    }
  }
]

interface Timed {
  readonly seconds: number
  readonly isWarm: boolean
  readonly gap: number
  readonly moved: number
  readonly wrong: ReadonlyArray<string>
}

function solvedOf({ outcome }: Resolved): Solved {
  if (outcome._tag !== "Optimal" && outcome._tag !== "FeasibleAtLimit") throw new Error(`it ended with ${outcome._tag}`)
  return outcome
}

function placesById({ instance }: Resolved, { plan }: Solved): ReadonlyMap<string, number> {
  return new Map(instance.households.map((id, h) => [id, plan[h]!]))
}

function judge(before: Resolved, after: Resolved, seconds: number): Timed {
  const [was, solved] = [solvedOf(before), solvedOf(after)]
  const earlier = placesById(before, was)
  const moved = after.instance.households.filter(
    (id, h) => earlier.has(id) && earlier.get(id) !== solved.plan[h]
  ).length
  const wrong = [
    ...findingsOf(after.instance, solved.plan).map(({ _tag }) => `the plan breaks a rule: ${_tag}`),
    ...checkCertificate(after.instance, solved.certificate).problems
  ]
  const { scale } = after.instance
  return { seconds, isWarm: after.isWarm, gap: gapOf(solved.bound / scale, solved.objective / scale), moved, wrong }
}

const measure = (subject: Subject, rounds: number) =>
  Effect.gen(function* () {
    const instance = yield* Effect.promise(() => instanceOf(subject))
    const resolver = yield* Resolver
    const started = performance.now()
    const session = yield* resolver.open(instance, { rule: "priced", gap: 1e-4, seed: 1 })
    const opened = (performance.now() - started) / 1000
    const wrong: Array<string> = []
    const timed = new Map<string, Array<Timed>>()
    let now = session.first
    for (let round = 0; round < rounds; round++) {
      for (const { changes, what } of asked) {
        const before = now
        const wanted = changes(before.instance, solvedOf(before))
        const asking = performance.now()
        now = yield* session.change(wanted)
        const found = judge(before, now, (performance.now() - asking) / 1000)
        timed.set(what, [...(timed.get(what) ?? []), found])
        wrong.push(...found.wrong.map((sentence) => `${nameOf(subject)}, ${what}: ${sentence}`))
      }
    }
    const cold: Row = {
      instance: nameOf(subject),
      change: "none: solved from the beginning",
      medianSeconds: rounded(opened)
    }
    const rows = [...timed].map(
      ([what, all]): Row => ({
        instance: nameOf(subject),
        change: what,
        medianSeconds: rounded(median(all.map(({ seconds }) => seconds))),
        warm: all.every(({ isWarm }) => isWarm),
        worstGapPercent: rounded(100 * Math.max(...all.map(({ gap }) => gap)), 4),
        medianMoved: median(all.map(({ moved }) => moved))
      })
    )
    return { rows: [cold, ...rows], wrong }
  }).pipe(Effect.scoped, Effect.provide(layer))

const kind = (households: number): Subject => ({
  kind: { households, locations: 357, seed: 1, slack: 1.1 } satisfies InstanceKind
})

export async function benchWarm({ full, instance }: BenchOptions): Promise<Bench> {
  const subjects: ReadonlyArray<Subject> = [
    kind(3000),
    kind(20_000),
    ...(instance === undefined ? [] : [{ file: instance }])
  ]
  const rows: Array<Row> = []
  const wrong: Array<string> = []
  for (const subject of subjects) {
    process.stderr.write(`… ${nameOf(subject)}\n`)
    const found = await Effect.runPromise(measure(subject, full ? 5 : 2))
    rows.push(...found.rows)
    wrong.push(...found.wrong)
  }
  return { rows, wrong }
}
