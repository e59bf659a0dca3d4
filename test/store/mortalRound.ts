/** What the server that is killed holds: many households, so that who writes about one seldom meets another, and few municipalities. */
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Round } from "../../src/domain/Round.ts"
import { fixtures } from "../api/smallRound.ts"

export const mortalRound = async () => {
  const { demo, file } = await fixtures()
  return {
    round: new Round({
      ...demo,
      id: "mortal" as Round["id"],
      households: demo.ordinary,
      protectedPairs: [],
      locks: []
    }),
    file: new MunicipalityFile({ ...file, municipalities: file.municipalities.slice(0, 40) })
  }
}
