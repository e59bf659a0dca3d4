/** Norwegian training tracks (læreplan i norsk, HK-dir): what a person needs and what a municipality declares. */
import { Schema } from "effect"

export const NorwegianTrack = Schema.Literals(["alphabetisation", "a", "b", "academic"]).annotate({
  identifier: "NorwegianTrack",
  description: "alphabetisation = learns to read and write first; a and b = CEFR level taught; academic = fast track"
})
export type NorwegianTrack = typeof NorwegianTrack.Type
