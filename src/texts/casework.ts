/** The words of a municipality's answer: why it says no, what it confirms, what is wrong with an answer, and classes of need. */
import type { ServiceClass } from "../domain/Need.ts"
import { catalogueOf, type Language } from "./language.ts"

type Texts<Key extends string> = Readonly<Record<Key, string>>

type OtherNeed = "large-dwelling" | "step-free" | "same-age-place" | "unaccompanied-minor" | "reunification"
type OtherService = "same-age-education" | "norwegian-track" | "interpreter" | "kindergarten-place"

interface OwnTexts {
  readonly declineCodes: Texts<"no-suitable-dwelling" | "no-places" | "service-missing" | "timing" | "safety">
  readonly confirmations: Texts<"dwelling" | "same-age-place" | "care-form" | "service">
  readonly afterYes: Texts<"treatment" | "school-place" | "dwelling" | "size">
  readonly otherNeeds: Texts<OtherNeed>
  readonly otherServices: Texts<OtherService>
  /** What is wrong, and what to do. */
  readonly answerFindings: Texts<
    | "confirmation-missing"
    | "confirmation-twice"
    | "confirmation-not-asked"
    | "too-few-rooms"
    | "not-step-free"
    | "too-late"
    | "too-few-places"
    | "earliest-not-later"
    | "comment-nationality"
    | "comment-religion"
    | "comment-family"
    | "comment-number"
  >
  readonly placeFindings: Texts<
    | "not-decided"
    | "decided-below-requested"
    | "negative-free"
    | "above-tolerance"
    | "minors-decided-above-total"
    | "minors-above-total"
  >
}

const nb: OwnTexts = {
  declineCodes: {
    "no-suitable-dwelling": "Ingen egnet bolig",
    "no-places": "Ingen ledige plasser",
    "service-missing": "Kommunen mangler en tjeneste",
    timing: "Tidspunktet passer ikke",
    safety: "Hensyn til sikkerhet"
  },
  confirmations: {
    dwelling: "Bolig",
    "same-age-place": "Skoleplass med jevnaldrende",
    "care-form": "Plass i omsorgsform",
    service: "Tjeneste"
  },
  afterYes: {
    treatment: "Behov for tjenester avklares etter ja",
    "school-place": "Skoleplass avklares etter ja",
    dwelling: "Bolig avklares etter ja",
    size: "Nøyaktig antall personer og rom avklares etter ja"
  },
  otherNeeds: {
    "large-dwelling": "Stor bolig",
    "step-free": "Trinnfri bolig",
    "same-age-place": "Skoleplass for 16–17 år",
    "unaccompanied-minor": "Enslig mindreårig",
    reunification: "Ventet familiegjenforening"
  },
  otherServices: {
    "same-age-education": "opplæring med jevnaldrende",
    "norwegian-track": "norskopplæring på riktig spor",
    interpreter: "tolk",
    "kindergarten-place": "barnehageplass"
  },
  answerFindings: {
    "confirmation-missing": "Noe det er spurt om, er ikke bekreftet. Bekreft det, eller svar nei.",
    "confirmation-twice": "Det samme er bekreftet to ganger. Ta bort den ene.",
    "confirmation-not-asked": "Dette er det ikke spurt om. Ta det bort.",
    "too-few-rooms": "Boligen har færre rom enn det trengs. Velg en større bolig, eller svar nei.",
    "not-step-free": "Boligen må være trinnfri. Velg en annen bolig, eller svar nei.",
    "too-late": "Dette blir klart for sent. Oppgi en tidligere dato, eller svar nei med tidspunkt som grunn.",
    "too-few-places": "Det er færre plasser enn det trengs. Bekreft alle, eller svar nei.",
    "earliest-not-later": "Datoen er ikke fram i tid. Oppgi den første dagen dere kan ta imot.",
    "comment-nationality": "Kommentaren handler om nasjonalitet, som ikke er en grunn til nei. Ta det bort.",
    "comment-religion": "Kommentaren handler om religion, som ikke er en grunn til nei. Ta det bort.",
    "comment-family": "Kommentaren handler om familieforhold, som ikke er en grunn til nei. Ta det bort.",
    "comment-number": "Kommentaren har et tall som kan være noens nummer. Ta det bort."
  },
  placeFindings: {
    "not-decided": "Vedtak er ikke registrert",
    "decided-below-requested": "Vedtaket er lavere enn anmodningen",
    "negative-free": "Flere plasser er i bruk eller lovet bort enn vedtaket gir",
    "above-tolerance": "Flere er avtalt og bosatt enn vedtak og slingringsmonn gir",
    "minors-decided-above-total": "Vedtaket for enslige mindreårige er høyere enn det samlede vedtaket",
    "minors-above-total": "Tallet for enslige mindreårige er høyere enn det samlede tallet"
  }
}

