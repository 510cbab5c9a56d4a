#include "link.h"

#include "hal.h"
#include "link_frame.h"
#include "link_report.h"
#include "link_state.h"

LinkState link_state;

namespace {

LinkState &s = link_state;

// Frames are taken only while an answer fits the line's buffer: what comes more waits in the receive ring, as far as credit goes.
const uint8_t ANSWER_ROOM = 16;
// A zero in plain text begins a frame, or nothing that lasts longer than this (milliseconds).
const uint8_t FRAME_LASTS = 50;
// Plain text waits this long for a program that is busy (milliseconds), then it is dropped: a hello may be behind it.
const uint8_t TEXT_WAITS = 200;

uint16_t u16(const uint8_t *p) { return p[0] | (uint16_t)p[1] << 8; }

void leave() {
  uint32_t driven = s.driven;
  for (uint8_t pin = 0; pin < LINK_PINS; pin++, driven >>= 1) {
    if (!(driven & 1)) continue;
    tone_stop(pin);
    pin_mode(pin, PIN_INPUT);
  }
  s.driven = 0;
  s.parting = 0;
  s.active = false;
}

void hello(const uint8_t *p) {
  const uint16_t session = u16(p + 1);
  // To a page of another version the answer says so, and there is no link.
  if (p[0] == PK_LINK_VERSION && !(s.active && s.session == session)) {
    leave();
    link_report_reset();
    s.expected = 1;
    s.refused = 0;
    s.active = true;
  }
  s.session = session;
  s.greeting = true;
}

// What a command looks like: bytes of its payload, what its first byte names, and the largest second byte.
enum Subject : uint8_t { NOTHING, A_PIN, A_PWM_PIN, AN_INPUT };
const uint8_t ANY = 0xff;
struct Shape {
  uint8_t length;
  uint8_t subject;
  uint8_t most;
};
const Shape SHAPES[] PROGMEM = {
    {0, NOTHING, ANY},                    // BYE
    {0, NOTHING, ANY},                    // RESET
    {2, A_PIN, PK_LINK_PIN_MODE_OUTPUT},  // PIN_MODE
    {2, A_PIN, 1},                        // DIGITAL_WRITE
    {1, A_PIN, ANY},                      // DIGITAL_READ
    {1, AN_INPUT, ANY},                   // ANALOG_READ
    {2, A_PWM_PIN, ANY},                  // PWM_WRITE
    {2, A_PIN, 180},                      // SERVO_WRITE
    {5, A_PIN, ANY},                      // TONE
    {1, A_PIN, ANY},                      // NO_TONE
    {4, NOTHING, ANY},                    // SUBSCRIBE_ANALOG
    {3, NOTHING, ANY},                    // SUBSCRIBE_DIGITAL
    {ANY, NOTHING, ANY},                  // TEXT
    {0, NOTHING, ANY},                    // PROGRAM_START
    {0, NOTHING, ANY},                    // PROGRAM_STOP
    {0, NOTHING, ANY},                    // PROGRAM_STATUS
};

// 0, or why it cannot be done.
uint8_t find_fault(uint8_t index, const uint8_t *p, uint8_t length) {
  if (index >= sizeof SHAPES / sizeof *SHAPES) return PK_LINK_REFUSAL_UNKNOWN;
  Shape shape;
  memcpy_P(&shape, SHAPES + index, sizeof shape);
  const uint8_t pin = p[0];
  if (shape.length != ANY && shape.length != length) return PK_LINK_REFUSAL_VALUE;
  if (shape.subject == AN_INPUT && pin >= LINK_ANALOG_INPUTS) return PK_LINK_REFUSAL_PIN;
  // The first two pins are the line itself.
  if ((shape.subject == A_PIN || shape.subject == A_PWM_PIN) && (pin < 2 || pin >= LINK_PINS)) return PK_LINK_REFUSAL_PIN;
  if (shape.subject == A_PWM_PIN && !pin_has_pwm(pin)) return PK_LINK_REFUSAL_PIN;
  if (length > 1 && p[1] > shape.most) return PK_LINK_REFUSAL_VALUE;
  return 0;
}

bool answers_with_value(uint8_t type) {
  return type == PK_LINK_HOST_DIGITAL_READ || type == PK_LINK_HOST_ANALOG_READ || type == PK_LINK_HOST_PROGRAM_STATUS;
}

// Does a command that has no fault: 0, or why it is refused after all. The values that it answers with go into the frame.
uint8_t execute(uint8_t type, const uint8_t *p, uint8_t length) {
  const uint8_t pin = p[0];
  const uint8_t value = p[1];
  switch (type) {
    case PK_LINK_HOST_BYE:
    case PK_LINK_HOST_RESET:
      s.parting = type;
      return 0;
    case PK_LINK_HOST_DIGITAL_READ:
      link_frame_put_number(pin_read(pin), 2);
      return 0;
    case PK_LINK_HOST_ANALOG_READ:
      link_frame_put_number(analog_read(pin), 2);
      return 0;
    case PK_LINK_HOST_NO_TONE:
      tone_stop(pin);
      return 0;
    case PK_LINK_HOST_SUBSCRIBE_ANALOG:
      link_subscribe_analog(pin, u16(p + 1), p[3]);
      return 0;
    case PK_LINK_HOST_SUBSCRIBE_DIGITAL:
      link_subscribe_digital(u16(p) | (uint32_t)p[2] << 16);
      return 0;
    case PK_LINK_HOST_TEXT:
      if (program_input_room() < length) return PK_LINK_REFUSAL_BUSY;
      while (length-- > 0) program_input(*p++);
      return 0;
    case PK_LINK_HOST_PROGRAM_START:
      if (program_state() == PK_LINK_PROGRAM_NONE) return PK_LINK_REFUSAL_NO_PROGRAM;
      program_start();
      return 0;
    case PK_LINK_HOST_PROGRAM_STOP:
      program_stop();
      return 0;
    case PK_LINK_HOST_PROGRAM_STATUS:
      link_put_program();
      return 0;
    case PK_LINK_HOST_PIN_MODE:
      pin_mode(pin, value);
      if (value != PK_LINK_PIN_MODE_OUTPUT) return 0;
      break;
    case PK_LINK_HOST_DIGITAL_WRITE:
      pin_write(pin, value);
      break;
    case PK_LINK_HOST_PWM_WRITE:
      pwm_write(pin, value);
      break;
    case PK_LINK_HOST_SERVO_WRITE:
      if (!servo_write(pin, value)) return PK_LINK_REFUSAL_PIN;
      break;
    case PK_LINK_HOST_TONE:
      tone_start(pin, u16(p + 1), u16(p + 3));
      break;
  }
  s.driven |= (uint32_t)1 << pin;
  return 0;
}

void command(uint8_t type, uint8_t number, const uint8_t *p, uint8_t length) {
  const uint8_t behind = s.expected - number;
  const bool reads = answers_with_value(type);
  uint8_t answer = PK_LINK_DEVICE_ACK;
  if (behind > 127) {
    answer = PK_LINK_DEVICE_GAP;
    number = s.expected;
  } else if (reads) {
    answer = PK_LINK_DEVICE_VALUE;
  }
  link_frame_begin(answer, number);
  uint8_t fault = 0;
  if (behind == 0) {
    fault = find_fault(type - PK_LINK_FIRST_COMMAND, p, length);
    if (fault == 0) fault = execute(type, p, length);
    s.expected++;
    s.refused <<= 1;
    if (fault != 0) s.refused |= 1;
  } else if (behind <= 8 && s.refused & 1 << (behind - 1)) {
    // Why is forgotten; what is most likely will do.
    fault = type == PK_LINK_HOST_TEXT ? PK_LINK_REFUSAL_BUSY : PK_LINK_REFUSAL_VALUE;
  } else if (reads && behind <= 127) {
    // Its answer was lost: it is read again. Nothing else is done twice.
    execute(type, p, length);
  }
  if (fault != 0) {
    link_frame_begin(PK_LINK_DEVICE_REFUSED, number);
    link_frame_put(fault);
  }
  link_frame_send();
}

void frame(const uint8_t *raw, uint8_t length) {
  const uint8_t type = raw[0];
  length -= 2;
  if (type == PK_LINK_HOST_HELLO && length >= 3) hello(raw + 2);
  if (!s.active) return;
  s.heard_ms = link_millis();
  if (type == PK_LINK_HOST_STREAM_ACK) link_stream_acknowledged(raw[1]);
  if (type >= PK_LINK_FIRST_COMMAND) command(type, raw[1], raw + 2, length);
  if (s.parting == PK_LINK_HOST_RESET) {
    // The answer goes out first.
    while (uart_room() < LINK_UART_ROOM) {
    }
    hal_restart();
  }
  if (s.parting != 0) leave();
}

void begin_frame() {
  s.receiving = false;
  s.rx_run = 0;
  s.rx_length = 0;
  s.rx_crc = 0xffffffff;
  s.text_ms = link_millis();
}

// A byte of a frame without its stuffing.
void keep(uint8_t byte) {
  if (s.rx_length == sizeof s.rx) {
    // Too long for a frame.
    s.rx_crc = 0;
    return;
  }
  s.rx[s.rx_length++] = byte;
  s.rx_crc = crc32_update(s.rx_crc, byte);
}

// A byte of a stuffed frame, or the zero that ends it.
void take(uint8_t byte) {
  if (byte != 0) {
    if (s.rx_run > 0) {
      s.rx_run--;
      keep(byte);
      return;
    }
    // The length of the next run; between two runs there was a zero.
    if (s.receiving) keep(0);
    s.receiving = true;
    s.rx_run = byte - 1;
    return;
  }
  const bool whole = s.rx_run == 0 && s.rx_length > PK_LINK_SIZE_CRC + 1 && s.rx_crc == LINK_CRC_RESIDUE;
  const uint8_t length = s.rx_length;
  s.in_frame = !s.receiving;
  begin_frame();
  if (whole) frame(s.rx, length - PK_LINK_SIZE_CRC);
}

// Whether a byte may be taken in text mode: not while a busy program has no room for it.
bool text_welcome(uint16_t now) {
  if (s.in_frame && (uint16_t)(now - s.text_ms) > FRAME_LASTS) {
    begin_frame();
    s.in_frame = false;
  }
  if (!s.in_frame && program_input_room() == 0 && program_state() == PK_LINK_PROGRAM_RUNNING)
    return (uint16_t)(now - s.text_ms) > TEXT_WAITS;
  if (!s.in_frame) s.text_ms = now;
  return true;
}

// In text mode a zero begins a frame; anything else is for the program.
void take_text(uint8_t byte) {
  if (byte == 0 || s.in_frame) take(byte);
  else if (program_input_room() > 0) program_input(byte);
}

void receive() {
  while (s.active ? uart_room() >= ANSWER_ROOM : text_welcome(link_millis())) {
    const int16_t byte = uart_read();
    if (byte < 0) return;
    if (s.active) take(byte);
    else take_text(byte);
  }
}

}  // namespace

void link_init() {
  begin_frame();
  link_report_reset();
}

bool link_active() { return s.active; }

void link_poll() {
  receive();
  const uint16_t now = link_millis();
  if (s.active && (uint16_t)(now - s.heard_ms) >= PK_LINK_TIME_SILENCE) leave();
  link_report(now);
}
