/**
 * What households would ask of places at prices, softly: at a temperature each takes its choices, or stays unplaced, in
 * shares that fall exponentially with the distance to its best. It answers what all are worth, what they would use, and how
 * that use bends when prices move.
 */
import type { Claims } from "./Claims.ts"

/** A choice with less than this share, or a household with all but this share in one, does not bend the use of places. */
const leastShare = 1e-5

export class SoftDemand {
  readonly #claims: Claims
  readonly #width: number
  /** Share of each choice, at the prices last asked for. */
  readonly #share: Float64Array
  /** The choices of households that hesitate: whose they are from start to start, where, and with which share. */
  readonly #hesitant: Int32Array
  readonly #start: Int32Array
  readonly #first: Int32Array
  readonly #part: Float64Array
  #count = 0

  constructor(claims: Claims, width: number) {
    this.#claims = claims
    this.#width = width
    this.#share = new Float64Array(claims.location.length)
    this.#hesitant = new Int32Array(claims.start.length)
    this.#start = new Int32Array(claims.start.length)
    this.#first = new Int32Array(claims.location.length)
    this.#part = new Float64Array(claims.location.length)
  }

  /** Σ_h T·log(1 + Σ_k exp(net_k / T)); `left` loses what the households would use. */
  measure(prices: Float64Array, temperature: number, left: Float64Array): number {
    const { demand, location, start, value } = this.#claims
    const width = this.#width
    const share = this.#share
    let total = 0
    for (let h = 0; h + 1 < start.length; h++) {
      const [from, to, own] = [start[h]!, start[h + 1]!, h * width]
      let best = 0
      for (let k = from; k < to; k++) {
        const first = location[k]! * width
        let net = value[k]!
        for (let d = 0; d < width; d++) net -= prices[first + d]! * demand[own + d]!
        share[k] = net
        if (net > best) best = net
      }
      let sum = Math.exp(-best / temperature)
      for (let k = from; k < to; k++) {
        const distance = (share[k]! - best) / temperature
        const weight = distance < -30 ? 0 : Math.exp(distance)
        share[k] = weight
        sum += weight
      }
      total += best + temperature * Math.log(sum)
      for (let k = from; k < to; k++) {
        if (share[k] === 0) continue
        share[k]! /= sum
        const first = location[k]! * width
        for (let d = 0; d < width; d++) left[first + d]! -= share[k]! * demand[own + d]!
      }
    }
    return total
  }

  /** Notes who hesitates at the shares last measured; {@link bend} is about them. `own` becomes its diagonal. */
  noteHesitant(own: Float64Array): void {
    const { location, start } = this.#claims
    let [count, length] = [0, 0]
    for (let h = 0; h + 1 < start.length; h++) {
      this.#start[count] = length
      let [largest, sum] = [0, 0]
      for (let k = start[h]!; k < start[h + 1]!; k++) {
        const part = this.#share[k]!
        sum += part
        if (part > largest) largest = part
        if (part < leastShare) continue
        this.#first[length] = location[k]! * this.#width
        this.#part[length++] = part
      }
      if (Math.max(largest, 1 - sum) > 1 - leastShare) length = this.#start[count]!
      else this.#hesitant[count++] = h
    }
    this.#start[count] = length
    this.#count = count
    this.#bendOwn(own)
  }

  #bendOwn(own: Float64Array): void {
    const { demand } = this.#claims
    const width = this.#width
    own.fill(0)
    for (let at = 0; at < this.#count; at++) {
      for (let k = this.#start[at]!; k < this.#start[at + 1]!; k++) {
        const part = this.#part[k]!
        for (let d = 0; d < width; d++)
          own[this.#first[k]! + d]! += part * (1 - part) * demand[this.#hesitant[at]! * width + d]! ** 2
      }
    }
  }

  /** How much less would be used, times the temperature, for prices raised along `direction`. */
  bend(direction: Float64Array, less: Float64Array): void {
    const { demand } = this.#claims
    const [first, part, width] = [this.#first, this.#part, this.#width]
    less.fill(0)
    for (let at = 0; at < this.#count; at++) {
      const [from, to, own] = [this.#start[at]!, this.#start[at + 1]!, this.#hesitant[at]! * width]
      let mean = 0
      for (let k = from; k < to; k++) {
        let dearer = 0
        for (let d = 0; d < width; d++) dearer += demand[own + d]! * direction[first[k]! + d]!
        mean += part[k]! * dearer
      }
      for (let k = from; k < to; k++) {
        let dearer = -mean
        for (let d = 0; d < width; d++) dearer += demand[own + d]! * direction[first[k]! + d]!
        for (let d = 0; d < width; d++) less[first[k]! + d]! += part[k]! * dearer * demand[own + d]!
      }
    }
  }
}
