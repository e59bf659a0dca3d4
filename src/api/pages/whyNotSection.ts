/** «Why not another municipality?»: a form that works without scripts, and the answer below it. */
import { html } from "hono/html"
import type { Municipality } from "../../domain/Municipality.ts"
import type { DocumentSection } from "../../texts/document.ts"
import { locales } from "../../texts/language.ts"
import type { HouseholdExplanation } from "../Explanations.ts"
import { rowList } from "./documentSection.ts"
import { movesTable } from "./movesTable.ts"
import { type Html, householdPath, type Page } from "./Page.ts"

/** What was asked, and why there is no answer when there is none. */
export interface WhyNotAsked {
  readonly code: string | null
  readonly failure: "unknown" | "unavailable" | null
}

interface Choice {
  readonly code: string
  readonly label: string
}

/** With the county, for some names are borne by two municipalities. */
const choicesOf = (
  municipalities: ReadonlyArray<Municipality>,
  names: (code: string) => string,
  page: Page
): ReadonlyArray<Choice> => {
  const order = new Intl.Collator(locales[page.language])
  return municipalities
    .map(({ code, county, name }) => ({ code, label: `${name} (${names(county)})` }))
    .sort((a, b) => order.compare(a.label, b.label))
}

/** The document lists the moves last, after what excludes; here they have a table of their own. */
const answerOf = (page: Page, { explanation, names, round }: HouseholdExplanation, section: DocumentSection): Html => {
  const moves = explanation.whyNot?.moves ?? []
  const rows = (section.rows ?? []).slice(0, (section.rows?.length ?? 0) - moves.length)
  return html`<div class="answer">
<h3 class="ds-heading" data-size="xs">${section.heading}</h3>
${section.paragraphs.map((text) => html`<p class="ds-paragraph">${text}</p>`)}
${rows.length === 0 ? html`` : rowList(rows)}
${movesTable(page, round.id, moves, names)}
</div>`
}

export const whyNotSection = (
  page: Page,
  view: HouseholdExplanation & { readonly asked: WhyNotAsked },
  answer: DocumentSection | undefined
): Html => {
  const { asked, explanation, municipalities, names, round } = view
  const { language, says } = page
  const { whyNot } = says
  const choices = choicesOf(municipalities, names, page)
  const failure = asked.failure === null ? null : whyNot[asked.failure]
  return html`<section class="part part-why-not">
<h2 class="ds-heading" data-size="sm" id="hvorfor-ikke">${whyNot.heading}</h2>
<p class="ds-paragraph" id="hvorfor-ikke-hjelp">${whyNot.intro}</p>
<form method="get" action="${householdPath(explanation.household)}#hvorfor-ikke">
<input type="hidden" name="round" value="${round.id}">
${language === "nb" ? html`` : html`<input type="hidden" name="lang" value="${language}">`}
<div class="ds-field">
<label class="ds-label" for="kommune">${whyNot.label}</label>
<select class="ds-input" id="kommune" name="why-not" required aria-describedby="hvorfor-ikke-hjelp${failure === null ? "" : " hvorfor-ikke-feil"}"${failure === null ? html`` : html` aria-invalid="true"`}>
<option value="">${whyNot.choose}</option>
${choices.map(({ code, label }) => html`<option value="${code}"${code === asked.code ? html` selected` : html``}>${label}</option>`)}
</select>
${failure === null ? html`` : html`<p class="ds-validation-message" id="hvorfor-ikke-feil" data-color="danger">${failure}</p>`}
</div>
<button class="ds-button" type="submit">${whyNot.ask}</button>
</form>
${answer === undefined ? html`` : answerOf(page, view, answer)}
</section>`
}
