export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** Of milliseconds, rounded to a tenth; null where there was nothing to measure. */
export function percentiles(samples: readonly number[]): { [K in keyof Percentiles]: number | null } {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number): number | null =>
    sorted.length === 0 ? null : round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const round = (value: number): number => Math.round(value * 10) / 10;
