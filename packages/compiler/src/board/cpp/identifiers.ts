import { HELPER_WORDS } from './helpers.ts';
import { asciiWords } from './pinyin.ts';

const RESERVED = new Set([
  ...HELPER_WORDS,
  ...`alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl const constexpr continue decltype default delete do
double dynamic_cast else enum explicit export extern false final float for friend goto if inline int long mutable namespace new noexcept not not_eq
nullptr operator or or_eq override private protected public register reinterpret_cast return short signed sizeof static static_assert static_cast
struct switch template this throw true try typedef typeid typename union unsigned using virtual void volatile while xor xor_eq`.split(
    /\s+/,
  ),
  ...`setup loop main HIGH LOW INPUT OUTPUT INPUT_PULLUP LED_BUILTIN PI HALF_PI TWO_PI DEG_TO_RAD RAD_TO_DEG EULER DEC HEX OCT BIN CHANGE RISING FALLING
Serial String Servo Wire TwoWire Stream Print F PSTR PROGMEM byte word boolean bit bitRead bitWrite bitSet bitClear lowByte highByte
pinMode digitalWrite digitalRead analogRead analogWrite analogReference tone noTone pulseIn pulseInLong shiftIn shiftOut delay delayMicroseconds millis
micros min max abs constrain map pow sqrt sq sin cos tan random randomSeed round floor ceil fmod fabs log log10 exp asin acos atan atan2 isnan isinf NAN
INFINITY NULL interrupts noInterrupts attachInterrupt detachInterrupt cli sei yield init malloc calloc free memcpy strlen time index div signbit y0 y1
yn j0 j1 jn gamma A0 A1 A2 A3 A4 A5 A6 A7 SDA SCL SS MOSI MISO SCK SPI EEPROM isdigit isalpha square hypot trunc remainder printf puts read write
open close link exit abort select signal kill stdin stdout stderr DEFAULT INTERNAL EXTERNAL SERIAL DISPLAY B0 B1`.split(
    /\s+/,
  ),
]);

/** Gives things names that C++ and a reader understand: from the pupil's own words, in ASCII, each once. */
export class Identifiers {
  private readonly taken: Set<string>;

  /** Names that somebody around has given are taken, too. */
  constructor(around: Identifiers | null = null) {
    this.taken = new Set(around?.taken);
  }

  /** A name in camelCase; `fallback` when nothing of the pupil's name can be written. */
  make(name: string, fallback: string): string {
    const words = asciiWords(name).slice(0, 6);
    const joined = words
      .map((word, i) => (i === 0 ? lowerFirst(word) : word.charAt(0).toUpperCase() + word.slice(1)))
      .join('')
      .slice(0, 30);
    const start = joined === '' ? fallback : /^\d/.test(joined) ? `${fallback}${joined}` : joined;
    let result = start;
    // A word that is all capitals may be a macro of the chip.
    for (let n = 2; this.taken.has(result) || RESERVED.has(result) || /^[A-Z0-9]+$/.test(result); n++) {
      result = `${start}${/\d$/.test(start) ? '_' : ''}${n}`;
      if (/^[A-Z0-9]+$/.test(result)) result = `${fallback}${result}`;
    }
    this.taken.add(result);
    return result;
  }
}

/** `LED` stays a word: `led`; `MyName` is `myName`. */
const lowerFirst = (word: string): string =>
  /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
