/// The script of the simulator's frame, after pxt's simulator and pxt-microbit's: `build-static.mjs` joins the three.
import { pictureBoard, pinId } from './board-picture.ts';
import { loadScript } from './load-script.ts';
import type { FromSimulator, ToSimulator } from './protocol.ts';
import type { Pxsim, PxsimButton, PxsimMessage, PxsimRadioMessage } from './pxsim.ts';
import { SerialLine } from './serial-line.ts';
import { DEFAULT_ACCELERATION, DEFAULT_SENSORS, GESTURES, type Acceleration, type MicrobitPin } from './world.ts';

declare const pxsim: Pxsim;
declare const paperkitePort: MessagePort;

/** Milliseconds between two looks at the board: no screen shows more. */
const LOOK = 16;
/** The real sensor measures about every 20 ms; gestures are told from several samples. */
const SAMPLE = 20;
/** pxt's events of anything that is pressed. */
const DOWN = 1;
const UP = 2;
const CLICK = 3;
const LONG_CLICK = 4;
const LONG = 1000;
/** pxt makes the board's serial number of it, which radio packets may carry: no two boards have the same. */
const BOARD_ID = `b${1 + Math.floor(Math.random() * 0x7fff_fffe)}`;

const send = (message: FromSimulator, transfer: Transferable[] = []) => paperkitePort.postMessage(message, transfer);

const sensors = { ...DEFAULT_SENSORS };
let acceleration: Acceleration = DEFAULT_ACCELERATION;
const inputs = new Map<MicrobitPin, number>();
const used = { radio: false, logo: false };
/** Hz of the tone that sounds; pxt does not say when it ends. */
let tone = 0;
let toneEnd: ReturnType<typeof setTimeout> | undefined;
let running = false;
let lookAt: ReturnType<typeof setTimeout> | undefined;
let lastState = '';

const serial = new SerialLine(pxsim, (text) => send({ type: 'serial', text }));
const board = () => (running ? (pxsim.runtime?.board ?? null) : null);

function look(): void {
  lookAt = undefined;
  const now = board();
  if (!now) return;
  const state = pictureBoard(now, { ...used, tone });
  const text = JSON.stringify(state);
  if (text === lastState) return;
  lastState = text;
  send({ type: 'state', state });
}
const lookSoon = () => (lookAt ??= setTimeout(look, LOOK));

/** Every value of the world on a new board. */
function furnish(): void {
  const now = board();
  if (!now) return;
  now.lightSensorState.lightLevel = sensors.light;
  now.thermometerState.temperature = sensors.temperature;
  now.compassState.heading = sensors.compass;
  now.microphoneState.setLevel(sensors.sound);
  for (const [pin, value] of inputs) {
    const there = now.edgeConnectorState.getPin(pinId(pin));
    if (there) there.value = value;
  }
  // pxt's first reading would be 0: the next sample comes up to 20 ms after the sensor has been switched on.
  const sensor = now.accelerometerState.accelerometer;
  const activate = sensor.activate.bind(sensor);
  sensor.activate = (flags) => {
    const wasActive = sensor.isActive;
    activate(flags);
    if (!wasActive) sampleAcceleration();
  };
}

/** pxt reads x and y with the opposite sign of what it is told. */
function sampleAcceleration(): void {
  const sensor = board()?.accelerometerState.accelerometer;
  if (sensor?.isActive) sensor.update(-acceleration.x, -acceleration.y, acceleration.z);
}

const pressedAt = new Map<number, number>();
function press(button: PxsimButton, down: boolean): void {
  const now = board();
  if (!now || Boolean(button.pressed) === down) return;
  button.pressed = down;
  now.bus.queue(button.id, down ? DOWN : UP);
  const time = performance.now();
  if (down) pressedAt.set(button.id, time);
  else now.bus.queue(button.id, time - (pressedAt.get(button.id) ?? time) > LONG ? LONG_CLICK : CLICK);
  lookSoon();
}

function pressButton(name: 'A' | 'B' | 'AB', down: boolean): void {
  const pair = board()?.buttonPairState;
  if (!pair) return;
  const { aBtn, bBtn, abBtn } = pair;
  if (name === 'AB') {
    aBtn.pressed = bBtn.pressed = down;
    press(abBtn, down);
    return;
  }
  // Both at once is a button of its own, as on the board.
  const other = name === 'A' ? bBtn : aBtn;
  if (down && other.pressed) press(abBtn, true);
  if (!down && abBtn.pressed) press(abBtn, false);
  press(name === 'A' ? aBtn : bBtn, down);
}

