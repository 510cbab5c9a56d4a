/** What the page subscribed to: channels at intervals and when they change. */

/** Milliseconds between two looks at the board. */
const TICK = 20;
/** Letters of a sample's line, its checksum not counted. */
const LINE_LIMIT = 90;
/** Lines that may wait for the wire before samples are left out. */
const QUEUE_LIMIT = 4;

let linked = false;
let lastHeard = 0;
let nextBeat = 0;
let sampleNumber = 0;
let periodic: string[] = [];
let period = TICK;
let nextPeriodic = 0;
let watched: string[] = [];
let seen: number[] = [];
let sample = '';

/** `S` for what is measured at intervals, `C` for what changed: a pin may be both. */
function flushSample(kind: string) {
  if (sample == '') return;
  say(kind + ' ' + sampleNumber + ' ' + input.runningTime() + sample);
  sampleNumber = (sampleNumber + 1) & 255;
  sample = '';
}

function addToSample(kind: string, name: string, value: number) {
  const part = ' ' + name + '=' + value;
  if (sample.length + part.length + 20 > LINE_LIMIT) flushSample(kind);
  sample += part;
}

function takeSamples(now: number) {
  // A sample that finds no room is missing by its number.
  if (waiting.length > QUEUE_LIMIT) {
    sampleNumber = (sampleNumber + 1) & 255;
    return;
  }
  if (periodic.length > 0 && now >= nextPeriodic) {
    nextPeriodic = Math.max(nextPeriodic + period, now);
    for (const name of periodic) addToSample('S', name, readChannel(name, true));
    flushSample('S');
  }
  for (let i = 0; i < watched.length; i++) {
    const value = readChannel(watched[i], false);
    if (value == seen[i]) continue;
    seen[i] = value;
    addToSample('C', watched[i], value);
  }
  flushSample('C');
}
