/** The board as the link names it: channels to read, pins to drive and to let go of. */

/** Milliseconds for which a gesture shows. */
const GESTURE_HOLD = 150;

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
