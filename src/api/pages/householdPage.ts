/** The page about one household: the explanation document, its reasons and alternatives as tables, and «why not» as a form. */
import { html } from "hono/html"
import { type DocumentOptions, wordsFor } from "../../texts/document.ts"
import { explanationDocument } from "../../texts/sentences.ts"
import type { HouseholdExplanation } from "../Explanations.ts"
import { alternativesSection } from "./alternativesTable.ts"
import { documentSection } from "./documentSection.ts"
import { fitFigure } from "./fitFigure.ts"
import { layout } from "./layout.ts"
import { type Html, linkTo, type Page } from "./Page.ts"
import { reasonsSection } from "./reasonsTable.ts"
import { type WhyNotAsked, whyNotSection } from "./whyNotSection.ts"

export interface HouseholdView extends HouseholdExplanation {
  readonly asked: WhyNotAsked
}

const suggested = (page: Page, { explanation }: HouseholdView): Html => {
  const { format } = page
  const { high, low, name, possible, total } = explanation
  if (name === null) return html``
  return html`<p class="suggested"><span class="place">${name}</span> <span class="fit"><span class="fit-value">${format.share(total, possible)}</span> ${fitFigure({ fit: total, low, high, possible })} <span class="help">${page.says.round.interval(format.share(low, possible), format.share(high, possible))}</span></span></p>`
}

export const householdPage = (page: Page, view: HouseholdView): Html => {
  const { explanation, names, round } = view
  const options: DocumentOptions = { audience: "officer", language: page.language, names, synthetic: round.synthetic }
  const { lead, sections, title } = explanationDocument(explanation, options)
  const words = wordsFor(explanation, options)
  const rest = sections.filter(({ id }) => id !== "facts" && id !== "why-not")
  return layout(
    page,
    title,
    html`<p class="way-back"><a class="ds-link" href="${linkTo(page, "/", { round: round.id })}">← ${page.says.back}</a></p>
<article>
<div class="page-title">
<h1 class="ds-heading" data-size="lg">${title}</h1>
${suggested(page, view)}
<p class="ds-paragraph" data-size="lg">${lead}</p>
</div>
<div class="parts">
${rest.map((section) => {
  if (section.id === "why") return reasonsSection(page, section, explanation, words)
  if (section.id === "alternatives") {
    const answer = sections.find(({ id }) => id === "why-not")
    return html`${alternativesSection(page, section, explanation)}${whyNotSection(page, view, answer)}`
  }
  return documentSection(section)
})}
</div>
</article>`
  )
}
