/** A household put where there is nothing would only be found when the round cannot be solved. */
import { Effect } from "effect"
import type { Access } from "../store/Access.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { MunicipalityUnknown } from "./Explanations.ts"

export const expectMunicipality = Effect.fnUntraced(function* (access: Access, code: string) {
  if (!(yield* (yield* MunicipalityStore).knows(access, code))) return yield* new MunicipalityUnknown()
})
