/** The frame of every page: skip link, header with languages, main, footer with where the data come from. */
import { html } from "hono/html"
import { type Language, languages, locales } from "../../texts/language.ts"
import { type Html, linkTo, type Page } from "./Page.ts"
import { languageNames } from "./texts/byLanguage.ts"

/** The same page in another language. */
const inLanguage = (page: Page, language: Language): string =>
  linkTo({ language }, page.address.pathname, {
    ...Object.fromEntries(page.address.searchParams),
    lang: undefined
  })

const languageLinks = (page: Page): Html => html`<nav aria-label="${page.says.languages}"><ul class="languages">
${languages.map((language) =>
  language === page.language
    ? html`<li><span aria-current="true">${languageNames[language]}</span></li>`
    : html`<li><a class="ds-link" data-color="neutral" href="${inLanguage(page, language)}" lang="${locales[language]}" hreflang="${locales[language]}">${languageNames[language]}</a></li>`
)}
</ul></nav>`

export const layout = (page: Page, title: string, main: Html): Html => {
  const { assets, says } = page
  return html`<!doctype html>
<html lang="${page.language}" data-color-scheme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${says.product}</title>
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
${assets.styles.map((address) => html`<link rel="stylesheet" href="${address}">`)}
</head>
<body>
<a class="ds-skip-link" href="#innhold">${says.skip}</a>
<header class="frame-header">
<div class="width">
<a class="brand" href="${linkTo(page, "/")}"><img src="${assets.icon}" alt="" width="36" height="36"><span><strong>${says.product}</strong> <span class="tagline">${says.tagline}</span></span></a>
${languageLinks(page)}
</div>
</header>
<main id="innhold" class="width" tabindex="-1">
${main}
</main>
<footer class="frame-footer">
<div class="width">
<p class="demo">${says.footer.demo}</p>
<p>${says.footer.synthetic}</p>
<p>${says.footer.attribution}</p>
<p><a class="ds-link" href="/openapi.json">${says.footer.api}</a></p>
</div>
</footer>
</body>
</html>`
}
