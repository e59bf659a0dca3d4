/** The households that would end elsewhere, with a way to each of them. */
import { html } from "hono/html"
import type { Move } from "../../matching/explanation.ts"
import { type Html, householdPath, linkTo, type Page } from "./Page.ts"
import { scrollRegion } from "./scrollRegion.ts"

export const movesTable = (
  page: Page,
  round: string,
  moves: ReadonlyArray<Move>,
  names: (code: string) => string
): Html => {
  if (moves.length === 0) return html``
  const { format, says, text } = page
  const { whyNot } = says
  const place = (code: string | null): string => (code === null ? text.whyNot.nowhere : names(code))
  return scrollRegion(
    "flyttes",
    html`<table data-color="neutral" class="ds-table moves">
<caption class="ds-sr-only" id="flyttes">${whyNot.movesTable}</caption>
<thead><tr>
<th scope="col">${text.table.columns.household}</th>
<th scope="col">${whyNot.from}</th>
<th scope="col">${whyNot.to}</th>
<th scope="col" class="number-cell">${whyNot.change}</th>
</tr></thead>
<tbody>${moves.map(
      ({ from, household, points, to }) => html`<tr>
<th scope="row"><a class="ds-link" data-color="accent" href="${linkTo(page, householdPath(household), { round })}">${household}</a></th>
<td>${place(from)}</td>
<td>${place(to)}</td>
<td class="number-cell">${format.signedPoints(points)}</td>
</tr>`
    )}</tbody>
</table>`
  )
}
