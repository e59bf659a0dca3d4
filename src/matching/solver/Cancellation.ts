/** Asks a running solve, in whatever thread, to stop and hand over the best plan it has. */

/** Shared memory: nonzero once asked. */
export type Cancellation = Int32Array<SharedArrayBuffer>

export const cancellation = (): Cancellation => new Int32Array(new SharedArrayBuffer(4))

export const cancel = (cancellation: Cancellation): void => {
  Atomics.store(cancellation, 0, 1)
}

export const isCancelled = (cancellation: Cancellation | undefined): boolean =>
  cancellation !== undefined && Atomics.load(cancellation, 0) !== 0
