/** What Designsystemet leaves to us: the frame, wide tables, figures. Colours and sizes are its tokens. */
interface FontFile {
  readonly weight: number
  readonly script: "latin-ext" | "latin"
  readonly url: string
}

/** The characters each font file holds, so that a browser fetches the second only when a page needs it. */
const ranges: Readonly<Record<FontFile["script"], string>> = {
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
}

const fontFace = ({ script, url, weight }: FontFile): string =>
  `@font-face{font-family:Inter;font-style:normal;font-display:swap;font-weight:${weight};src:url(${url}) format("woff2");unicode-range:${ranges[script]}}`

const rules = `
html{scroll-padding-top:var(--ds-size-4)}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;font-family:Inter,sans-serif;font-size:1rem;line-height:1.5;background:var(--ds-color-neutral-background-tinted);overflow-wrap:break-word}
.width{box-sizing:border-box;width:100%;max-width:86rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
main{flex:1;padding-block:2rem 3rem;outline:0}

.frame-header{background:var(--ds-color-neutral-background-default);border-bottom:1px solid var(--ds-color-neutral-border-subtle)}
.frame-header .width{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 2rem;padding-block:.75rem}
.brand{display:flex;align-items:center;gap:.75rem;color:var(--ds-color-neutral-text-default);text-decoration:none}
.brand strong{font-size:1.375rem;font-weight:600;letter-spacing:-.01em}
.brand:hover strong{text-decoration:underline}
.tagline{color:var(--ds-color-neutral-text-subtle);white-space:nowrap}
.languages{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
.languages [aria-current]{font-weight:600}
.languages a,.languages span{display:inline-block;padding-block:.25rem}

.frame-footer{background:var(--ds-color-neutral-surface-tinted);border-top:1px solid var(--ds-color-neutral-border-subtle);font-size:.875rem;color:var(--ds-color-neutral-text-subtle)}
.frame-footer .width{padding-block:1.5rem 2rem}
.frame-footer p{max-width:70rem;margin:0 0 .5rem}
.frame-footer .demo{font-weight:600;color:var(--ds-color-neutral-text-default)}

.page-title{max-width:54rem;margin-bottom:2rem}
.page-title>*{margin:0 0 .75rem}
.subtitle{color:var(--ds-color-neutral-text-subtle)}
.way-back{margin-bottom:1rem}
section{margin-bottom:2.5rem}
section>.ds-heading{margin-bottom:.75rem}
section>.ds-paragraph{max-width:54rem;margin-bottom:.75rem}
.section-head{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;margin-bottom:1rem}
.section-head>*{margin:0}
.help,.note{color:var(--ds-color-neutral-text-subtle);font-size:.875rem;font-weight:400}

.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));margin:0;background:var(--ds-color-neutral-surface-default);border:1px solid var(--ds-color-neutral-border-subtle);border-radius:var(--ds-border-radius-lg);overflow:hidden}
.figure{padding:1rem;border:solid var(--ds-color-neutral-border-subtle);border-width:0 1px 1px 0;margin:0 -1px -1px 0}
.figure dt{font-size:.875rem}
.figure dd{margin:.25rem 0 0;display:flex;flex-direction:column}
.figure .number{font-size:1.75rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}

.scroll{position:relative;overflow-x:auto;background:var(--ds-color-neutral-surface-default);border:1px solid var(--ds-color-neutral-border-subtle);border-radius:var(--ds-border-radius-lg)}
.scroll:focus-visible,main:focus-visible,.brand:focus-visible{outline:3px solid var(--ds-color-focus-outer);outline-offset:2px}
.scroll .ds-table{font-size:.9375rem;line-height:1.4}
.ds-table thead th{vertical-align:bottom;white-space:nowrap;background:var(--ds-color-neutral-surface-tinted)}
.ds-table thead th .help{display:block}
.ds-table tbody th,.ds-table tbody td{vertical-align:top;text-align:start}
.ds-table tbody th[scope=row]{font-weight:500;white-space:nowrap}
.ds-table .number-cell{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.placements{min-width:72rem}
.waiting{min-width:58rem}
.reasons{min-width:58rem}
.alternatives{min-width:36rem}
.ds-table .date{white-space:nowrap}
.ds-table tr.group th{background:var(--ds-color-neutral-surface-tinted);font-weight:600;padding-block:.5rem}
.ds-table tr.group span{position:sticky;inset-inline-start:.75rem}
.ds-table tbody:last-child tr:last-child>*{border-bottom:0}
.in-cell{list-style:none;margin:0;padding:0}
.reasons th[scope=rowgroup]{min-width:11rem;font-weight:500}
.reasons th .help{display:block}
.alternatives th[scope=row]{white-space:normal;min-width:11rem}

.fit{white-space:nowrap}
.fit .help{display:block}
.fit-value{display:inline-block;min-width:2.75rem;font-weight:600;font-variant-numeric:tabular-nums}
.fit-figure{vertical-align:-1px}
.fit-figure .scale{fill:var(--ds-color-neutral-border-subtle)}
.fit-figure .interval{fill:var(--ds-color-accent-border-subtle,var(--ds-color-border-subtle))}
.fit-figure .mark{fill:var(--ds-color-accent-base-default,var(--ds-color-base-default))}

.suggested{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.5rem;font-size:1.125rem}
.suggested .place{font-weight:600;font-size:1.375rem}
.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.25rem}
.part{min-width:0;background:var(--ds-color-neutral-surface-default);border:1px solid var(--ds-color-neutral-border-subtle);border-radius:var(--ds-border-radius-lg);padding:clamp(1rem,2.5vw,1.5rem);margin:0}
.part-why,.part-alternatives,.part-why-not,.part-childrens-best,.part-suggestion{grid-column:1/-1}
.part>*:last-child{margin-bottom:0}
.terms{margin:0;max-width:60rem}
.part-suggestion .terms{display:flex;flex-wrap:wrap;gap:.5rem 3rem;max-width:none}
.part-suggestion .term{display:block;border:0;padding-block:0}
.term{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.125rem 1.5rem;padding-block:.625rem;border-top:1px solid var(--ds-color-neutral-border-subtle)}
.term:first-child{border-top:0}
.term dt{font-weight:500}
.term dd{margin:0}
.term dd .help{display:block}
.part-suggestion .term dt{font-size:.875rem;font-weight:400;color:var(--ds-color-neutral-text-subtle)}
.part-why-not form{display:flex;flex-wrap:wrap;align-items:end;gap:1rem;margin-bottom:1rem}
.part-why-not .ds-field{flex:0 1 24rem;min-width:0}
.part-why-not select{width:100%}
.answer{border-top:1px solid var(--ds-color-neutral-border-subtle);padding-top:1.25rem}
.answer>*{margin:0 0 .75rem;max-width:54rem}
.moves{min-width:30rem}
.operations{display:grid;gap:1.25rem}
.operation{scroll-margin-top:1rem;margin-bottom:1.25rem}
.operation>*,.operation .ds-details>div>*{margin-block:0 .75rem}
.address code,.docs dt code,.docs .type{overflow-wrap:anywhere}
.fields{min-width:44rem}
.fields td:last-child{min-width:16rem}
.docs .help{display:block}
.docs nav{margin-bottom:2.5rem}
.docs pre{margin:0;padding:1rem;font-size:.875rem}
.contents{margin:0;padding-inline-start:1.25rem}
.contents .help{display:inline;overflow-wrap:anywhere}
.other-rounds .ds-heading{margin-bottom:.5rem}
@media (max-width:36rem){.term{grid-template-columns:1fr}}
@media (forced-colors:active){.fit-figure .scale{fill:GrayText}.fit-figure .interval{fill:Highlight}.fit-figure .mark{fill:CanvasText}}
@media print{body{background:none}.frame-header nav,.way-back,.part-why-not form,.ds-skip-link{display:none}.scroll{overflow:visible;border:0}.part{break-inside:avoid;border:0;padding:0}}
`

export const pageStyle = (fonts: ReadonlyArray<FontFile>): string => fonts.map(fontFace).join("\n") + rules
