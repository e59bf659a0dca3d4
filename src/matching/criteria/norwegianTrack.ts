/** The Norwegian track the person needs, starting soon. Only a declared offer counts; undeclared is unknown (S15). */
import { addDays } from "../../domain/IsoDate.ts"
import { known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, personal, soft, unknownFact } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { declared } from "../World.ts"

/** Right and duty to Norwegian training: 18 to 67 years. */
const [trainingFrom, trainingTo] = [18, 67]

export const norwegianTrack = soft<{ readonly track: string }>({
  id: "norwegian-track",
  level: "soft",
  purpose: "education",
  concerns: "member",
  reference: "integreringsloven § 26; læreplan i norsk (HK-dir); R34",
  concern: (person, _household, world) => {
    const age = person.ageOn(world.date)
    if (age < trainingFrom || age > trainingTo) return notConcerned
    const needed = person.competence?.track
    if (needed === undefined) return unknownFact("norwegian-track")
    return concerned({ track: needed.track }, needed.provenance.source, [
      personal("norwegian-track", needed.track, needed.provenance)
    ])
  },
  evaluate: ({ track }, place, world) => {
    const offers = place.municipality.declaration?.norwegianTracks
    if (offers === undefined) return unknown(["norwegian-tracks"])
    const starts = offers.filter((offer) => offer.track === track).map((offer) => offer.startsOn)
    const first = starts.sort()[0]
    if (first === undefined) return known(0, [declared(world, place, "norwegian-track-offered", false)])
    const soon = first <= addDays(world.date, parameter("trackSoonDays"))
    return known(soon ? 1 : parameter("trackLateShare"), [declared(world, place, "norwegian-track-starts", first)])
  }
})
