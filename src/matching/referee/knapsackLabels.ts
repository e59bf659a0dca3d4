/** Partial sets of a knapsack, one for each use of places: what each gives away, and the set it grew from. Arrays that grow. */

const firstSize = 1024

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * array.length)
  twice.set(array)
  return twice
}

export class KnapsackLabels {
  count = 0
  loss = new Float64Array(firstSize)
  /** Places used, packed into one word. */
  used = new Int32Array(firstSize)
  /** The use of places as a number from 0 on. */
  state = new Int32Array(firstSize)
  /** The label it grew from, and the item it took; -1 for the empty set. */
  parent = new Int32Array(firstSize)
  item = new Int32Array(firstSize)
  /** Label of each slot; every state has one slot at most. */
  slots = new Int32Array(firstSize)
  slotCount = 0
  #slotOf = new Int32Array(firstSize).fill(-1)

  /** Starts again with the empty set. */
  begin(states: number): void {
    for (let slot = 0; slot < this.slotCount; slot++) this.#slotOf[this.state[this.slots[slot]!]!] = -1
    if (states > this.#slotOf.length) this.#slotOf = new Int32Array(states).fill(-1)
    this.count = 0
    this.slotCount = 0
    this.add(0, 0, 0, -1, -1)
    this.keepBetter(0)
  }

  add(loss: number, used: number, state: number, parent: number, item: number): void {
    if (this.count === this.loss.length) this.#grow()
    const label = this.count++
    this.loss[label] = loss
    this.used[label] = used
    this.state[label] = state
    this.parent[label] = parent
    this.item[label] = item
  }

  /** Of the labels from `from` on and the slots, the one that gives away least for each state. */
  keepBetter(from: number): void {
    for (let label = from; label < this.count; label++) {
      const slot = this.#slotOf[this.state[label]!]!
      if (slot >= 0) {
        if (this.loss[label]! < this.loss[this.slots[slot]!]!) this.slots[slot] = label
        continue
      }
      if (this.slotCount === this.slots.length) this.slots = longer(this.slots)
      this.#slotOf[this.state[label]!] = this.slotCount
      this.slots[this.slotCount++] = label
    }
  }

  /** Frees the slots of labels that give away more than this. */
  dropAbove(most: number): void {
    let kept = 0
    for (let slot = 0; slot < this.slotCount; slot++) {
      const label = this.slots[slot]!
      if (this.loss[label]! > most) this.#slotOf[this.state[label]!] = -1
      else {
        this.slots[kept] = label
        this.#slotOf[this.state[label]!] = kept++
      }
    }
    this.slotCount = kept
  }

  #grow(): void {
    const loss = new Float64Array(2 * this.loss.length)
    loss.set(this.loss)
    this.loss = loss
    this.used = longer(this.used)
    this.state = longer(this.state)
    this.parent = longer(this.parent)
    this.item = longer(this.item)
  }
}
