/** The day in Norway: deadlines and releases are counted in days there, wherever the server stands. */
import { IsoDate } from "../domain/IsoDate.ts"

const inNorway = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Oslo",
  year: "numeric",
  month: "2-digit",
  day: "2-digit"
})

export const today = (): IsoDate => IsoDate.make(inNorway.format(new Date()))
