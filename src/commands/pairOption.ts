/** `--lock H=M` and `--forbid H=M`: one household and one municipality. */
import { Effect, Schema } from "effect"
import { HouseholdId } from "../domain/Ids.ts"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { PairChoice } from "../domain/Round.ts"
import { UsageError } from "./UsageError.ts"

export const collect = (value: string, earlier: ReadonlyArray<string>): ReadonlyArray<string> => [...earlier, value]

const isHousehold = Schema.is(HouseholdId)
const isMunicipality = Schema.is(MunicipalityCode)

export const parsePair = (option: string, text: string): Effect.Effect<PairChoice, UsageError> => {
  const [household = "", municipality = "", ...rest] = text.split("=")
  return isHousehold(household) && isMunicipality(municipality) && rest.length === 0
    ? Effect.succeed({ household, municipality })
    : Effect.fail(
        new UsageError({
          problem: `${option} ${text} is not a household and a municipality.`,
          advice: `Write ${option} HOUSEHOLD=CODE, for example ${option} H-0001=0301.`
        })
      )
}
