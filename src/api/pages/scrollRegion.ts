/** A wide table scrolls inside a region of its own, which a keyboard can reach and a screen reader names. */
import { html } from "hono/html"
import type { Html } from "./Page.ts"

export const scrollRegion = (labelledBy: string, table: Html): Html =>
  html`<div class="scroll" role="region" aria-labelledby="${labelledBy}" tabindex="0">${table}</div>`
