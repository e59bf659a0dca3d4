/** Feature under test: who commits while a write to disk is under way shares the next one, and nobody is told too early. */
import type { PoolClient } from "pg"
import { expect, inject, test } from "vitest"
import { serverPool } from "../../src/store/connection.ts"
import { groupFlush } from "../../src/store/groupFlush.ts"

/** A disk whose writes end when the test says so. */
const makeDisk = () => {
  const writes: Array<{ readonly client: number; readonly done: () => void; readonly fail: () => void }> = []
  const released: Array<readonly [client: number, broken: boolean]> = []
  const client = (id: number) =>
    ({
      query: () =>
        new Promise<void>((resolve, reject) => {
          writes.push({ client: id, done: resolve, fail: () => reject(new Error("the disk is gone")) })
        }),
      release: (broken = false) => released.push([id, broken])
    }) as unknown as PoolClient
  return { client, writes, released }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test("one alone writes at once; those who come meanwhile share the next, which begins when the first has ended", async () => {
  const { client, released, writes } = makeDisk()
  const flush = groupFlush()
  const told: Array<number> = []
  const answered = [1, 2, 3].map((id) => flush(client(id)).then(() => told.push(id)))
  await turn()
  expect(writes.map((write) => write.client)).toEqual([1])
  expect(released).toEqual([[3, false]])
  writes[0]!.done()
  await turn()
  expect(told).toEqual([1])
  expect(writes.map((write) => write.client)).toEqual([1, 2])
  const late = flush(client(4)).then(() => told.push(4))
  await turn()
  expect(writes).toHaveLength(2)
  writes[1]!.done()
  await turn()
  expect(told.toSorted()).toEqual([1, 2, 3])
  writes[2]!.done()
  await Promise.all([...answered, late])
  expect(told.toSorted()).toEqual([1, 2, 3, 4])
  expect(released.map(([id]) => id).toSorted()).toEqual([1, 2, 3, 4])
})

test("a write that fails is told to all who shared it and to nobody else, and its client leaves the pool", async () => {
  const { client, released, writes } = makeDisk()
  const flush = groupFlush()
  const outcomes = [1, 2, 3].map((id) =>
    flush(client(id)).then(
      () => "safe",
      () => "unknown"
    )
  )
  await turn()
  writes[0]!.done()
  await turn()
  writes[1]!.fail()
  expect(await Promise.all(outcomes)).toEqual(["safe", "unknown", "unknown"])
  const again = flush(client(4))
  await turn()
  writes[2]!.done()
  await again
  expect(released).toEqual([
    [3, false],
    [1, false],
    [2, true],
    [4, false]
  ])
})

test("a write whose answer is lost on the way is given up, and the next one goes over another connection", async () => {
  const pool = serverPool(inject("postgresUrl"), "runtime")
  try {
    const flush = groupFlush(200)
    const deaf = await pool.connect()
    Reflect.get(deaf, "connection").stream.pause()
    const outcomes = [flush(deaf), flush(await pool.connect())]
    await expect(outcomes[0]).rejects.toThrow("Query read timeout")
    await outcomes[1]
    expect(pool.totalCount).toBe(1)
  } finally {
    await pool.end()
  }
})
