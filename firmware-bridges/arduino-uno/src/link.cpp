#include "link.h"

#include <string.h>

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
const uint8_t ANSWERED = 0xff;

uint16_t u16(const uint8_t *p) { return p[0] | (uint16_t)p[1] << 8; }

void stop_outputs() {
  for (uint8_t pin = 0; pin < LINK_PINS; pin++) {
    if (!(s.driven >> pin & 1)) continue;
    tone_stop(pin);
    pin_mode(pin, PIN_INPUT);
  }
  s.driven = 0;
}

void leave() {
  stop_outputs();
  s.active = false;
}

void begin_session(uint16_t session) {
  stop_outputs();
  link_report_reset();
  s.session = session;
  s.expected = 1;
  s.busy = 0;
  s.active = true;
}

void hello(const uint8_t *p, uint8_t length) {
  if (length < 3) return;
  const uint16_t session = u16(p + 1);
  const bool known = s.active && s.session == session;
  if (p[0] == PK_LINK_VERSION) {
    if (!known) begin_session(session);
    s.greeting = true;
  } else if (!s.active) {
    // Another version: it gets an answer that says so, and no link.
    s.session = session;
    link_send_hello();
  }
}

// The pin of a command; the first two are the line itself.
bool good_pin(uint8_t pin) { return pin >= 2 && pin < LINK_PINS; }

void drive(uint8_t pin) { s.driven |= (uint32_t)1 << pin; }

bool value(uint8_t number, uint16_t value) {
  const uint8_t payload[2] = {(uint8_t)value, (uint8_t)(value >> 8)};
  return link_send(PK_LINK_DEVICE_VALUE, number, payload, 2);
}

// Payload lengths of the commands, from the first; text has any.
const uint8_t ANY = 0xff;
const uint8_t LENGTHS[] PROGMEM = {0, 0, 2, 2, 1, 1, 2, 2, 5, 1, 4, 3, ANY, 0, 0, 0};

// Does a command, or, when it came before, only says again what it said. Returns 0, why it is refused, or ANSWERED.
uint8_t execute(uint8_t type, uint8_t number, const uint8_t *p, uint8_t length, bool fresh) {
  const uint8_t index = type - PK_LINK_FIRST_COMMAND;
  if (index >= sizeof LENGTHS) return PK_LINK_REFUSAL_UNKNOWN;
  const uint8_t wanted = pgm_read_byte(LENGTHS + index);
  if (wanted != ANY && wanted != length) return PK_LINK_REFUSAL_VALUE;
  const uint8_t pin = p[0];
  if (type >= PK_LINK_HOST_PIN_MODE && type <= PK_LINK_HOST_NO_TONE && type != PK_LINK_HOST_ANALOG_READ && !good_pin(pin))
    return PK_LINK_REFUSAL_PIN;
  switch (type) {
    case PK_LINK_HOST_BYE:
      s.leaving = true;
      return 0;
    case PK_LINK_HOST_RESET:
      s.restarting = fresh;
      return 0;
    case PK_LINK_HOST_PIN_MODE:
      if (p[1] > PK_LINK_PIN_MODE_OUTPUT) return PK_LINK_REFUSAL_VALUE;
      if (!fresh) return 0;
      if (p[1] == PK_LINK_PIN_MODE_OUTPUT) drive(pin);
      pin_mode(pin, p[1]);
      return 0;
    case PK_LINK_HOST_DIGITAL_WRITE:
      if (!fresh) return 0;
      drive(pin);
      pin_write(pin, p[1]);
      return 0;
    case PK_LINK_HOST_DIGITAL_READ:
      value(number, pin_read(pin));
      return ANSWERED;
    case PK_LINK_HOST_ANALOG_READ:
      if (pin >= LINK_ANALOG_INPUTS) return PK_LINK_REFUSAL_PIN;
      value(number, analog_read(pin));
      return ANSWERED;
    case PK_LINK_HOST_PWM_WRITE:
      if (!pin_has_pwm(pin)) return PK_LINK_REFUSAL_PIN;
      if (!fresh) return 0;
      drive(pin);
      pwm_write(pin, p[1]);
      return 0;
    case PK_LINK_HOST_SERVO_WRITE:
      if (p[1] > 180) return PK_LINK_REFUSAL_VALUE;
      if (!fresh) return 0;
      if (!servo_write(pin, p[1])) return PK_LINK_REFUSAL_PIN;
      drive(pin);
      return 0;
    case PK_LINK_HOST_TONE:
      if (!fresh) return 0;
      drive(pin);
      tone_start(pin, u16(p + 1), u16(p + 3));
      return 0;
    case PK_LINK_HOST_NO_TONE:
      if (fresh) tone_stop(pin);
      return 0;
    case PK_LINK_HOST_SUBSCRIBE_ANALOG:
      if (fresh) link_subscribe_analog(p[0], u16(p + 1), p[3]);
      return 0;
    case PK_LINK_HOST_SUBSCRIBE_DIGITAL:
      if (fresh) link_subscribe_digital(u16(p) | (uint32_t)p[2] << 16);
      return 0;
    case PK_LINK_HOST_TEXT:
      if (!fresh) return 0;
      if (program_input_room() < length) return PK_LINK_REFUSAL_BUSY;
      for (uint8_t i = 0; i < length; i++) program_input(p[i]);
      return 0;
    case PK_LINK_HOST_PROGRAM_START:
      if (program_state() == PK_LINK_PROGRAM_NONE) return PK_LINK_REFUSAL_NO_PROGRAM;
      if (fresh) program_start();
      return 0;
    case PK_LINK_HOST_PROGRAM_STOP:
      if (fresh) program_stop();
      return 0;
    case PK_LINK_HOST_PROGRAM_STATUS:
      link_send_status(number);
      return ANSWERED;
  }
  return PK_LINK_REFUSAL_UNKNOWN;
}

