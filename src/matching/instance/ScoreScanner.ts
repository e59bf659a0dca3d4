/**
 * Splits the bytes of a treff-instance/1 into the text of everything but the scores and the scores as numbers, chunk by
 * chunk, so that a large file never stands in memory as text or as objects. It accepts only what it is sure of: at the first
 * byte it does not expect it gives up, and the caller reads the whole text the patient way, which also explains what is wrong.
 */
import { ineligible } from "./Instance.ts"

/** Rows of scores as they stand in the file; `ineligible` for null. */
export interface ScannedScores {
  readonly values: Float64Array<SharedArrayBuffer>
  /** How many scores each row has. */
  readonly lengths: ReadonlyArray<number>
}

export interface ScannedInstance {
  /** The document with an empty list for its scores. */
  readonly header: string
  readonly scores: ScannedScores
}

const quote = 0x22
const backslash = 0x5c
const open = 0x5b
const close = 0x5d
const openObject = 0x7b
const closeObject = 0x7d
const comma = 0x2c
const colon = 0x3a
const minus = 0x2d
const dot = 0x2e
const zero = 0x30
const nine = 0x39
const letterN = 0x6e

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Powers of ten by which dividing an exact whole number is correctly rounded. */
const powers = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
/** Whole numbers up to here leave room for one more digit below 2^53. */
const mostDigits = 900_719_925_474_098

/** What reading a number answers instead of where it ends. */
const notWhole = -1
const notNumber = -2

const numbersPerBlock = 2 ** 20

/** Numbers appended one by one, kept in blocks so that growing copies nothing. */
class Numbers {
  readonly #full: Array<Float64Array> = []
  #block = new Float64Array(numbersPerBlock)
  #used = 0

  push(value: number): void {
    if (this.#used === numbersPerBlock) {
      this.#full.push(this.#block)
      this.#block = new Float64Array(numbersPerBlock)
      this.#used = 0
    }
    this.#block[this.#used++] = value
  }

  get length(): number {
    return this.#full.length * numbersPerBlock + this.#used
  }

  /** All numbers in one shared array, so that worker threads read them without a copy. Leaves this list empty. */
  take(): Float64Array<SharedArrayBuffer> {
    const all = new Float64Array(new SharedArrayBuffer(8 * this.length))
    let at = 0
    for (let block = this.#full.shift(); block !== undefined; block = this.#full.shift()) {
      all.set(block, at)
      at += block.length
    }
    all.set(this.#block.subarray(0, this.#used), at)
    this.#used = 0
    return all
  }
}

/** Where in the document the next byte stands: outside the scores, or what is expected inside them. */
type Place = "outside" | "first row" | "next row" | "after row" | "first number" | "next number" | "after number"

const utf8 = new TextDecoder("utf-8", { fatal: true })
const emptyList = Uint8Array.of(open, close)

function joined(parts: ReadonlyArray<Uint8Array>): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Feed it the file with {@link push}, in order, then {@link end}. */
export class ScoreScanner {
  readonly #header: Array<Uint8Array> = []
  readonly #numbers = new Numbers()
  readonly #lengths: Array<number> = []
  #place: Place = "outside"
  #depth = 0
  #inString = false
  #escaped = false
  /** The last string that ended at depth 1, which may be the key "score". */
  #text = ""
  #isScore = false
  #found = false
  #rowStart = 0
  #gaveUp = false
  /** A number that the last chunk may have cut. */
  #rest = new Uint8Array(0)

  /** Takes the next bytes; false when it has given up. */
  push(chunk: Uint8Array): boolean {
    const bytes = this.#rest.length === 0 ? chunk : joined([this.#rest, chunk])
    this.#rest = new Uint8Array(0)
    let at = 0
    while (at < bytes.length && !this.#gaveUp) {
      const next = this.#place === "outside" ? this.#scanOutside(bytes, at) : this.#scanRows(bytes, at)
      if (next === at) {
        this.#rest = bytes.slice(at)
        break
      }
      at = next
    }
    return !this.#gaveUp
  }

