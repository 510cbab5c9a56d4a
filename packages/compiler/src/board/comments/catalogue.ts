/** What comments of a program say, without the signs that make them comments. */
export interface CodeComments {
  madeForUno: string;
  whenStarted: string;
  whenLine: string;
  /** `pin` as it is written in the program. */
  whenPin(pin: string, rising: boolean): string;
  whenReceived(message: string): string;
  broadcasts(message: string): string;
  nobodyListens(message: string): string;
  noOtherScripts: string;
  current: string;
  startedAnew: string;
  lookAtInputs: string;
  /** The comments of the functions that come along, by what they say in English, line by line. */
  helpers: Readonly<Record<string, string>>;
}
