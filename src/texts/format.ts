/**
 * How numbers and dates are written in each language: 12,5 · 1 234 · 26 % · −3,4 · 29. november 2024. Owns every rounding
 * that is shown; nothing here knows what a number means.
 */
import type { pointsPerPerson } from "../domain/Points.ts"

export type Locale = "nb-NO" | "nn-NO" | "en-GB"

/** One person's perfect fit. Only the type is imported, so that the web is not given the schemas with it. */
const perPerson: typeof pointsPerPerson = 1_000_000

export interface Formats {
  readonly number: (value: number, decimals?: number) => string
  /** With its sign: +2,1 or −3,4; zero has none. */
  readonly signed: (value: number, decimals?: number) => string
  /** A fraction as per cent; small ones keep two digits that count. */
  readonly percent: (fraction: number) => string
  /** A share as whole per cent. */
  readonly wholePercent: (fraction: number) => string
  /** Fit on the scale 0–100, one decimal: 100 × points / possible. */
  readonly share: (points: number, possible: number) => string
  readonly signedShare: (points: number, possible: number) => string
  /** Points where households are added up: 100 = one person's perfect fit. */
  readonly points: (points: number) => string
  readonly signedPoints: (points: number) => string
  readonly date: (iso: string) => string
  readonly longDate: (iso: string) => string
  readonly list: (parts: ReadonlyArray<string>) => string
}

/** 100 × part / whole in tenths; 0 where there is no whole. */
export const tenths = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10

const minus = (text: string): string => text.replace("-", "−")

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/u.test(text) && Number.isFinite(Date.parse(`${text}T00:00:00Z`))

const percentDecimals = (percent: number): number => {
  const size = Math.abs(percent)
  if (size === 0 || size >= 10) return 0
  return size >= 1 ? 1 : Math.min(6, 1 - Math.floor(Math.log10(size)))
}

const makeFormats = (locale: Locale): Formats => {
  const numbers = new Map<string, Intl.NumberFormat>()
  const write = (value: number, decimals: number, signDisplay: "negative" | "exceptZero"): string => {
    const key = `${decimals} ${signDisplay}`
    const format =
      numbers.get(key) ??
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay })
    numbers.set(key, format)
    return minus(format.format(value))
  }
  const [short, long] = (["2-digit", "long"] as const).map(
    (month) =>
      new Intl.DateTimeFormat(locale, {
        day: month === "long" ? "numeric" : "2-digit",
        month: month === "2-digit" && locale === "en-GB" ? "short" : month,
        year: "numeric",
        timeZone: "UTC"
      })
  ) as [Intl.DateTimeFormat, Intl.DateTimeFormat]
  const written = (format: Intl.DateTimeFormat, iso: string): string =>
    isDate(iso) ? format.format(new Date(`${iso}T00:00:00Z`)) : iso
  const lists = new Intl.ListFormat(locale, { type: "conjunction" })
  const number = (value: number, decimals = 0): string => write(value, decimals, "negative")
  const signed = (value: number, decimals = 1): string => write(value, decimals, "exceptZero")
  const percent = locale === "en-GB" ? "%" : "\u00a0%"
  return {
    number,
    signed,
    percent: (fraction) => `${number(100 * fraction, percentDecimals(100 * fraction))}${percent}`,
    wholePercent: (fraction) => `${number(100 * fraction)}${percent}`,
    share: (points, possible) => number(tenths(points, possible), 1),
    signedShare: (points, possible) => signed(tenths(points, possible)),
    points: (points) => number(tenths(points, perPerson), 1),
    signedPoints: (points) => signed(tenths(points, perPerson)),
    date: (iso) => written(short, iso),
    longDate: (iso) => written(long, iso),
    list: (parts) => lists.format(parts)
  }
}

const made = new Map<Locale, Formats>()

export const formatsFor = (locale: Locale): Formats => {
  const formats = made.get(locale) ?? makeFormats(locale)
  made.set(locale, formats)
  return formats
}

/** «1 kommune», «12 kommuner»: the three languages have one form for one and one for the rest. */
export const countedIn = (locale: Locale): ((count: number, one: string, other: string) => string) => {
  const rules = new Intl.PluralRules(locale)
  return (count, one, other) => `${formatsFor(locale).number(count)} ${rules.select(count) === "one" ? one : other}`
}