void command(uint8_t type, uint8_t number, const uint8_t *p, uint8_t length) {
  const int8_t ahead = number - s.expected;
  if (ahead > 0) {
    link_send(PK_LINK_DEVICE_GAP, s.expected, p, 0);
    return;
  }
  const bool fresh = ahead == 0;
  uint8_t refusal = execute(type, number, p, length, fresh);
  if (fresh) {
    s.expected++;
    s.busy = s.busy << 1 | (refusal == PK_LINK_REFUSAL_BUSY);
  } else if (ahead >= -8 && s.busy >> (-1 - ahead) & 1) {
    refusal = PK_LINK_REFUSAL_BUSY;
  }
  if (refusal == 0) link_send(PK_LINK_DEVICE_ACK, number, p, 0);
  else if (refusal != ANSWERED) link_send(PK_LINK_DEVICE_REFUSED, number, &refusal, 1);
}

void frame(const uint8_t *raw, uint8_t length) {
  const uint8_t type = raw[0];
  if (type == PK_LINK_HOST_HELLO) hello(raw + 2, length - 2);
  if (!s.active) return;
  s.heard_ms = link_millis();
  if (type == PK_LINK_HOST_STREAM_ACK) link_stream_acknowledged(raw[1]);
  if (type >= PK_LINK_FIRST_COMMAND) command(type, raw[1], raw + 2, length - 2);
  if (s.restarting) {
    // The answer goes out first.
    while (uart_room() < LINK_UART_ROOM) {
    }
    hal_restart();
  }
  if (s.leaving) {
    s.leaving = false;
    leave();
  }
}

// A byte of a frame, or the zero that ends it.
void take(uint8_t byte) {
  if (byte != 0) {
    if (s.rx_length < sizeof s.rx) s.rx[s.rx_length] = byte;
    if (s.rx_length <= sizeof s.rx) s.rx_length++;
    // Too long for a frame: in text mode it was none.
    if (s.rx_length > sizeof s.rx) s.in_frame = false;
    return;
  }
  const uint8_t length = s.rx_length <= sizeof s.rx ? link_unstuff(s.rx, s.rx_length) : 0;
  s.in_frame = s.rx_length == 0;
  s.rx_length = 0;
  s.frame_ms = link_millis();
  if (length > 0) frame(s.rx, length);
}

// Whether a byte may be taken in text mode: not while a busy program has no room for it.
bool text_welcome(uint16_t now) {
  if (s.in_frame && (uint16_t)(now - s.frame_ms) > FRAME_LASTS) {
    s.in_frame = false;
    s.rx_length = 0;
  }
  if (!s.in_frame && program_input_room() == 0 && program_state() == PK_LINK_PROGRAM_RUNNING)
    return (uint16_t)(now - s.text_ms) > TEXT_WAITS;
  s.text_ms = now;
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
  memset(&s, 0, sizeof s);
  link_report_reset();
}

bool link_active() { return s.active; }

void link_poll() {
  receive();
  if (!s.active) {
    link_flush_text();
    return;
  }
  const uint16_t now = link_millis();
  if ((uint16_t)(now - s.heard_ms) >= PK_LINK_TIME_SILENCE) {
    leave();
    return;
  }
  link_report(now);
}
