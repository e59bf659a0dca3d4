/**
 * The best whole plan found from the prices and shares of a relaxation: rounding, then annealing over compound moves, then
 * parts of the plan solved anew by whole numbers. The budget counts moves and the clock only cuts it short, so the same seed
 * gives the same plan. It proves nothing; the bound is somebody else's.
 */
import type { Highs } from "highs"
import type { Choices } from "../instance/choices.ts"
import type { Assignment } from "../instance/Instance.ts"
import { type Objective, type Target, valueOf } from "../instance/objectives.ts"
import { seededStream } from "../seed.ts"
import { anneal, nearAt } from "./annealing.ts"
import { type Candidates, candidatesOf } from "./candidates.ts"
import { Incumbent } from "./Incumbent.ts"
import { Insertion } from "./insertion.ts"
import { Losses } from "./losses.ts"
import { solveNeighbourhood } from "./neighbourhood.ts"
import { Proposals } from "./proposals.ts"
import type { Relaxation } from "./Relaxation.ts"
import { roundShares } from "./rounding.ts"

export interface SearchRequest {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  /** A plan that keeps every hard row and every target. */
  readonly start: Assignment
  readonly seed: number
  readonly timeLeftMs: () => number
  /** Compound moves to try; a neighbourhood counts as many. */
  readonly moves: number
  /** Value at which to stop. */
  readonly accepted: number
  /** No plan is worth more. */
  readonly bound: number
  /** Solves neighbourhoods; without it, all moves are compound ones. */
  readonly highs?: Highs
}

export interface SearchAnswer {
  readonly plan: Assignment
  readonly value: number
  readonly moves: number
}

/** Candidates kept in all, and the fewest and most of one household. */
const candidatesInAll = 120_000
const fewestCandidates = 12
const mostCandidates = 100
/** First temperature, in average distances of a household to its part of the bound. */
const heat = 3
/** Share of the budget for neighbourhoods, and what one of them counts. */
const neighbourhoodShare = 0.75
const movesPerNeighbourhood = 60_000
/** Choices free in a neighbourhood: the more, the fewer the households, since small batches are whole problems of their own. */
const freeInAll = 10_500_000
const fewestFree = 2000
const mostFree = 9000
/** Near choices of all households that make a neighbourhood, at least, and multiples of them that take turns. */
const fewestNear = 6000
const spreads = [1, 2, 0.5] as const
/** Rounds without a gain after which there will be none. */
const patience = 2 * spreads.length
/** Nodes and simplex iterations for one neighbourhood, and the part of the distance to the bound it may leave. */
const neighbourhoodNodes = 2
const neighbourhoodIterations = 5000
const closeEnough = 0.03

class Search {
  readonly incumbent: Incumbent
  readonly candidates: Candidates
  readonly insertion: Insertion
  readonly random: () => number
  readonly plan: Assignment
  value: number
  readonly #request: SearchRequest
  readonly #relaxation: Relaxation
  readonly #report: (value: number) => void

  constructor(request: SearchRequest, relaxation: Relaxation, report: (value: number) => void) {
    const { choices, objective, seed, start, targets } = request
    const most = Math.min(mostCandidates, Math.max(fewestCandidates, Math.floor(candidatesInAll / start.length)))
    this.#request = request
    this.#relaxation = relaxation
    this.#report = report
    this.plan = start.slice()
    this.value = valueOf(choices, objective, start)
    this.random = seededStream(seed)
    this.candidates = candidatesOf(choices, objective, targets, relaxation.prices, most)
    this.incumbent = new Incumbent(choices, objective, targets)
    this.insertion = new Insertion(this.incumbent, this.candidates, relaxation.prices, this.random)
  }

  get isOver(): boolean {
    return this.value >= this.#request.accepted || this.value >= this.#request.bound || this.#request.timeLeftMs() <= 0
  }

  /** Keeps the incumbent if it is the best so far. */
  readonly keep = (): boolean => {
    if (this.incumbent.breach === 0 && this.incumbent.value > this.value) {
      this.value = this.incumbent.value
      this.plan.set(this.incumbent.plan)
      this.#report(this.value)
    }
    return this.isOver
  }

  anneal(moves: number): number {
    const { bound } = this.#request
    const { incumbent } = this
    const temperature = (heat * Math.max(0, bound - incumbent.value)) / this.plan.length
    const proposals = new Proposals(
      incumbent,
      this.candidates,
      this.insertion,
      this.#relaxation.prices,
      nearAt(temperature),
      this.random
    )
    const schedule = { moves, temperature, pause: this.keep }
    return anneal(incumbent, this.candidates, this.insertion, proposals, schedule, this.random)
  }

  /** Solves parts of the best plan anew. */
  refine(highs: Highs, rounds: number): number {
    const { bound, seed, targets, timeLeftMs } = this.#request
    const { candidates, incumbent, insertion, random } = this
    const losses = new Losses(incumbent, candidates, insertion, random)
    incumbent.adopt(this.plan)
    const size = Math.min(mostFree, Math.max(fewestFree, Math.floor(freeInAll / this.plan.length)))
    let lastGain = -1
    for (let round = 0; round < rounds; round++) {
      if (this.isOver || round - lastGain > patience) return round
      const near = Math.floor(Math.max(fewestNear, size) * spreads[round % spreads.length]!)
      const free = losses.neighbourhood(losses.limitFor(near), size)
      if (free.length === 0) continue
      const within = (bound - this.value) * closeEnough
      const effort = {
        seed,
        nodes: neighbourhoodNodes,
        iterations: neighbourhoodIterations,
        timeLimitMs: timeLeftMs(),
        within
      }
      if (solveNeighbourhood(highs, incumbent, targets, free, effort)) lastGain = round
      incumbent.commit()
      this.keep()
    }
    return rounds
  }
}

export function searchPlan(
  request: SearchRequest,
  relaxation: Relaxation,
  report: (value: number) => void = () => undefined
): SearchAnswer {
  const { highs, moves, start } = request
  const search = new Search(request, relaxation, report)
  const { incumbent } = search
  if (search.isOver || start.length === 0) return { plan: search.plan, value: search.value, moves: 0 }
  roundShares(incumbent, search.candidates, search.insertion, relaxation.share)
  search.keep()
  if (incumbent.breach > 0 || incumbent.value < search.value) incumbent.adopt(search.plan)
  const rounds = highs === undefined ? 0 : Math.ceil((moves * neighbourhoodShare) / movesPerNeighbourhood)
  const annealed = search.anneal(Math.max(0, moves - rounds * movesPerNeighbourhood))
  const refined = highs === undefined ? 0 : search.refine(highs, rounds)
  return { plan: search.plan, value: search.value, moves: annealed + refined * movesPerNeighbourhood }
}