const nn: OwnTexts = {
  declineCodes: {
    "no-suitable-dwelling": "Ingen eigna bustad",
    "no-places": "Ingen ledige plassar",
    "service-missing": "Kommunen manglar ei teneste",
    timing: "Tidspunktet passar ikkje",
    safety: "Omsyn til tryggleik"
  },
  confirmations: {
    dwelling: "Bustad",
    "same-age-place": "Skuleplass med jamaldringar",
    "care-form": "Plass i omsorgsform",
    service: "Teneste"
  },
  afterYes: {
    treatment: "Behov for tenester blir avklart etter ja",
    "school-place": "Skuleplass blir avklart etter ja",
    dwelling: "Bustad blir avklart etter ja",
    size: "Nøyaktig tal på personar og rom blir avklart etter ja"
  },
  otherNeeds: {
    "large-dwelling": "Stor bustad",
    "step-free": "Trinnfri bustad",
    "same-age-place": "Skuleplass for 16–17 år",
    "unaccompanied-minor": "Einsleg mindreårig",
    reunification: "Venta familiesameining"
  },
  otherServices: {
    "same-age-education": "opplæring med jamaldringar",
    "norwegian-track": "norskopplæring på rett spor",
    interpreter: "tolk",
    "kindergarten-place": "barnehageplass"
  },
  answerFindings: {
    "confirmation-missing": "Noko det er spurt om, er ikkje stadfesta. Stadfest det, eller svar nei.",
    "confirmation-twice": "Det same er stadfesta to gonger. Ta bort det eine.",
    "confirmation-not-asked": "Dette er det ikkje spurt om. Ta det bort.",
    "too-few-rooms": "Bustaden har færre rom enn det trengst. Vel ein større bustad, eller svar nei.",
    "not-step-free": "Bustaden må vere trinnfri. Vel ein annan bustad, eller svar nei.",
    "too-late": "Dette blir klart for seint. Oppgje ein tidlegare dato, eller svar nei med tidspunkt som grunn.",
    "too-few-places": "Det er færre plassar enn det trengst. Stadfest alle, eller svar nei.",
    "earliest-not-later": "Datoen er ikkje fram i tid. Oppgje den første dagen de kan ta imot.",
    "comment-nationality": "Kommentaren handlar om nasjonalitet, som ikkje er ein grunn til nei. Ta det bort.",
    "comment-religion": "Kommentaren handlar om religion, som ikkje er ein grunn til nei. Ta det bort.",
    "comment-family": "Kommentaren handlar om familieforhold, som ikkje er ein grunn til nei. Ta det bort.",
    "comment-number": "Kommentaren har eit tal som kan vere nummeret til nokon. Ta det bort."
  },
  placeFindings: {
    "not-decided": "Vedtak er ikkje registrert",
    "decided-below-requested": "Vedtaket er lågare enn oppmodinga",
    "negative-free": "Fleire plassar er i bruk eller lova bort enn vedtaket gjev",
    "above-tolerance": "Fleire er avtalte og busette enn vedtak og slingringsmonn gjev",
    "minors-decided-above-total": "Vedtaket for einslege mindreårige er høgare enn det samla vedtaket",
    "minors-above-total": "Talet for einslege mindreårige er høgare enn det samla talet"
  }
}

const en: OwnTexts = {
  declineCodes: {
    "no-suitable-dwelling": "No suitable dwelling",
    "no-places": "No places left",
    "service-missing": "A service is missing",
    timing: "The timing does not suit",
    safety: "Safety"
  },
  confirmations: {
    dwelling: "Dwelling",
    "same-age-place": "School place with peers",
    "care-form": "Place in the care form",
    service: "Service"
  },
  afterYes: {
    treatment: "Needs for services are cleared after a yes",
    "school-place": "The school place is cleared after a yes",
    dwelling: "The dwelling is cleared after a yes",
    size: "The exact number of persons and rooms is cleared after a yes"
  },
  otherNeeds: {
    "large-dwelling": "Large dwelling",
    "step-free": "Step-free dwelling",
    "same-age-place": "School place for ages 16–17",
    "unaccompanied-minor": "Unaccompanied minor",
    reunification: "Expected family reunification"
  },
  otherServices: {
    "same-age-education": "education with peers",
    "norwegian-track": "Norwegian on the right track",
    interpreter: "interpreter",
    "kindergarten-place": "kindergarten place"
  },
  answerFindings: {
    "confirmation-missing": "Something that was asked is not confirmed. Confirm it, or answer no.",
    "confirmation-twice": "The same thing is confirmed twice. Take one away.",
    "confirmation-not-asked": "Nobody asked for this. Take it away.",
    "too-few-rooms": "The dwelling has fewer rooms than are needed. Choose a larger one, or answer no.",
    "not-step-free": "The dwelling must be step-free. Choose another one, or answer no.",
    "too-late": "This is ready too late. Give an earlier day, or answer no with timing as the reason.",
    "too-few-places": "There are fewer places than are needed. Confirm all of them, or answer no.",
    "earliest-not-later": "The day is not ahead. Give the first day on which you can receive the household.",
    "comment-nationality": "The comment is about nationality, which is no reason for a no. Take that out.",
    "comment-religion": "The comment is about religion, which is no reason for a no. Take that out.",
    "comment-family": "The comment is about family circumstances, which are no reason for a no. Take that out.",
    "comment-number": "The comment has a figure that may be somebody's number. Take it out."
  },
  placeFindings: {
    "not-decided": "No decision is registered",
    "decided-below-requested": "Fewer places are decided than were requested",
    "negative-free": "More places are used or promised than are decided",
    "above-tolerance": "More persons are agreed on and settled than decision and tolerance allow",
    "minors-decided-above-total": "More places are decided for unaccompanied minors than in all",
    "minors-above-total": "There are more unaccompanied minors than persons in all"
  }
}

const own: Readonly<Record<Language, OwnTexts>> = { nb, nn, en }

export interface CaseworkTexts extends Omit<OwnTexts, "otherNeeds" | "otherServices"> {
  readonly needClasses: Texts<OtherNeed | ServiceClass>
  readonly missingServices: Texts<OtherService | ServiceClass>
}

export const caseworkTexts = (language: Language): CaseworkTexts => {
  const { otherNeeds, otherServices, ...texts } = own[language]
  const { services } = catalogueOf(language)
  return {
    ...texts,
    needClasses: { ...otherNeeds, ...services },
    missingServices: { ...services, ...otherServices }
  }
}
