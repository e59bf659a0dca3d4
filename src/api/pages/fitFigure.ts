/** A fit as a line from 0 to 100: the interval as a bar, the value as a mark. The numbers stand beside it in text. */
import { html } from "hono/html"
import type { Html } from "./Page.ts"

const width = 100
const height = 12

const at = (points: number, possible: number): number => (possible === 0 ? 0 : Math.round((width * points) / possible))

export interface FitInterval {
  readonly fit: number
  readonly low: number
  readonly high: number
  readonly possible: number
}

export const fitFigure = ({ fit, high, low, possible }: FitInterval): Html => {
  const from = at(low, possible)
  return html`<svg class="fit-figure" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false"><rect class="scale" x="0" y="5" width="${width}" height="2" rx="1"/><rect class="interval" x="${from}" y="3" width="${Math.max(1, at(high, possible) - from)}" height="6" rx="3"/><rect class="mark" x="${Math.min(width - 3, Math.max(0, at(fit, possible) - 1))}" y="0" width="3" height="${height}" rx="1"/></svg>`
}
