/**
 * A 64-bit fingerprint of text and numbers, for noticing that something changed and for breaking ties the same way every
 * time. It is no protection against forgery and is never used as one.
 */
import type { Instance } from "./Instance.ts"

const firstPrime = 0x01000193
const secondPrime = 0x85ebca6b

/** Takes numbers in, keeps two running 32-bit states. */
export class Fingerprint {
  #first = 0x811c9dc5
  #second = 0x9747b28c
  #view = new DataView(new ArrayBuffer(8))

  word(value: number): this {
    this.#first = Math.imul(this.#first ^ value, firstPrime)
    this.#second = Math.imul((this.#second ^ value) + (this.#second >>> 15), secondPrime)
    return this
  }

  number(value: number): this {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return this.word(value).word(0)
    this.#view.setFloat64(0, value)
    return this.word(this.#view.getInt32(0)).word(this.#view.getInt32(4))
  }

  numbers(values: ArrayLike<number>): this {
    this.word(values.length)
    for (let index = 0; index < values.length; index++) this.number(values[index]!)
    return this
  }

  text(value: string): this {
    this.word(value.length)
    for (let index = 0; index < value.length; index++) this.word(value.charCodeAt(index))
    return this
  }

  texts(values: ReadonlyArray<string>): this {
    this.word(values.length)
    for (const value of values) this.text(value)
    return this
  }

  /** A well mixed 32-bit unsigned integer. */
  integer(): number {
    let mixed = this.#first ^ Math.imul(this.#second ^ (this.#second >>> 16), secondPrime)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
    return (mixed ^ (mixed >>> 13)) >>> 0
  }

  hex(): string {
    const second = (this.#second ^ (this.#second >>> 16)) >>> 0
    return this.integer().toString(16).padStart(8, "0") + second.toString(16).padStart(8, "0")
  }
}

/** Scores are by far the largest part and never change in place, so theirs is counted once for all instances that share them. */
const scorePrints = new WeakMap<Float64Array, string>()

function scorePrintOf(score: Float64Array): string {
  const known = scorePrints.get(score)
  if (known !== undefined) return known
  const print = new Fingerprint().numbers(score).hex()
  scorePrints.set(score, print)
  return print
}

/** The fingerprint of everything in an instance that a plan or a bound depends on. */
export function fingerprintOf(instance: Instance): string {
  const print = new Fingerprint()
    .texts(instance.dimensions)
    .texts(instance.locations)
    .texts(instance.households)
    .numbers(instance.persons)
    .numbers(instance.demand)
    .numbers(instance.capacity)
    .numbers(instance.minimum)
    .numbers(instance.surcharge)
    .text(scorePrintOf(instance.score))
    .number(instance.scale)
    .number(instance.prices?.shortfall ?? -1)
    .numbers(instance.prices?.unplaced ?? [])
    .numbers(instance.region)
    .numbers(instance.announced)
    .number(instance.movePrice)
    .numbers(instance.lock)
    .numbers([...instance.forbidden])
  for (const level of instance.levels) print.number(level.scale).numbers(level.weight)
  for (const set of instance.linked) print.numbers(set)
  for (const set of instance.separate) print.word(-1).numbers(set)
  for (const group of instance.groups) print.numbers(group.locations).number(group.min).number(group.max)
  return print.hex()
}
