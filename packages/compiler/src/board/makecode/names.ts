import type { List, Parameter, Procedure, Program, Script, Variable } from '../ir/nodes.ts';
import { Identifiers } from '../cpp/identifiers.ts';
import { HELPERS } from './helpers.ts';

/** What MakeCode and TypeScript call by small letters, beside what C++ reserves too. */
const TAKEN =
  `basic led input music pins serial radio control images game servos console helpers motors light loops logic arrays text math
  parseInt parseFloat isNaN randint forever pause pauseUntil convertToText undefined let var function typeof instanceof in of
  await async yield interface implements package import export super arguments eval number string any object never type run scripts
  lastRest timerStart own list place value rest`.split(/\s+/);

/** The names of everything in a program, each unlike all others. */
export interface Names {
  variable(variable: Variable): string;
  list(list: List): string;
  parameter(procedure: Procedure, parameter: Parameter): string;
  procedure(procedure: Procedure): string;
  script(script: Script): string;
  /** Function that starts the receivers of a message. */
  message(message: number): string;
}

/** Names a program from the pupil's own words. */
export function namesOf(program: Program): Names {
  const identifiers = new Identifiers();
  for (const word of [...TAKEN, ...Object.keys(HELPERS)]) identifiers.make(word, word);
  const variables = program.variables.map(({ name }) => identifiers.make(name, 'variable'));
  const lists = program.lists.map(({ name }) => identifiers.make(name, 'list'));
  const procedures = program.procedures.map(({ code }) => identifiers.make(code.replace(/%[sbn]/g, ' '), 'myBlock'));
  const scripts = program.scripts.map(({ index }) => identifiers.make(`script${index + 1}`, 'script'));
  const messages = program.messages.map((name) => identifiers.make(`broadcast ${name}`, 'broadcastMessage'));
  const parameters = program.procedures.map((procedure) => {
    const own = new Identifiers(identifiers);
    return procedure.parameters.map(({ name }) => own.make(name, 'value'));
  });
  return {
    variable: ({ index }) => variables[index]!,
    list: ({ index }) => lists[index]!,
    parameter: (procedure, { index }) => parameters[procedure.index]![index]!,
    procedure: ({ index }) => procedures[index]!,
    script: ({ index }) => scripts[index]!,
    message: (message) => messages[message]!,
  };
}
