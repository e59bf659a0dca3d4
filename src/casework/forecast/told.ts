/** What a forecast tells of each month ahead, as two numbers that can be held against what came: a month it leaves out is 0–4. */
import type { Forecast } from "./Forecast.ts"
import { smallBelow } from "./range.ts"

interface Told {
  readonly municipality: string
  readonly month: string
  readonly low: number
  readonly high: number
}

export const toldOf = ({ months: shown, municipality }: Forecast, months: ReadonlyArray<string>): ReadonlyArray<Told> =>
  months.map((month) => {
    const range = shown.find(({ period }) => period === month)?.persons
    return range?._tag === "range"
      ? { municipality, month, low: range.p10, high: range.p90 }
      : { municipality, month, low: 0, high: smallBelow - 1 }
  })
