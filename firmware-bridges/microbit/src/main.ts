/**
 * The bridge of the micro:bit: lets a page drive and read the board over USB, by lines of text at 115200 baud. The grammar is in
 * docs/guides/board-link.md. It is MakeCode TypeScript: pxt compiles it, for V1 and V2 alike, and numbers are integers of 31 bits
 * where they can be. One program, in the order of its parts: lines, board, samples, commands, session.
 */

const PROTOCOL = 1;
const FIRMWARE = '1.0.0';
/** Bytes of commands that may be unanswered: the receive buffer holds 128. */
const CREDIT = 100;
/** Milliseconds without a line of the page after which the board lets go of what the link drives. */
const SILENCE = 1000;
const BEAT = 200;
/** Milliseconds between two looks at the board. */
const TICK = 20;
/** Letters of a sample's line, its checksum not counted. */
const LINE_LIMIT = 90;
/** Lines that may wait for the wire before samples are left out. */
const QUEUE_LIMIT = 4;
/** Milliseconds for which a gesture shows. */
const GESTURE_HOLD = 150;

// ---- Lines

/** CRC-24 of OpenPGP, four bits at a time: entry n is n << 20 shifted out. */
const CRC_TABLE = [
  0x000000, 0x864cfb, 0x8ad50d, 0x0c99f6, 0x93e6e1, 0x15aa1a, 0x1933ec, 0x9f7f17, 0xa18139, 0x27cdc2, 0x2b5434,
  0xad18cf, 0x3267d8, 0xb42b23, 0xb8b2d5, 0x3efe2e,
];
const HEX = '0123456789abcdef';

function checksum(text: string): string {
  let crc = 0xb704ce;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    crc = ((crc << 4) & 0xffffff) ^ CRC_TABLE[((crc >> 20) ^ (code >> 4)) & 15];
    crc = ((crc << 4) & 0xffffff) ^ CRC_TABLE[((crc >> 20) ^ code) & 15];
  }
  let digits = '';
  for (let shift = 20; shift >= 0; shift -= 4) digits += HEX.charAt((crc >> shift) & 15);
  return digits;
}

/** The fields of a line of the link; null for every other line and for damaged ones. */
function readLine(line: string): string[] {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) <= 32) end--;
  if (end < 9 || line.charAt(0) != '~' || line.charAt(end - 7) != '*') return null;
  const said = line.substr(0, end - 7);
  if (checksum(said) != line.substr(end - 6, 6)) return null;
  return said.substr(1, said.length - 1).split(' ');
}

let waiting: string[] = [];
let writing = false;

/** Two scripts must not write at once: the board would drop one of the lines. */
function say(fields: string) {
  const line = '~' + fields;
  waiting.push(line + '*' + checksum(line) + '\n');
  if (writing) return;
  writing = true;
  while (waiting.length > 0) serial.writeString(waiting.shift());
  writing = false;
}

/** Percent signs and two digits are bytes. */
function decodeText(text: string): string {
  let decoded = '';
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) == '%' && i + 2 < text.length) {
      decoded += String.fromCharCode(
        HEX.indexOf(text.charAt(i + 1).toLowerCase()) * 16 + HEX.indexOf(text.charAt(i + 2).toLowerCase()),
      );
      i += 2;
    } else decoded += text.charAt(i);
  }
  return decoded;
}

// ---- Board

/** "1", "1.3", "1.5" or "2". */
const isV2 = control.hardwareVersion().charAt(0) == '2';
/** The gestures as the link numbers them. */
const GESTURES = [
  Gesture.Shake,
  Gesture.LogoUp,
  Gesture.LogoDown,
  Gesture.ScreenUp,
  Gesture.ScreenDown,
  Gesture.TiltLeft,
  Gesture.TiltRight,
  Gesture.FreeFall,
];
const ANALOG_INPUTS = ['P0', 'P1', 'P2', 'P3', 'P4', 'P10'];
const NO_CHANNEL = -100000;

let gesture = 0;
let gestureEnd = 0;
let watchesGestures = false;
let toneEnd = 0;
/** Pins that the link drives, to be let go of. */
let driven: number[] = [];

