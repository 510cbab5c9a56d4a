/** What programs use that MakeCode lacks: functions and variables, written behind the program. */
export const HELPERS = {
  mod: `/** The rest of a division, with the sign of the divisor. */
function mod(value: number, by: number): number {
  const rest = value % by;
  return rest != 0 && (rest < 0) != (by < 0) ? rest + by : rest;
}`,
  pickRandom: `/** A whole number if both ends are whole, otherwise any between them. */
function pickRandom(from: number, to: number): number {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  if (low == Math.floor(low) && high == Math.floor(high)) return randint(low, high);
  return low + Math.random() * (high - low);
}`,
  sameText: `/** Whether two texts are the same but for capital letters. */
function sameText(one: string, other: string): boolean {
  return one.toLowerCase() == other.toLowerCase();
}`,
  itemOf: `/** Item of a list, counting from 1; 0 where there is none. */
function itemOf(list: number[], place: number): number {
  const at = Math.floor(place) - 1;
  return at >= 0 && at < list.length ? list[at] : 0;
}`,
  changeItem: `/** Changes an item, counting from 1; nothing where there is none. */
function changeItem(list: number[], place: number, value: number) {
  const at = Math.floor(place) - 1;
  if (at >= 0 && at < list.length) list[at] = value;
}`,
  insertItem: `/** Inserts before an item, or behind the last one. */
function insertItem(list: number[], place: number, value: number) {
  const at = Math.floor(place) - 1;
  if (at >= 0 && at <= list.length) list.insertAt(at, value);
}`,
  deleteItem: `/** Takes an item out, counting from 1; nothing where there is none. */
function deleteItem(list: number[], place: number) {
  const at = Math.floor(place) - 1;
  if (at >= 0 && at < list.length) list.removeAt(at);
}`,
  numberOf: `/** The number that a text begins with, otherwise 0. */
function numberOf(text: string): number {
  const value = parseFloat(text);
  return isNaN(value) ? 0 : value;
}`,
  giveWay: `let lastRest = 0;
/** Lets the other scripts have a turn every now and then. */
function giveWay() {
  if (input.runningTime() - lastRest < 20) return;
  basic.pause(0);
  lastRest = input.runningTime();
}`,
  timer: 'let timerStart = input.runningTime();',
  receivedNumber: 'let receivedNumber = 0;',
  receivedString: 'let receivedString = "";',
  serialLine: 'let serialLine = "";',
  scripts: `/** One run of a script; others can end it. */
class Run {
  ended: boolean;
  constructor() {
    this.ended = false;
  }
}
/** A script that messages start anew, and that can be stopped. */
class Script {
  run: Run;
  constructor(public body: (run: Run) => void) {
    this.run = null;
  }
  isRunning(): boolean {
    return this.run && !this.run.ended;
  }
  stop() {
    if (this.run) this.run.ended = true;
  }
  start() {
    this.stop();
    const run = new Run();
    this.run = run;
    control.inBackground(() => {
      this.body(run);
      run.ended = true;
    });
  }
}`,
  stopAll: `/** Ends every script. */
function stopAll() {
  for (const script of scripts) script.stop();
}`,
  stopOthers: `/** Ends every script but one. */
function stopOthers(own: Run) {
  for (const script of scripts) if (script.run != own) script.stop();
}`,
} as const;

export type HelperName = keyof typeof HELPERS;

/** Declarations that must come before the program: variables and classes do not exist before their line. */
export const DECLARED_FIRST: readonly HelperName[] = [
  'giveWay',
  'timer',
  'receivedNumber',
  'receivedString',
  'serialLine',
  'scripts',
];
