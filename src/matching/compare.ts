/** Two plans of the same round side by side: who moves, what it changes. Used for knock-on, «why not» and rule prices. */
import type { Move } from "./explanation.ts"
import { answersOf, objectiveOf, type SolvedRound } from "./solved.ts"

export interface PlanDifference {
  /** Objective of `after` minus `before`, points. */
  readonly objective: number
  /** Persons placed in `after` minus `before`. */
  readonly placed: number
  readonly moves: ReadonlyArray<Move>
}

export const personsPlaced = (solved: SolvedRound): number =>
  answersOf(solved)
    .filter((answer) => answer.place !== null)
    .reduce((sum, answer) => sum + answer.household.household.persons, 0)

/** Every household that ends elsewhere, in order of id; its points are those after minus before. */
export const comparePlans = (before: SolvedRound, after: SolvedRound): PlanDifference => {
  const earlier = new Map(answersOf(before).map((answer) => [answer.household.household.id, answer]))
  const moves = answersOf(after).flatMap((answer): ReadonlyArray<Move> => {
    const { id } = answer.household.household
    const was = earlier.get(id)
    if (was === undefined || was.place?.code === answer.place?.code) return []
    const points = (one: typeof answer): number => (one.place === null ? 0 : one.household.points[one.place.index]!)
    return [
      {
        household: id,
        from: was.place?.code ?? null,
        to: answer.place?.code ?? null,
        points: points(answer) - points(was)
      }
    ]
  })
  return {
    objective: objectiveOf(after) - objectiveOf(before),
    placed: personsPlaced(after) - personsPlaced(before),
    moves
  }
}
