/** Few municipalities, for tests that ask about each of many acts whether there is such a one. */
import { MunicipalityFile } from "../../src/domain/Municipality.ts"

export const someOf = (file: MunicipalityFile): MunicipalityFile =>
  new MunicipalityFile({ ...file, municipalities: file.municipalities.slice(0, 120) })
