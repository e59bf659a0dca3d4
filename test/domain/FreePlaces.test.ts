// Feature under test: free places (S10) = vedtak − bosatt − avtalt − forespurt − godkjent selvbosetting.
import { expect, test } from "vitest"
import { SourceId } from "../../src/domain/Fact.ts"
import { FreePlaces } from "../../src/domain/FreePlaces.ts"

const counted = (decided: number | null, settled: number, agreed: number, asked: number, self: number) =>
  new FreePlaces({
    decided,
    settled,
    agreedNotSettled: agreed,
    askedUnanswered: asked,
    approvedSelfSettlement: self,
    source: SourceId.make("imdi")
  })

test.each([
  [100, 60, 20, 10, 4, 6, 6],
  [100, 60, 20, 10, 10, 0, 0],
  [100, 60, 20, 10, 15, -5, 0], // more promised than decided: none left, and the balance says by how much
  [0, 0, 0, 0, 0, 0, 0] // decided to take nobody is a decision
])("%s − %s − %s − %s − %s leaves %s, offers %s", (decided, settled, agreed, asked, self, balance, free) => {
  expect(counted(decided, settled, agreed, asked, self).balance).toBe(balance)
  expect(counted(decided, settled, agreed, asked, self).free).toBe(free)
})

test("no vedtak is not decided, never zero", () => {
  expect(counted(null, 3, 0, 0, 0).balance).toBeNull()
  expect(counted(null, 3, 0, 0, 0).free).toBeNull()
})
