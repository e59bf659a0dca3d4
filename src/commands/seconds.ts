/** Elapsed seconds with milliseconds, for reports of work done. */
export const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000