/** The board's number of P0..P16; 0 for what is none. */
function pinOf(name: string): number {
  if (name.charAt(0) != 'P') return 0;
  const digits = name.substr(1, name.length - 1);
  const pin = parseInt(digits);
  return pin >= 0 && pin <= 16 && digits == '' + pin ? 100 + pin : 0;
}

function drive(pin: number) {
  if (driven.indexOf(pin) < 0) driven.push(pin);
}

/** Registering costs nothing until the first gesture is asked for; the sensor then stays on. */
function readGesture(): number {
  if (!watchesGestures) {
    watchesGestures = true;
    for (let i = 0; i < GESTURES.length; i++) {
      const number = i + 1;
      input.onGesture(GESTURES[i], function () {
        gesture = number;
        gestureEnd = input.runningTime() + GESTURE_HOLD;
      });
    }
  }
  if (input.runningTime() >= gestureEnd) gesture = 0;
  return gesture;
}

function flag(on: boolean): number {
  return on ? 1 : 0;
}

/** What a channel says now; NO_CHANNEL where the board has none of that name. `analog`: what pins measure instead of their level. */
function readChannel(name: string, analog: boolean): number {
  switch (name) {
    case 'ax':
      return input.acceleration(Dimension.X);
    case 'ay':
      return input.acceleration(Dimension.Y);
    case 'az':
      return input.acceleration(Dimension.Z);
    case 'strength':
      return input.acceleration(Dimension.Strength);
    case 'pitch':
      return input.rotation(Rotation.Pitch);
    case 'roll':
      return input.rotation(Rotation.Roll);
    case 'light':
      return input.lightLevel();
    case 'temp':
      return input.temperature();
    case 'compass':
      return input.compassHeading();
    case 'sound':
      return isV2 ? input.soundLevel() : NO_CHANNEL;
    case 'a':
      return flag(input.buttonIsPressed(Button.A));
    case 'b':
      return flag(input.buttonIsPressed(Button.B));
    case 'logo':
      return isV2 ? flag(input.logoIsPressed()) : NO_CHANNEL;
    case 'gesture':
      return readGesture();
    case 'T0':
      return flag(input.pinIsPressed(TouchPin.P0));
    case 'T1':
      return flag(input.pinIsPressed(TouchPin.P1));
    case 'T2':
      return flag(input.pinIsPressed(TouchPin.P2));
  }
  const pin = pinOf(name);
  if (pin == 0) return NO_CHANNEL;
  if (!analog) return pins.digitalReadPin(pin);
  return ANALOG_INPUTS.indexOf(name) < 0 ? NO_CHANNEL : pins.analogReadPin(pin);
}

/** Whether it can be subscribed to, without reading a sensor that would have to be calibrated first. */
function hasChannel(name: string, analog: boolean): boolean {
  return name == 'compass' || readChannel(name, analog) != NO_CHANNEL;
}

function letGo() {
  toneEnd = 0;
  // Before the pins: sound comes out of P0 as well.
  music.stopAllSounds();
  for (const pin of driven) {
    pins.digitalWritePin(pin, 0);
    // Reading makes an input of it, and ends a servo's pulses.
    pins.digitalReadPin(pin);
  }
  driven = [];
}

// ---- Samples

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

// ---- Commands

/** The number of the command that comes next. */
let expected = 1;
/** The latest one that was refused, and why: its answer may be lost. */
let refusedNumber = -1;
let refusal = 0;

function subscribe(fields: string[]): boolean {
  const every = parseInt(fields[2]);
  for (let i = 3; i < fields.length; i++) if (!hasChannel(fields[i], true)) return false;
  if (every > 0) period = Math.max(TICK, every);
  for (let i = 3; i < fields.length; i++) {
    const at = periodic.indexOf(fields[i]);
    if (every > 0 && at < 0) periodic.push(fields[i]);
    if (every == 0 && at >= 0) periodic.removeAt(at);
  }
  nextPeriodic = input.runningTime();
  return true;
}

function watch(fields: string[]): boolean {
  for (let i = 2; i < fields.length; i++) if (!hasChannel(fields[i], false)) return false;
  watched = [];
  seen = [];
  for (let i = 2; i < fields.length; i++) {
    watched.push(fields[i]);
    // What they say now is told once.
    seen.push(NO_CHANNEL);
  }
  return true;
}

