import type { ValueType } from '../ir/nodes.ts';

/**
 * The micro:bit's blocks: what they take, and what they are in MakeCode TypeScript. In `text`, `$NAME` is an input or a field;
 * `$NAME!` an input in seconds, written as milliseconds.
 * @see pxt-microbit 9.1.1, libs/core, libs/radio, libs/microphone
 */
export interface MicrobitBlock {
  inputs?: Readonly<Record<string, ValueType>>;
  /** Values of fields; the first stands for one that is none of them. */
  fields?: Readonly<Record<string, readonly string[] | 'text' | 'matrix'>>;
  text: string;
}

const words = (text: string): string[] => text.split(' ');
const n = 'number' as const;
const t = 'text' as const;
const b = 'boolean' as const;

const ICONS = words(
  'Heart SmallHeart Yes No Happy Sad Confused Angry Asleep Surprised Silly Fabulous Meh TShirt Rollerskate Duck House Tortoise ' +
    'Butterfly StickFigure Ghost Sword Giraffe Skull Umbrella Snake Rabbit Cow QuarterNote EighthNote Pitchfork Target Triangle ' +
    'LeftTriangle Chessboard Diamond SmallDiamond Square SmallSquare Scissors',
);
const ARROWS = words('North NorthEast East SouthEast South SouthWest West NorthWest');
const MELODIES = words(
  'Dadadadum Entertainer Prelude Ode Nyan Ringtone Funk Blues Birthday Wedding Funeral Punchline Baddy Chase BaDing ' +
    'Wawawawaa JumpUp JumpDown PowerUp PowerDown',
);
const SOUNDS = words('giggle happy hello mysterious sad slide soaring spring twinkle yawn');
const BUTTONS = words('A B AB');
const GESTURES = words('Shake LogoUp LogoDown ScreenUp ScreenDown TiltLeft TiltRight FreeFall ThreeG SixG');
const AXES = words('X Y Z Strength');
const TOUCH_PINS = words('P0 P1 P2');
const DIGITAL_PINS = words('P0 P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13 P14 P15 P16 P19 P20');
const PWM_PINS = DIGITAL_PINS.slice(0, 17);
const ANALOG_INPUTS = words('P0 P1 P2 P3 P4 P10');

const xy = { X: n, Y: n };
const pin = { PIN: DIGITAL_PINS };

export const MICROBIT_COMMANDS: Readonly<Record<string, MicrobitBlock>> = {
  mb_shownumber: { inputs: { VALUE: n }, text: 'basic.showNumber($VALUE)' },
  mb_showstring: { inputs: { TEXT: t }, text: 'basic.showString($TEXT)' },
  mb_showleds: { fields: { MATRIX: 'matrix' }, text: 'basic.showLeds($MATRIX)' },
  mb_showicon: { fields: { ICON: ICONS }, text: 'basic.showIcon(IconNames.$ICON)' },
  mb_showarrow: { fields: { ARROW: ARROWS }, text: 'basic.showArrow(ArrowNames.$ARROW)' },
  mb_clear: { text: 'basic.clearScreen()' },
  mb_plot: { inputs: xy, text: 'led.plot($X, $Y)' },
  mb_unplot: { inputs: xy, text: 'led.unplot($X, $Y)' },
  mb_toggle: { inputs: xy, text: 'led.toggle($X, $Y)' },
  mb_plotbrightness: { inputs: { ...xy, BRIGHTNESS: n }, text: 'led.plotBrightness($X, $Y, $BRIGHTNESS)' },
  mb_setbrightness: { inputs: { VALUE: n }, text: 'led.setBrightness($VALUE)' },
  mb_bargraph: { inputs: { VALUE: n, HIGH: n }, text: 'led.plotBarGraph($VALUE, $HIGH, false)' },
  mb_calibratecompass: { text: 'input.calibrateCompass()' },
  mb_playtone: { inputs: { FREQUENCY: n, SECONDS: n }, text: 'music.playTone($FREQUENCY, $SECONDS!)' },
  mb_starttone: { inputs: { FREQUENCY: n }, text: 'music.ringTone($FREQUENCY)' },
  mb_rest: { inputs: { SECONDS: n }, text: 'music.rest($SECONDS!)' },
  mb_playmelody: {
    fields: { MELODY: MELODIES },
    text: 'music.play(music.builtInPlayableMelody(Melodies.$MELODY), music.PlaybackMode.UntilDone)',
  },
  mb_startmelody: {
    fields: { MELODY: MELODIES },
    text: 'music.play(music.builtInPlayableMelody(Melodies.$MELODY), music.PlaybackMode.InBackground)',
  },
  mb_playsound: {
    fields: { SOUND: SOUNDS },
    text: 'music.play(music.builtinPlayableSoundEffect(soundExpression.$SOUND), music.PlaybackMode.UntilDone)',
  },
  mb_settempo: { inputs: { BPM: n }, text: 'music.setTempo($BPM)' },
  mb_setvolume: { inputs: { VALUE: n }, text: 'music.setVolume($VALUE)' },
  mb_stopsound: { text: 'music.stopAllSounds()' },
  mb_digitalwrite: {
    fields: { ...pin, LEVEL: ['HIGH', 'LOW'] },
    text: 'pins.digitalWritePin(DigitalPin.$PIN, $LEVEL)',
  },
  mb_digitalset: { inputs: { VALUE: b }, fields: pin, text: 'pins.digitalWritePin(DigitalPin.$PIN, $VALUE ? 1 : 0)' },
  mb_pull: {
    fields: { ...pin, MODE: ['PullUp', 'PullDown', 'PullNone'] },
    text: 'pins.setPull(DigitalPin.$PIN, PinPullMode.$MODE)',
  },
  mb_analogwrite: {
    inputs: { VALUE: n },
    fields: { PIN: PWM_PINS },
    text: 'pins.analogWritePin(AnalogPin.$PIN, $VALUE)',
  },
  mb_servowrite: {
    inputs: { ANGLE: n },
    fields: { PIN: PWM_PINS },
    text: 'pins.servoWritePin(AnalogPin.$PIN, $ANGLE)',
  },
  mb_radiogroup: { inputs: { GROUP: n }, text: 'radio.setGroup($GROUP)' },
  mb_radiopower: { inputs: { POWER: n }, text: 'radio.setTransmitPower($POWER)' },
  mb_radiosendnumber: { inputs: { VALUE: n }, text: 'radio.sendNumber($VALUE)' },
  mb_radiosendstring: { inputs: { TEXT: t }, text: 'radio.sendString($TEXT)' },
  mb_serialwrite: { inputs: { TEXT: t }, text: 'serial.writeString($TEXT)' },
  mb_serialwriteln: { inputs: { TEXT: t }, text: 'serial.writeLine($TEXT)' },
  mb_serialvalue: { inputs: { VALUE: n }, fields: { NAME: 'text' }, text: 'serial.writeValue($NAME, $VALUE)' },
};

