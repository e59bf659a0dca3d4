/**
 * What the comment to a no may not talk about (S6): nationality, religion, family situation, or a number that may be
 * somebody's. The words are data with their reason, in nb, nn and en; all three are tried on every comment. It works on whole words
 * and beginnings of words, so it finds what is written plainly and no more: decline rates watch the rest.
 */
export const commentTopicNames = ["nationality", "religion", "family", "number"] as const
export type CommentTopic = (typeof commentTopicNames)[number]

interface WordList {
  readonly topic: Exclude<CommentTopic, "number">
  readonly reason: string
  /** Whole words or phrases, and beginnings of words where they end in `*`. */
  readonly words: string
}

export const wordLists: ReadonlyArray<WordList> = [
  {
    topic: "nationality",
    reason: "A no never rests on citizenship, origin or ethnicity. The words for them, in nb, nn and en.",
    words:
      "nasjonalitet* statsborger* statsborgar* etnisk* etnisitet* opphavsland* opprinnelsesland* hjemland* heimland* landbakgrunn* folkegruppe* utlending* innvandrer* innvandrar* nationalit* citizenship ethnic* foreigner* immigrant* homeland"
  },
  {
    topic: "nationality",
    reason:
      "Names of countries and peoples settled most in the last years. A missing interpreter is the code service-missing, which needs no language.",
    words:
      "ukrain* syria syrisk* syrer* syrar* syrere* syrian* eritre* afghan* somal* etiop* ethiop* irak* iraq* iran* palestin* sudan* kongo* congo* russisk* russer* russar* russland russian* tyrkia tyrkisk* tyrker* tyrkar* turkey turkish arabisk* araber* arabar* arabic arab arabs kurd* burma* myanmar* rohingya* jemen* yemen* burundi* rwanda* uganda* venezuela* colombia* kolombia* afrika* african* asiat* asian*"
  },
  {
    topic: "religion",
    reason: "A no never rests on religion or view of life.",
    words:
      "religi* livssyn* muslim* islam* kristen kristne kristendom* jøde* jøda* jødisk* jewish jew jews hindu* buddhis* sikh* jesid* jezid* yazidi* yezidi* christians christianity moske* moské* mosque* hijab* ramadan halal* trosretning* trussamfunn* trossamfunn* faith"
  },
  {
    topic: "family",
    reason:
      "A no never rests on who belongs together. A dwelling that is too small is the code no-suitable-dwelling, and a dwelling may be called a familiebolig.",
    words:
      "familie familien familiens familier familiar familiene familiane familiestørrelse* storfamilie* familiesituasjon* barnefamilie* barnerik* family families family's barn barna barnas born borna ungar ungane unger ungene child children kids spedbarn* baby babyer enslig* einsleg* aleneforsørger* aleinforsørgar* aleneboende* alenemor* alenefar* åleinemor* åleinefar* gravid* pregnan* ektepar* ektefelle* ektemann* samboer* sambuar* skilsmisse* polygam* divorce* widow* enke enken enkje enkja enkemann* mødre mødrer fedre fedrar mother* father* husband* wife wives spouse* |single man |single men |single woman |single women |single mother |single father |single parent |single adult |gift par |er gift |ikke gift |ikkje gift |married"
  }
]

/** Compatibility forms, case and characters that cannot be seen are no way round. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\p{Cf}\p{Mn}]/gu, "")
    .replaceAll(/[^\p{L}\p{N}']+/gu, " ")
    .trim()

interface Matcher {
  readonly topic: WordList["topic"]
  readonly whole: ReadonlySet<string>
  readonly beginnings: ReadonlyArray<string>
  readonly phrases: ReadonlyArray<string>
}

const matchers: ReadonlyArray<Matcher> = wordLists.map(({ topic, words }) => {
  const [single = "", ...phrases] = words.split("|").map((part) => part.trim())
  const entries = single.split(/\s+/u)
  return {
    topic,
    whole: new Set(entries.filter((entry) => !entry.endsWith("*")).map(plain)),
    beginnings: entries.filter((entry) => entry.endsWith("*")).map(plain),
    phrases: phrases.map(plain)
  }
})

const finds = ({ beginnings, phrases, whole }: Matcher, text: string): boolean => {
  const words = text.split(" ")
  return (
    words.some((word) => whole.has(word) || beginnings.some((start) => word.startsWith(start))) ||
    phrases.some((phrase) => ` ${text} `.includes(` ${phrase} `))
  )
}

/** DUF numbers have twelve digits and national ones eleven, written with or without gaps. */
const holdsNumber = (text: string): boolean => /\d(?:[\s.-]?\d){10,}/u.test(text.normalize("NFKC"))

/** The topics a comment talks about though it may not; empty = nothing found. */
export const commentTopics = (comment: string): ReadonlyArray<CommentTopic> => {
  const text = plain(comment)
  const found = new Set<CommentTopic>(matchers.filter((matcher) => finds(matcher, text)).map(({ topic }) => topic))
  if (holdsNumber(comment)) found.add("number")
  return commentTopicNames.filter((topic) => found.has(topic))
}
