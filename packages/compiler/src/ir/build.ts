import type { Scalar } from '@paperkite/project';
import type { CastTarget, Expression, Operation } from './nodes.ts';
import { NEVER, type Type } from './types.ts';

export const constant = (value: Scalar): Expression => ({ kind: 'constant', value });

/** A cast, done at once for constants and left out when it repeats the one inside. */
export function cast(to: CastTarget, value: Expression): Expression {
  if (value.kind === 'cast' && value.to === to) return value;
  if (value.kind === 'constant') return constant(castValue(to, value.value));
  return { kind: 'cast', to, value };
}

/** Scratch's casts (measured-facts section 1, points 1 and 2). */
export function castValue(to: CastTarget, value: Scalar): Scalar {
  if (to === 'text') return String(value);
  if (to === 'number') {
    const number = Number(value);
    return Number.isNaN(number) ? 0 : number;
  }
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
  return Boolean(value);
}

/** An operation that is one call of the runtime function of the same name: `motion.moveSteps(t, steps)`. */
export function runtimeCall(
  name: string,
  type: Type = NEVER,
  traits: Partial<Pick<Operation, 'yields' | 'volatile' | 'observes' | 'readsVariables' | 'readsVariableNamed'>> = {},
): Operation {
  return {
    name,
    type: () => type,
    js: (args) => `${name}(${['t', ...args].join(', ')})`,
    runtime: true,
    ...traits,
  };
}

/** An operation that the back end writes in place. */
export function inline(
  name: string,
  type: Operation['type'],
  js: Operation['js'],
  traits: Partial<Pick<Operation, 'volatile' | 'observes' | 'passesNaN' | 'asNumber' | 'asCode' | 'compares'>> = {},
): Operation {
  return { name, type, js, runtime: false, ...traits };
}
