/** The lines under a round that keeps places for households still to come. */
import type { Language } from "./language.ts"

type Sentence = (households: number, charged: string, moved: number, givenUp: string) => string

export const keptForLaterSentence: Readonly<Record<Language, Sentence>> = {
  nb: (households, charged, moved, givenUp) =>
    `Holdt av til ${households} husholdninger som ventes senere: plassene er belastet med ${charged} poeng, ${moved} husholdninger får en annen kommune enn ellers, og treffet i runden er ${givenUp} poeng lavere. Beløpet er ikke en del av noen husholdnings treff.`,
  nn: (households, charged, moved, givenUp) =>
    `Halde av til ${households} hushald som er venta seinare: plassane er belasta med ${charged} poeng, ${moved} hushald får ein annan kommune enn elles, og treffet i runden er ${givenUp} poeng lågare. Beløpet er ikkje ein del av treffet til noko hushald.`,
  en: (households, charged, moved, givenUp) =>
    `Kept for ${households} households expected later: the places are charged ${charged} points, ${moved} households get another municipality than they otherwise would, and the fit of the round is ${givenUp} points lower. The charge is no part of any household's fit.`
}

/** Prices of fit say little about who can be placed at all. */
export const tooFewPlacesSentence: Readonly<Record<Language, (persons: number, places: number) => string>> = {
  nb: (persons, places) =>
    `Plassene rekker ikke: ${persons} personer i runden og senere skal dele ${places} plasser. Da kan det som holdes av, gjøre at færre får plass senere.`,
  nn: (persons, places) =>
    `Plassane rekk ikkje: ${persons} personar i runden og seinare skal dele ${places} plassar. Då kan det som blir halde av, gjere at færre får plass seinare.`,
  en: (persons, places) =>
    `There are too few places: ${persons} persons in the round and later share ${places}. What is kept may then leave fewer placed later.`
}
