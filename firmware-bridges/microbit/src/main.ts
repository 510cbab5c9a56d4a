/**
 * The bridge of the micro:bit: lets a page drive and read the board over USB, by lines of text at 115200 baud. It is MakeCode
 * TypeScript: pxt compiles it, for V1 and V2 alike, and numbers are integers of 31 bits where they can be. One program, in the
 * order of its parts in pxt.json; this last one is the session with a page.
 */

const PROTOCOL = 1;
const FIRMWARE = '1.0.0';
/** Bytes of commands that may be unanswered: the receive buffer holds 128. */
const CREDIT = 100;
/** Milliseconds without a line of the page after which the board lets go of what the link drives. */
const SILENCE = 1000;
const BEAT = 200;

function end() {
  linked = false;
  periodic = [];
  watched = [];
  letGo();
}

function greet(fields: string[]) {
  if (linked) end();
  say(
    'H ' +
      fields[1] +
      ' ' +
      PROTOCOL +
      ' ' +
      FIRMWARE +
      ' ' +
      (isV2 ? 'microbit-v2' : 'microbit-v1') +
      ' ' +
      CREDIT +
      ' ' +
      input.runningTime(),
  );
  if (parseInt(fields[2]) != PROTOCOL) return;
  expected = 1;
  refusedNumber = -1;
  sampleNumber = 0;
  nextBeat = input.runningTime() + BEAT;
  linked = true;
}

function hear(line: string) {
  const fields = readLine(line);
  if (!fields) return;
  lastHeard = input.runningTime();
  if (fields[0] == 'h') greet(fields);
  else if (linked && fields[0] != 'k') obey(fields);
}

serial.setRxBufferSize(128);
serial.setTxBufferSize(254);
serial.setWriteLinePadding(0);
basic.showIcon(IconNames.SmallDiamond, 0);

control.inBackground(function () {
  while (true) {
    const line = serial.readUntil('\n');
    // Waits for a line on the board; in the simulator it cannot.
    if (line.length > 0) hear(line);
    else basic.pause(4);
  }
});

control.inBackground(function () {
  let next = input.runningTime();
  while (true) {
    const now = input.runningTime();
    if (toneEnd > 0 && now >= toneEnd) startTone(0, 0);
    if (linked && now - lastHeard > SILENCE) end();
    if (linked) {
      if (now >= nextBeat) {
        nextBeat = now + BEAT;
        say('B 0 ' + now);
      }
      takeSamples(now);
    }
    // Steps of 20 ms on the average, whatever a step takes.
    next += TICK;
    if (next < now) next = now;
    basic.pause(Math.max(0, next - input.runningTime()));
  }
});
