/**
 * The mail that tells a municipality to look into Treff. It names nobody and says nothing of any case: who may know more
 * logs in.
 */
import type { Language } from "./language.ts"

/** A request to settle somebody, one taken back or changed, a question to one answered; an application for self-settlement. */
export type NoticeKind =
  | "request-received"
  | "request-withdrawn"
  | "request-changed"
  | "question-answered"
  | "application-received"
  | "application-decided"

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
    },
    "application-received": {
      subject: "Søknad om avtalt selvbosetting i Treff",
      body: (address) =>
        `Det ligger en søknad om avtalt selvbosetting i Treff, der dere skal vurdere leieavtalen. Logg inn: ${address}`
    },
    "application-decided": {
      subject: "En søknad om avtalt selvbosetting i Treff er avgjort",
      body: (address) => `En søknad om avtalt selvbosetting i Treff er avgjort. Logg inn: ${address}`
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
    },
    "application-received": {
      subject: "Søknad om avtalt sjølvbusetjing i Treff",
      body: (address) =>
        `Det ligg ein søknad om avtalt sjølvbusetjing i Treff, der de skal vurdere leigeavtalen. Logg inn: ${address}`
    },
    "application-decided": {
      subject: "Ein søknad om avtalt sjølvbusetjing i Treff er avgjord",
      body: (address) => `Ein søknad om avtalt sjølvbusetjing i Treff er avgjord. Logg inn: ${address}`
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
    },
    "application-received": {
      subject: "An application for agreed self-settlement in Treff",
      body: (address) =>
        `There is an application for agreed self-settlement in Treff, whose lease you are to look at. Log in: ${address}`
    },
    "application-decided": {
      subject: "An application for agreed self-settlement in Treff has been decided",
      body: (address) => `An application for agreed self-settlement in Treff has been decided. Log in: ${address}`
    }
  }
}