function showLights(bits: string) {
  led.stopAnimation();
  for (let i = 0; i < 25; i++) {
    if (bits.charAt(i) == '1') led.plot(i % 5, Math.idiv(i, 5));
    else led.unplot(i % 5, Math.idiv(i, 5));
  }
}

function showText(text: string) {
  led.stopAnimation();
  control.inBackground(function () {
    basic.showString(text);
  });
}

function startTone(frequency: number, length: number) {
  music.ringTone(frequency);
  toneEnd = length > 0 ? input.runningTime() + length : 0;
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** Reads answer with a value; null for every other command. Read twice, they say what is so now. */
function answerRead(fields: string[]): string {
  if (fields[0] != 'r' && fields[0] != 'a') return null;
  const value = readChannel(fields[2], fields[0] == 'a');
  return value == NO_CHANNEL ? 'E ' + fields[1] + ' 2' : 'V ' + fields[1] + ' ' + value;
}

/** 0 when it is done; otherwise why not: 1 unknown, 2 no such pin or channel, 3 no such value. */
function execute(fields: string[]): number {
  const pin = fields.length > 2 ? pinOf(fields[2]) : 0;
  const value = fields.length > 3 ? parseInt(fields[3]) : 0;
  switch (fields[0]) {
    case 'm':
      if (pin == 0) return 2;
      if (fields[3] == 'o') {
        drive(pin);
        pins.digitalWritePin(pin, 0);
        return 0;
      }
      if (fields[3] != 'i' && fields[3] != 'u' && fields[3] != 'd') return 3;
      driven.removeElement(pin);
      pins.setPull(
        pin,
        fields[3] == 'u' ? PinPullMode.PullUp : fields[3] == 'd' ? PinPullMode.PullDown : PinPullMode.PullNone,
      );
      pins.digitalReadPin(pin);
      return 0;
    case 'w':
      if (pin == 0) return 2;
      if (!within(value, 0, 1)) return 3;
      drive(pin);
      pins.digitalWritePin(pin, value);
      return 0;
    case 'p':
      if (pin == 0) return 2;
      if (!within(value, 0, 1023)) return 3;
      drive(pin);
      pins.analogWritePin(pin, value);
      return 0;
    case 's':
      if (pin == 0) return 2;
      if (!within(value, 0, 180)) return 3;
      drive(pin);
      pins.servoWritePin(pin, value);
      return 0;
    case 't':
      if (!within(parseInt(fields[2]), 1, 20000)) return 3;
      startTone(parseInt(fields[2]), value);
      return 0;
    case 'n':
      startTone(0, 0);
      return 0;
    case 'u':
      return subscribe(fields) ? 0 : 2;
    case 'c':
      return watch(fields) ? 0 : 2;
    case 'd':
      showText(decodeText(fields.length > 2 ? fields[2] : ''));
      return 0;
    case 'l':
      if (fields.length < 3 || fields[2].length != 25) return 3;
      showLights(fields[2]);
      return 0;
    case 'q':
    case 'z':
      return 0;
  }
  return 1;
}

function answer(number: number, refusal: number) {
  say(refusal == 0 ? 'A ' + number : 'E ' + number + ' ' + refusal);
}

function obey(fields: string[]) {
  const number = parseInt(fields[1]);
  const read = answerRead(fields);
  const behind = (expected - number) & 255;
  if (behind != 0) {
    // Its answer was lost; a command that comes too early waits for the one that is missing.
    if (behind > 128) say('g ' + expected);
    else if (read) say(read);
    else answer(number, number == refusedNumber ? refusal : 0);
    return;
  }
  expected = (expected + 1) & 255;
  if (read) {
    say(read);
    return;
  }
  const fault = execute(fields);
  if (fault != 0) {
    refusedNumber = number;
    refusal = fault;
  } else if (number == refusedNumber) refusedNumber = -1;
  answer(number, fault);
  if (fields[0] == 'q') end();
  else if (fields[0] == 'z') control.reset();
}

// ---- Session

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
