import type { CodeComments } from './catalogue.ts';

/** Helpers are written with English comments: nothing is to be said about them here. */
export const ENGLISH: CodeComments = {
  madeForUno: 'Made from blocks with Paperkite, for an Arduino Uno.',
  whenStarted: 'When the board starts',
  whenLine: 'When a line comes over the serial port',
  whenPin: (pin, rising) => `When pin ${pin} ${rising ? 'goes high' : 'goes low'}`,
  whenReceived: (message) => `When "${message}" is received`,
  broadcasts: (message) => `Tells everybody "${message}".`,
  nobodyListens: (message) => `Nobody listens to "${message}".`,
  noOtherScripts: 'There are no other scripts.',
  current: 'the one whose turn it is',
  startedAnew: 'whether it started itself anew in this turn',
  lookAtInputs: 'After each round of turns: what happened outside?',
  helpers: {},
};
