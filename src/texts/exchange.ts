/** The words of what a municipality and IMDi tell each other besides answers: texts refused, facts not declared, receipt, grant. */
import type { Language } from "./language.ts"

type Texts<Key extends string> = Readonly<Record<Key, string>>

interface ExchangeTexts {
  /** What is wrong with a question or its answer, and what to do. */
  readonly textFindings: Texts<"text-nationality" | "text-religion" | "text-family" | "text-number">
  /** What a declaration leaves open. */
  readonly declaredFacts: Texts<
    "dwellings" | "services" | "norwegianTracks" | "sameAgeEducation" | "minorHousing" | "followUpPlaces"
  >
  readonly fileReceived: string
  readonly grantDeadline: string
  readonly reasks: string
}

const nb: ExchangeTexts = {
  textFindings: {
    "text-nationality": "Teksten handler om nasjonalitet, som en forespørsel ikke viser. Ta det bort.",
    "text-religion": "Teksten handler om religion, som en forespørsel ikke viser. Ta det bort.",
    "text-family": "Teksten handler om familieforhold, som en forespørsel ikke viser. Ta det bort.",
    "text-number": "Teksten har et tall som kan være noens nummer. Ta det bort."
  },
  declaredFacts: {
    dwellings: "Boliger",
    services: "Tjenester",
    norwegianTracks: "Norskopplæring etter spor",
    sameAgeEducation: "Opplæring med jevnaldrende for 16–17 år",
    minorHousing: "Plasser for enslige mindreårige",
    followUpPlaces: "Plass til oppfølging"
  },
  fileReceived: "Kommunen har bekreftet at den har mottatt mappen",
  grantDeadline: "Kan gi rett til særskilt tilskudd (T1/T2). Siste dag å søke",
  reasks: "Ganger det er spurt på nytt"
}

const nn: ExchangeTexts = {
  textFindings: {
    "text-nationality": "Teksten handlar om nasjonalitet, som ein førespurnad ikkje viser. Ta det bort.",
    "text-religion": "Teksten handlar om religion, som ein førespurnad ikkje viser. Ta det bort.",
    "text-family": "Teksten handlar om familieforhold, som ein førespurnad ikkje viser. Ta det bort.",
    "text-number": "Teksten har eit tal som kan vere nummeret til nokon. Ta det bort."
  },
  declaredFacts: {
    dwellings: "Bustader",
    services: "Tenester",
    norwegianTracks: "Norskopplæring etter spor",
    sameAgeEducation: "Opplæring med jamaldringar for 16–17 år",
    minorHousing: "Plassar for einslege mindreårige",
    followUpPlaces: "Plass til oppfølging"
  },
  fileReceived: "Kommunen har stadfesta at han har fått mappa",
  grantDeadline: "Kan gi rett til særskilt tilskot (T1/T2). Siste dag å søkje",
  reasks: "Gonger det er spurt på nytt"
}

const en: ExchangeTexts = {
  textFindings: {
    "text-nationality": "The text is about nationality, which no request shows. Take that out.",
    "text-religion": "The text is about religion, which no request shows. Take that out.",
    "text-family": "The text is about family situation, which no request shows. Take that out.",
    "text-number": "The text has a number that may be somebody's. Take it out."
  },
  declaredFacts: {
    dwellings: "Dwellings",
    services: "Services",
    norwegianTracks: "Norwegian training by track",
    sameAgeEducation: "Education with peers for ages 16–17",
    minorHousing: "Places for unaccompanied minors",
    followUpPlaces: "Capacity for follow-up"
  },
  fileReceived: "The municipality has confirmed that it has the file",
  grantDeadline: "May give a right to a special grant (T1/T2). Last day to apply",
  reasks: "Times something was asked for again"
}

const texts: Readonly<Record<Language, ExchangeTexts>> = { nb, nn, en }

export const exchangeTexts = (language: Language): ExchangeTexts => texts[language]