  /** What the file holds, or undefined when that is not certain. */
  end(): ScannedInstance | undefined {
    const whole = this.#found && this.#place === "outside" && this.#rest.length === 0
    if (this.#gaveUp || !whole) return undefined
    try {
      const header = utf8.decode(joined(this.#header))
      return { header, scores: { values: this.#numbers.take(), lengths: this.#lengths } }
    } catch {
      return undefined
    }
  }

  /** Everything but the scores: follows strings and depth, and notices the key "score" of the document itself. */
  #scanOutside(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (this.#inString) this.#scanString(byte)
      else if (byte === quote) {
        this.#inString = true
        this.#text = ""
        this.#isScore = false
      } else if (byte === open && this.#isScore) {
        if (this.#found) return this.#giveUp(bytes)
        this.#header.push(bytes.slice(from, at), emptyList)
        this.#found = true
        this.#isScore = false
        this.#place = "first row"
        return at + 1
      } else if (byte === openObject || byte === open) this.#depth++
      else if (byte === closeObject || byte === close) this.#depth--
      else if (byte !== colon && !isSpace(byte)) this.#isScore = false
    }
    this.#header.push(bytes.slice(from))
    return bytes.length
  }

  #scanString(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === backslash) this.#escaped = true
    else if (byte === quote) {
      this.#inString = false
      this.#isScore = this.#depth === 1 && this.#text === "score"
      return
    }
    if (this.#depth === 1 && this.#text.length <= "score".length) this.#text += String.fromCharCode(byte)
  }

  /** The rows of scores. Answers where it stopped: after them, or before a number that the chunk may cut. */
  #scanRows(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (isSpace(byte)) continue
      switch (this.#place) {
        case "first number":
        case "next number": {
          if (byte === close && this.#place === "first number") {
            this.#endRow()
            break
          }
          const next = this.#readNumber(bytes, at)
          if (next === notWhole) return at
          if (next === notNumber) return this.#giveUp(bytes)
          this.#place = "after number"
          at = next - 1
          break
        }
        case "after number":
          if (byte === comma) this.#place = "next number"
          else if (byte === close) this.#endRow()
          else return this.#giveUp(bytes)
          break
        case "after row":
          if (byte === close) {
            this.#place = "outside"
            return at + 1
          }
          if (byte !== comma) return this.#giveUp(bytes)
          this.#place = "next row"
          break
        default:
          if (byte === close && this.#place === "first row") {
            this.#place = "outside"
            return at + 1
          }
          if (byte !== open) return this.#giveUp(bytes)
          this.#place = "first number"
      }
    }
    return bytes.length
  }

  #endRow(): void {
    this.#lengths.push(this.#numbers.length - this.#rowStart)
    this.#rowStart = this.#numbers.length
    this.#place = "after row"
  }

  #giveUp(bytes: Uint8Array): number {
    this.#gaveUp = true
    return bytes.length
  }

  /** Reads a number or null from `at`; answers where it ends, or why it cannot. */
  #readNumber(bytes: Uint8Array, at: number): number {
    if (bytes[at] === letterN) {
      if (at + 4 >= bytes.length) return notWhole
      if (bytes[at + 1] !== 0x75 || bytes[at + 2] !== 0x6c || bytes[at + 3] !== 0x6c) return notNumber
      this.#numbers.push(ineligible)
      return at + 4
    }
    const negative = bytes[at] === minus
    const first = negative ? at + 1 : at
    let position = first
    let digits = 0
    let decimals = -1
    for (; position < bytes.length; position++) {
      const byte = bytes[position]!
      if (byte >= zero && byte <= nine) {
        if (digits > mostDigits || decimals === powers.length - 1) return this.#readLongNumber(bytes, at)
        digits = digits * 10 + byte - zero
        if (decimals >= 0) decimals++
      } else if (byte === dot && decimals < 0 && position > first) decimals = 0
      else if (byte === comma || byte === close || isSpace(byte)) break
      else return this.#readLongNumber(bytes, at)
    }
    if (position === bytes.length) return notWhole
    const whole = decimals < 0 ? position - first : position - first - decimals - 1
    if (whole === 0 || decimals === 0 || (whole > 1 && bytes[first] === zero)) return notNumber
    const value = decimals > 0 ? digits / powers[decimals]! : digits
    this.#numbers.push(negative ? -value : value)
    return position
  }

  /** Exponents, and more digits than a whole number holds. */
  #readLongNumber(bytes: Uint8Array, at: number): number {
    let position = at
    while (
      position < bytes.length &&
      bytes[position] !== comma &&
      bytes[position] !== close &&
      !isSpace(bytes[position]!)
    )
      position++
    if (position === bytes.length) return notWhole
    const text = String.fromCharCode(...bytes.subarray(at, position))
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) || !Number.isFinite(Number(text))) return notNumber
    this.#numbers.push(Number(text))
    return position
  }
}
