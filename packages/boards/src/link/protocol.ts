/**
 * Every number of the live link's binary form, in one place: the firmware's C header is generated from this file, so that both
 * sides cannot drift apart. Names become `PK_LINK_<group>_<NAME>`. Layouts and reasons: docs/guides/board-link.md.
 *
 * Raise `version` when old and new sides would misunderstand each other; the type of the hello frames and the first seven bytes
 * of the reply's payload never change, so that any version can tell that it met another one.
 */
export const LINK_PROTOCOL = {
  version: 1,

  /** Bits per second, 8N1. */
  baudRate: 115200,

  /** What the firmware at our side of the tree calls itself: major, minor, patch. */
  firmware: { MAJOR: 1, MINOR: 1, PATCH: 0 },

  /** Board in the hello reply. */
  board: { ARDUINO_UNO: 1 },

  /** Frame types, page to board. Bit 7 is free, bit 6 is clear. */
  host: {
    HELLO: 0x01,
    KEEP: 0x02,
    STREAM_ACK: 0x03,
    BYE: 0x10,
    RESET: 0x11,
    PIN_MODE: 0x12,
    DIGITAL_WRITE: 0x13,
    DIGITAL_READ: 0x14,
    ANALOG_READ: 0x15,
    PWM_WRITE: 0x16,
    SERVO_WRITE: 0x17,
    TONE: 0x18,
    NO_TONE: 0x19,
    SUBSCRIBE_ANALOG: 0x1a,
    SUBSCRIBE_DIGITAL: 0x1b,
    TEXT: 0x1c,
    PROGRAM_START: 0x1d,
    PROGRAM_STOP: 0x1e,
    PROGRAM_STATUS: 0x1f,
  },
  /** Types from here on are commands: numbered, answered, executed once and in order. */
  firstCommand: 0x10,

  /** Frame types, board to page. */
  device: {
    HELLO: 0x41,
    BEAT: 0x42,
    ACK: 0x43,
    VALUE: 0x44,
    REFUSED: 0x45,
    GAP: 0x46,
    DIGITAL: 0x47,
    TEXT: 0x48,
    PROGRAM_ERROR: 0x49,
    /** Plus a bit for each analog input in the frame. */
    ANALOG: 0x80,
  },

  /** Why a command was refused. */
  refusal: { UNKNOWN: 1, PIN: 2, VALUE: 3, NO_PROGRAM: 4, BUSY: 5 },

  pinMode: { INPUT: 0, INPUT_PULLUP: 1, OUTPUT: 2 },

  /** What the program on the board does. */
  program: { NONE: 0, STOPPED: 1, RUNNING: 2 },

  /** Bits of the hello reply's capabilities. */
  capability: { PWM: 1, SERVO: 2, TONE: 4, PROGRAM: 8, TEXT: 16 },

  /** Sizes in bytes: of a frame's type, number and payload before the CRC; of a text chunk; of all frames that may be unanswered. */
  size: { MAX_FRAME: 25, MAX_TEXT: 16, CRC: 4, CREDIT: 60 },

  /** Milliseconds. */
  time: {
    /** Without a valid frame for this long the board stops what the link drives and leaves it. */
    SILENCE: 1000,
    /** Between two beats of the board. */
    BEAT: 200,
    /** Until the board repeats text or an event that was not acknowledged. */
    REPEAT: 60,
  },

  /** Period of a subscription that ends it. */
  unsubscribe: 0xffff,
} as const;
