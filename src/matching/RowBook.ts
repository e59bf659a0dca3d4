/**
 * The rows of one lane, by criterion, subject and source: each is computed once, however many persons share it, and known
 * by a number from the moment it is first asked for. Owns who counts towards the mean; refuses weights.
 */
import type { PersonSource } from "../domain/Provenance.ts"
import type { Concern, SoftCriterion, Subject } from "./Criterion.ts"
import { expectedRow, type Row, subjectRow, weighted } from "./rows.ts"
import type { World } from "./World.ts"

/** A person the criterion concerns: the fact is known, or it is unknown. */
export type Found = Exclude<Concern<Subject>, { readonly _tag: "not-concerned" }>

type Key = Subject[string]

/** A key that is equal for equal subjects like this one, all of the same fields; a single field is its own key. */
const keyLike = (subject: Subject): ((one: Subject) => Key) => {
  const [field, ...more] = Object.keys(subject)
  if (field === undefined) return () => ""
  return more.length === 0 ? (one) => one[field]! : (one) => JSON.stringify(one)
}

interface Entry {
  readonly row: Row
  persons: number
  /** Number of the row by source; a fact nobody has to be believed for counts as verified. */
  readonly numbers: Partial<Record<PersonSource, number>>
}

/** What the lane's persons ask of one criterion. */
class Shelf {
  readonly criterion: SoftCriterion
  readonly entries = new Map<Key, Entry>()
  /** Number of the row for persons of whom the fact is unknown. */
  unknown: number | undefined
  #keyOf: ((subject: Subject) => Key) | undefined
  #expected: Row | undefined

  constructor(criterion: SoftCriterion) {
    this.criterion = criterion
  }

  entryOf(subject: Subject, world: World): Entry {
    this.#keyOf ??= keyLike(subject)
    const key = this.#keyOf(subject)
    const found = this.entries.get(key)
    if (found !== undefined) return found
    const entry = { row: subjectRow(this.criterion, subject, world), persons: 0, numbers: {} }
    this.entries.set(key, entry)
    return entry
  }

  /** Mean over everybody counted: to be asked for when all have been. */
  expected(places: number): Row {
    this.#expected ??= expectedRow([...this.entries.values()], places)
    return this.#expected
  }
}

export class RowBook {
  readonly #world: World
  readonly #shelves: ReadonlyArray<Shelf>
  readonly #rows: Array<() => Row> = []

  constructor(criteria: ReadonlyArray<SoftCriterion>, world: World) {
    this.#world = world
    this.#shelves = criteria.map((criterion) => new Shelf(criterion))
  }

  /** The number of the row for one person more, who from now on counts in the mean. */
  count(criterion: number, concern: Found): number {
    const shelf = this.#shelves[criterion]!
    if (concern._tag === "unknown") {
      shelf.unknown ??= this.#rows.push(() => shelf.expected(this.#world.places.length)) - 1
      return shelf.unknown
    }
    const source = concern.source ?? "verified"
    const entry = shelf.entryOf(concern.subject, this.#world)
    entry.persons++
    entry.numbers[source] ??= this.#rows.push(() => this.#weigh(shelf, entry.row, source)) - 1
    return entry.numbers[source]
  }

  /** The rows by number, when everybody has been counted. */
  rows(): ReadonlyArray<Row> {
    return this.#rows.map((row) => row())
  }

  #weigh(shelf: Shelf, row: Row, source: PersonSource): Row {
    return source === "verified" ? row : weighted(row, shelf.expected(this.#world.places.length), source)
  }
}
