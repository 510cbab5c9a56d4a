/** How many random cases: all of them in the deep run, a sample otherwise. */
export const runs = (deep: number, sample: number): number => (process.env.PAPERKITE_DEEP ? deep : sample);
