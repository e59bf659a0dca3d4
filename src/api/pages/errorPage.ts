/** An error for people: what happened, that nothing was changed, and where to go. */
import { html } from "hono/html"
import { layout } from "./layout.ts"
import { type Html, linkTo, type Page } from "./Page.ts"
import type { PageTexts } from "./texts/PageTexts.ts"

export type PageError = Exclude<keyof PageTexts["errors"], "id" | "home">

export const errorPage = (page: Page, error: PageError, requestId: string): Html => {
  const { errors } = page.says
  const { text, title } = errors[error]
  return layout(
    page,
    title,
    html`<div class="page-title"><h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${text}</p>
<p><a class="ds-link" href="${linkTo(page, "/")}">${errors.home}</a></p>
<p class="help">${errors.id(requestId)}</p></div>`
  )
}
