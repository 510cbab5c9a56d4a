import type { NumberKind } from '../spec.ts';
import { TextField } from './text-field.ts';

const PATTERN: Record<NumberKind, RegExp> = {
  any: /^[-+]?(\d+\.?\d*|\.\d+)?(e[-+]?\d*)?$/i,
  angle: /^[-+]?(\d+\.?\d*|\.\d+)?(e[-+]?\d*)?$/i,
  positive: /^(\d+\.?\d*|\.\d+)?(e[-+]?\d*)?$/i,
  whole: /^\d*$/,
  integer: /^[-+]?\d*$/,
  note: /^\d*\.?\d*$/,
};

/**
 * What a person typed, as a number in the document's spelling: full-width digits, signs and points of Chinese input methods
 * become plain ones. Null when it is not a number of this kind. An empty place is allowed, as in Scratch.
 */
export function normaliseNumber(text: string, accepts: NumberKind): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[。．]/g, '.')
    .replace(/[－–—−]/g, '-')
    .replace(/\s/g, '');
  return PATTERN[accepts].test(plain) ? plain : null;
}

/** A place for a number. Files may hold any text there, so only typing is checked. */
export class NumberField extends TextField {
  private readonly accepts: NumberKind;
  private readonly range: readonly [least: number, most: number] | undefined;

  constructor(accepts: NumberKind, initial = '', range?: readonly [least: number, most: number]) {
    super(initial);
    this.accepts = accepts;
    this.range = range;
  }

  protected override doClassValidation_(value?: unknown): string | null {
    if (value === undefined || value === null) return null;
    return this.isBeingEdited_ ? normaliseNumber(String(value), this.accepts) : String(value);
  }

  /** What was typed comes into its range when the person is done: on the way there it may be outside. */
  override onFinishEditing_(value: string): void {
    super.onFinishEditing_(value);
    if (!this.range) return;
    const [least, most] = this.range;
    const within = Math.min(most, Math.max(least, Number(this.getValue()) || least));
    if (String(within) !== this.getValue()) this.setValue(String(within));
  }
}