export const MICROBIT_REPORTERS: Readonly<Record<string, MicrobitBlock & { result: ValueType }>> = {
  mb_point: { inputs: xy, result: b, text: 'led.point($X, $Y)' },
  mb_buttonpressed: { fields: { BUTTON: BUTTONS }, result: b, text: 'input.buttonIsPressed(Button.$BUTTON)' },
  mb_logopressed: { result: b, text: 'input.logoIsPressed()' },
  mb_pinpressed: { fields: { PIN: TOUCH_PINS }, result: b, text: 'input.pinIsPressed(TouchPin.$PIN)' },
  mb_gesture: { fields: { GESTURE: GESTURES }, result: b, text: 'input.isGesture(Gesture.$GESTURE)' },
  mb_acceleration: { fields: { AXIS: AXES }, result: n, text: 'input.acceleration(Dimension.$AXIS)' },
  mb_rotation: { fields: { AXIS: ['Pitch', 'Roll'] }, result: n, text: 'input.rotation(Rotation.$AXIS)' },
  mb_light: { result: n, text: 'input.lightLevel()' },
  mb_temperature: { result: n, text: 'input.temperature()' },
  mb_compass: { result: n, text: 'input.compassHeading()' },
  mb_magneticforce: { fields: { AXIS: AXES }, result: n, text: 'input.magneticForce(Dimension.$AXIS)' },
  mb_soundlevel: { result: n, text: 'input.soundLevel()' },
  mb_millis: { result: n, text: 'input.runningTime()' },
  mb_digitalread: { fields: pin, result: b, text: '(pins.digitalReadPin(DigitalPin.$PIN) == 1)' },
  mb_analogread: {
    fields: { PIN: ANALOG_INPUTS },
    result: n,
    text: 'pins.analogReadPin(AnalogReadWritePin.$PIN)',
  },
  mb_map: {
    inputs: { VALUE: n, FROMLOW: n, FROMHIGH: n, TOLOW: n, TOHIGH: n },
    result: n,
    text: 'Math.map($VALUE, $FROMLOW, $FROMHIGH, $TOLOW, $TOHIGH)',
  },
  mb_constrain: { inputs: { VALUE: n, LOW: n, HIGH: n }, result: n, text: 'Math.constrain($VALUE, $LOW, $HIGH)' },
  mb_receivednumber: { result: n, text: 'receivedNumber' },
  mb_receivedstring: { result: t, text: 'receivedString' },
  mb_radiosignal: { result: n, text: 'radio.receivedPacket(RadioPacketProperty.SignalStrength)' },
  mb_serialline: { result: t, text: 'serialLine' },
  mb_serialnumber: { result: n, text: 'numberOf(serialLine)' },
};

/** What registers a handler, which comes as the last argument. */
export const MICROBIT_HATS: Readonly<Record<string, MicrobitBlock>> = {
  mb_whenbutton: { fields: { BUTTON: BUTTONS }, text: 'input.onButtonPressed(Button.$BUTTON, ' },
  mb_whenlogo: {
    fields: { ACTION: words('Pressed Touched Released LongPressed') },
    text: 'input.onLogoEvent(TouchButtonEvent.$ACTION, ',
  },
  mb_whengesture: { fields: { GESTURE: GESTURES }, text: 'input.onGesture(Gesture.$GESTURE, ' },
  mb_whenpin: { fields: { PIN: TOUCH_PINS }, text: 'input.onPinPressed(TouchPin.$PIN, ' },
  mb_whensound: { fields: { SOUND: ['Loud', 'Quiet'] }, text: 'input.onSound(DetectedSound.$SOUND, ' },
  mb_whenradionumber: { text: 'radio.onReceivedNumber(' },
  mb_whenradiostring: { text: 'radio.onReceivedString(' },
};
