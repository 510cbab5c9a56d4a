/** What the page asks for: each once, in order, answered. */

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
