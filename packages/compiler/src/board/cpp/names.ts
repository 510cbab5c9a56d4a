import type { List, Parameter, Procedure, Program, Script, Variable } from '../ir/nodes.ts';
import { Identifiers } from './identifiers.ts';

/** `plain` runs to its end; `steps` gives way; `atomic` gives way in waits only. */
export type ProcedureForm = 'plain' | 'steps' | 'atomic';

/** The C++ names of everything in a program: made once, each unlike all others. */
export interface Names {
  variable(variable: Variable): string;
  list(list: List): string;
  parameter(procedure: Procedure, parameter: Parameter): string;
  procedure(procedure: Procedure, form: ProcedureForm): string;
  /** Type of what a call in steps remembers. */
  callType(procedure: Procedure, form: ProcedureForm): string;
  /** Name of such a thing in the caller. */
  callee(procedure: Procedure, form: ProcedureForm): string;
  script(script: Script): string;
  runScript(script: Script): string;
  /** Level that a pin hat saw last. */
  level(script: Script): string;
  /** Function that starts the receivers of a message. */
  message(message: number): string;
  servo(pin: number): string;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Names a program. */
export function namesOf(program: Program): Names {
  const identifiers = new Identifiers();
  const variables = program.variables.map(({ name }) => identifiers.make(name, 'variable'));
  const lists = program.lists.map(({ name }) => identifiers.make(name, 'list'));
  const labels = program.procedures.map(({ code }) => identifiers.make(code.replace(/%[sbn]/g, ' '), 'myBlock'));
  const parameters = program.procedures.map((procedure) => {
    const own = new Identifiers(identifiers);
    return procedure.parameters.map(({ name }) => own.make(name, 'value'));
  });
  const derived = new Map<string, string>();
  const derive = (base: string): string => {
    const found = derived.get(base);
    if (found !== undefined) return found;
    const made = identifiers.make(base, base);
    derived.set(base, made);
    return made;
  };
  const stepName = (procedure: Procedure, form: ProcedureForm): string => {
    const label = labels[procedure.index]!;
    if (form === 'plain') return label;
    return derive(`${label}${form === 'steps' ? 'Steps' : 'AtOnceSteps'}`);
  };
  return {
    variable: ({ index }) => variables[index]!,
    list: ({ index }) => lists[index]!,
    parameter: (procedure, { index }) => parameters[procedure.index]![index]!,
    procedure: stepName,
    callType: (procedure, form) => capital(derive(`${stepName(procedure, form)}Call`)),
    callee: (procedure, form) => derive(`${stepName(procedure, form)}Call`),
    script: ({ index }) => derive(`script${index + 1}`),
    runScript: ({ index }) => derive(`runScript${index + 1}`),
    level: ({ index }) => derive(`level${index + 1}`),
    message: (message) => derive(`broadcast${capital(identifiersOf(program.messages[message]!, message))}`),
    servo: (pin) => derive(`servo${pin}`),
  };
}

/** Messages are told apart by number where their names cannot be written. */
const identifiersOf = (name: string, message: number): string =>
  `${new Identifiers().make(name, 'message')}${message + 1}`;
