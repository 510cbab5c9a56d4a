/** How many channels are drawn; those that come later are left out. */
const MOST_CHANNELS = 8;
/** How many points in time are kept. */
const MOST_POINTS = 3000;

/** The last values of a few channels over time, in bounded memory. */
export class PlotData {
  #names: string[] = [];
  #times: number[] = [];
  /** For each channel a value for each time; null where it said nothing. */
  #values: (number | null)[][] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  get length(): number {
    return this.#times.length;
  }

  /** Adds values that came together. @param seconds Since the plot began; never less than before. */
  push(seconds: number, values: ReadonlyMap<string, number>): void {
    for (const name of values.keys()) {
      if (this.#names.includes(name) || this.#names.length >= MOST_CHANNELS) continue;
      this.#names.push(name);
      this.#values.push(this.#times.map(() => null));
    }
    this.#times.push(Math.max(seconds, this.#times.at(-1) ?? seconds));
    for (const [index, name] of this.#names.entries()) this.#values[index]!.push(values.get(name) ?? null);
    // Now and then, as in the log.
    if (this.#times.length > MOST_POINTS * 1.1) {
      const over = this.#times.length - MOST_POINTS;
      this.#times.splice(0, over);
      for (const column of this.#values) column.splice(0, over);
    }
  }

  /** Times first, then a column for each channel. */
  columns(): [number[], ...(number | null)[][]] {
    return [this.#times, ...this.#values];
  }

  /** The last value of each channel. */
  latest(): { name: string; value: number | null }[] {
    return this.#names.map((name, index) => ({
      name,
      value: this.#values[index]!.findLast((value) => value !== null) ?? null,
    }));
  }

  clear(): void {
    this.#names = [];
    this.#times = [];
    this.#values = [];
  }

  /** A table for spreadsheets: seconds, then the channels; a name that a spreadsheet would reckon with becomes text. */
  toCsv(): string {
    const rows = [['seconds', ...this.#names.map(asCell)].join(',')];
    for (const [at, seconds] of this.#times.entries())
      rows.push([seconds.toFixed(3), ...this.#values.map((column) => String(column[at] ?? ''))].join(','));
    return `${rows.join('\r\n')}\r\n`;
  }
}

const asCell = (name: string): string => {
  const text = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
