import type { PxsimBoard, PxsimPin } from './pxsim.ts';
import { PINS, type MicrobitPart, type MicrobitState, type PinState, type PinUse } from './world.ts';

/** pxt's flags of how a pin is used. */
const DIGITAL = 1;
const ANALOG = 2;
const INPUT = 4;
const OUTPUT = 8;
const TOUCH = 16;

/** pxt's number for "a lamp is on or off", where all that are on have the display's brightness. */
const BLACK_AND_WHITE = 0;

/** pxt's number of a pin: that of its event source. */
export const pinId = (pin: string): number => 100 + Number(pin.slice(1));

function useOf(pin: PxsimPin): PinUse | null {
  if (pin.mode & TOUCH) return 'touch';
  if (pin.paperkiteServo) return 'servo';
  if (pin.mode & DIGITAL) return pin.mode & OUTPUT ? 'digital out' : 'digital in';
  if (pin.mode & ANALOG) return pin.mode & INPUT ? 'analog in' : 'analog out';
  return null;
}

/** 0..1023 for a level too: pxt holds a written one as 200. */
function valueOf(pin: PxsimPin, use: PinUse): number {
  if (use === 'servo') return pin.servoAngle;
  if (use === 'touch') return pin.touched ? 1023 : 0;
  return use === 'digital out' && pin.value > 0 ? 1023 : pin.value;
}

function pinStates(board: PxsimBoard): PinState[] {
  return PINS.flatMap((name) => {
    const pin = board.edgeConnectorState.getPin(pinId(name));
    const use = pin && useOf(pin);
    return pin && use ? [{ pin: name, use, value: valueOf(pin, use) }] : [];
  });
}

function brightnesses({ image, brigthness, displayMode, disabled }: PxsimBoard['ledMatrixState']): number[] {
  return Array.from({ length: 25 }, (_, at) => {
    const level = disabled ? 0 : (image.data[at] ?? 0);
    return displayMode === BLACK_AND_WHITE ? (level > 0 ? brigthness : 0) : level;
  });
}

/** What is to be seen of the board now. `seen` holds what cannot be told from the board's own state. */
export function pictureBoard(board: PxsimBoard, seen: { radio: boolean; logo: boolean; tone: number }): MicrobitState {
  const uses: Record<MicrobitPart, boolean | undefined> = {
    acceleration: board.accelerometerState.accelerometer.isActive,
    shake: board.accelerometerState.useShake,
    light: board.lightSensorState.usesLightLevel,
    temperature: board.thermometerState.usesTemperature,
    compass: board.compassState.usesHeading,
    sound: board.microphoneState.sensorUsed || board.microphoneState.onSoundRegistered,
    radio: seen.radio,
    buttonAB: board.buttonPairState.usesButtonAB,
    logo: seen.logo,
  };
  return {
    leds: brightnesses(board.ledMatrixState),
    pins: pinStates(board),
    tone: seen.tone,
    parts: (Object.keys(uses) as MicrobitPart[]).filter((part) => uses[part]),
    // pxt does not count the microphone, which V1 has not.
    needsV2: board.hardwareVersion > 1 || Boolean(uses.sound),
  };
}
