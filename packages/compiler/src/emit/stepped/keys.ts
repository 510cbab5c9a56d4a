import type { Parameter, Procedure } from '../../ir/nodes.ts';

/** Name of a parameter that survives edits of the procedure: by its argument id, which Scratch keeps. */
export const parameterKey = (procedure: Procedure, parameter: Parameter): string =>
  `${procedure.definition} @${procedure.argumentIds[parameter.index] ?? parameter.name}`;
