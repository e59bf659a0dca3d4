/** A section of an explanation document: heading, paragraphs, and its rows as terms with what is said of them. */
import { html } from "hono/html"
import type { DocumentRow, DocumentSection } from "../../texts/document.ts"
import type { Html } from "./Page.ts"

export const sectionHead = ({ heading, id, paragraphs }: DocumentSection): Html =>
  html`<h2 class="ds-heading" data-size="sm" id="${id}">${heading}</h2>${paragraphs.map((text) => html`<p class="ds-paragraph">${text}</p>`)}`

const row = ({ detail, label, value }: DocumentRow): Html =>
  html`<div class="term"><dt>${label}</dt><dd>${value}${detail === undefined ? html`` : html` <span class="help">${detail}</span>`}</dd></div>`

export const rowList = (rows: ReadonlyArray<DocumentRow>): Html => html`<dl class="terms">${rows.map(row)}</dl>`

export const documentSection = (section: DocumentSection): Html =>
  html`<section class="part part-${section.id}">${sectionHead(section)}${section.rows === undefined ? html`` : rowList(section.rows)}</section>`
