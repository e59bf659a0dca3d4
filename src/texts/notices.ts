/**
 * The mail that tells a municipality to look into Treff. It names nobody and says nothing of any case: who may know more
 * logs in.
 */
import type { Language } from "./language.ts"

/** A request to settle somebody, one taken back or changed, or a question to one answered. */
export type NoticeKind = "request-received" | "request-withdrawn" | "request-changed" | "question-answered"

interface NoticeText {
  readonly subject: string
  readonly body: (address: string) => string
}

export const noticeTexts: Readonly<Record<Language, Readonly<Record<NoticeKind, NoticeText>>>> = {
  nb: {
    "request-received": {
      subject: "Ny forespørsel i Treff",
      body: (address) => `Det ligger en ny forespørsel i Treff. Logg inn: ${address}`
    },
    "request-withdrawn": {
      subject: "En forespørsel i Treff er trukket tilbake",
      body: (address) => `En forespørsel i Treff er trukket tilbake. Logg inn: ${address}`
    },
    "request-changed": {
      subject: "En forespørsel i Treff er endret",
      body: (address) => `En forespørsel i Treff er endret. Logg inn: ${address}`
    },
    "question-answered": {
      subject: "Svar på et spørsmål i Treff",
      body: (address) => `IMDi har svart på et spørsmål i Treff. Logg inn: ${address}`
    }
  },
  nn: {
    "request-received": {
      subject: "Ny førespurnad i Treff",
      body: (address) => `Det ligg ein ny førespurnad i Treff. Logg inn: ${address}`
    },
    "request-withdrawn": {
      subject: "Ein førespurnad i Treff er trekt tilbake",
      body: (address) => `Ein førespurnad i Treff er trekt tilbake. Logg inn: ${address}`
    },
    "request-changed": {
      subject: "Ein førespurnad i Treff er endra",
      body: (address) => `Ein førespurnad i Treff er endra. Logg inn: ${address}`
    },
    "question-answered": {
      subject: "Svar på eit spørsmål i Treff",
      body: (address) => `IMDi har svart på eit spørsmål i Treff. Logg inn: ${address}`
    }
  },
  en: {
    "request-received": {
      subject: "New request in Treff",
      body: (address) => `There is a new request in Treff. Log in: ${address}`
    },
    "request-withdrawn": {
      subject: "A request in Treff has been withdrawn",
      body: (address) => `A request in Treff has been withdrawn. Log in: ${address}`
    },
    "request-changed": {
      subject: "A request in Treff has changed",
      body: (address) => `A request in Treff has changed. Log in: ${address}`
    },
    "question-answered": {
      subject: "An answer to a question in Treff",
      body: (address) => `IMDi has answered a question in Treff. Log in: ${address}`
    }
  }
}