function touch(name: MicrobitPin, down: boolean): void {
  const pin = board()?.edgeConnectorState.getPin(pinId(name));
  if (!pin) return;
  pin.touched = down;
  const finger = { id: pin.id, pressed: !down };
  press(finger, down);
}

async function run(code: string, id: number): Promise<void> {
  pxsim.Embed.stop();
  serial.reset();
  used.radio = used.logo = false;
  tone = 0;
  lastState = '';
  running = true;
  let failure: string | null = null;
  try {
    await loadScript(`globalThis.paperkiteProgram=${code}`);
    pxsim.Embed.run({ type: 'run', id: BOARD_ID, code: 'in paperkiteProgram' });
  } catch (error) {
    running = false;
    failure = String(error);
  }
  send({ type: 'started', serial: id, failure });
  lookSoon();
}

function isRadio(message: PxsimMessage | PxsimRadioMessage): message is PxsimRadioMessage {
  return message.type === 'radiopacket';
}

// Without a view of pxt's own: ours is drawn by the page.
pxsim.Embed.start = () => undefined;
pxsim.DalBoard.prototype.initAsync = function initialise() {
  this.viewHost = { removeEventListeners: () => undefined };
  this.updateSubscribers.push(lookSoon);
  furnish();
  return Promise.resolve();
};

pxsim.Runtime.postMessage = (message) => {
  if (isRadio(message)) {
    const { rssi: signal, serial: sender, time, payload } = message;
    const data = Uint8Array.from(payload.bufferData);
    send({ type: 'radio', packet: { group: payload.groupId, signal, serial: sender, time, data } });
  } else if (message.exceptionMessage !== undefined) send({ type: 'broken', message: message.exceptionMessage });
};

function sound(frequency: number): void {
  tone = Math.max(0, Math.round(frequency));
  lookSoon();
}
const { servoWritePin, analogWritePin, digitalWritePin, analogPitch } = pxsim.pins;
pxsim.pins.analogPitch = (frequency, milliseconds) => {
  analogPitch(frequency, milliseconds);
  clearTimeout(toneEnd);
  sound(frequency);
  if (milliseconds > 0) toneEnd = setTimeout(() => sound(0), milliseconds);
};
const markServo = (pin: number, on: boolean) => {
  const there = board()?.edgeConnectorState.getPin(pin);
  if (there) there.paperkiteServo = on;
  lookSoon();
};
pxsim.pins.servoWritePin = (pin, angle) => (
  servoWritePin(pin, Math.max(0, Math.min(180, angle))),
  markServo(pin, true)
);
pxsim.pins.analogWritePin = (pin, value) => (
  analogWritePin(pin, Math.max(0, Math.min(1023, value))),
  markServo(pin, false)
);
pxsim.pins.digitalWritePin = (pin, value) => (digitalWritePin(pin, value), markServo(pin, false));

/** Notes that a program calls any of these. */
function notice(part: keyof typeof used, functions: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const original = functions[name] as (...args: unknown[]) => unknown;
    functions[name] = (...args: unknown[]) => {
      used[part] = true;
      lookSoon();
      return original(...args);
    };
  }
}
notice('radio', pxsim.radio, ['setGroup', 'sendRawPacket', 'onDataReceived']);
notice('logo', pxsim.input, ['onLogoEvent', 'logoIsPressed']);

function obey(message: ToSimulator): void {
  const now = board();
  switch (message.type) {
    case 'run':
      void run(message.code, message.serial);
      break;
    case 'stop':
      running = false;
      pxsim.Embed.stop();
      break;
    case 'button':
      pressButton(message.button, message.down);
      break;
    case 'logo':
      if (now) press(now.logoTouch, message.down);
      break;
    case 'touch':
      touch(message.pin, message.down);
      break;
    case 'pin':
      inputs.set(message.pin, message.value);
      furnish();
      lookSoon();
      break;
    case 'sensor':
      sensors[message.sensor] = message.value;
      furnish();
      break;
    case 'acceleration':
      acceleration = message.at;
      break;
    case 'gesture':
      now?.accelerometerState.accelerometer.forceGesture(GESTURES[message.gesture]);
      break;
    case 'serial':
      serial.receive(message.text);
      break;
    case 'radio': {
      const { group, signal, serial: sender, time, data } = message.packet;
      const payload = { type: 0, groupId: group, bufferData: data };
      now?.receiveMessage({ type: 'radiopacket', rssi: signal, serial: sender, time, payload });
      break;
    }
    case 'mute':
      pxsim.AudioContextManager.mute(message.on);
  }
}

setInterval(sampleAcceleration, SAMPLE);
// Reading a pin tells nobody.
setInterval(lookSoon, 100);
paperkitePort.onmessage = (event: MessageEvent<ToSimulator>) => obey(event.data);
send({ type: 'ready' });
