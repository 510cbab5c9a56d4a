#include "link_report.h"

#include "hal.h"
#include "link.h"
#include "link_frame.h"
#include "link_state.h"

namespace {

LinkState &s = link_state;

// Room that samples and text leave for answers.
const uint8_t RESERVE = 16;
// Samples wait until no more than this is left to send, so that answers never wait long behind them; it is what the line sends in
// the millisecond until the next look.
const uint8_t SAMPLE_QUEUE = 12;
// Samples let a command that is arriving go first, unless they are late by this many milliseconds.
const uint8_t LATE = 3;

uint8_t *put16(uint8_t *p, uint16_t value) {
  *p++ = value;
  *p++ = value >> 8;
  return p;
}

uint8_t *put24(uint8_t *p, uint32_t value) {
  p = put16(p, value);
  *p++ = value >> 16;
  return p;
}

uint8_t *put32(uint8_t *p, uint32_t value) { return put16(put16(p, value), value >> 16); }

bool room_for(uint8_t payload) { return uart_room() >= link_frame_bytes(payload) + RESERVE; }

void beat(uint16_t now) {
  if ((uint16_t)(now - s.beat_ms) < PK_LINK_TIME_BEAT) return;
  uint8_t payload[12];
  uint8_t *p = put32(payload, clock_micros());
  *p++ = program_state();
  *p++ = s.skipped;
  p = put24(p, s.levels & s.watched);
  p = put24(p, s.watched);
  if (!link_send(PK_LINK_DEVICE_BEAT, 0, payload, p - payload)) return;
  s.beat_ms = now;
  s.refresh = 0x3f;
}

void levels() {
  const uint32_t now = pin_levels();
  if (((now ^ s.levels) & s.watched) == 0 || !room_for(10)) return;
  s.levels = now;
  uint8_t payload[10];
  uint8_t *p = put32(payload, clock_micros());
  p = put24(p, now & s.watched);
  p = put24(p, s.watched);
  link_send(PK_LINK_DEVICE_DIGITAL, s.sample_number++, payload, p - payload);
}

// The inputs that are due, with those that would be soon: equal periods fall into step.
uint8_t due_inputs(uint16_t now) {
  uint8_t due = 0;
  uint8_t soon = 0;
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++) {
    const LinkSubscription &input = s.analog[i];
    if (input.period == PK_LINK_UNSUBSCRIBE) continue;
    const uint16_t since = now - input.last_ms;
    if (since >= input.period + LATE || (since >= input.period && s.rx_length == 0)) due |= 1 << i;
    else if (since >= input.period / 2) soon |= 1 << i;
  }
  return due ? due | soon : 0;
}

void measured(LinkSubscription &input, uint16_t now) {
  const uint16_t since = now - input.last_ms;
  if (input.period > 0 && since >= 2 * (uint32_t)input.period) {
    s.skipped++;
    input.last_ms = now;
  } else {
    input.last_ms = since < input.period ? now : input.last_ms + input.period;
  }
}

bool worth_telling(const LinkSubscription &input, uint8_t bit, uint16_t value) {
  const uint16_t change = value > input.reported ? value - input.reported : input.reported - value;
  return change >= input.deadband || s.refresh & bit;
}

void analog(uint16_t now) {
  const uint8_t due = due_inputs(now);
  if (!due || uart_room() < LINK_UART_ROOM - SAMPLE_QUEUE) return;
  uint8_t payload[12];
  uint8_t *p = put32(payload, clock_micros());
  uint8_t told = 0;
  uint16_t bits = 0;
  uint8_t count = 0;
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++) {
    const uint8_t bit = 1 << i;
    if (!(due & bit)) continue;
    LinkSubscription &input = s.analog[i];
    const uint16_t value = analog_read(i);
    measured(input, now);
    if (!worth_telling(input, bit, value)) continue;
    input.reported = value;
    told |= bit;
    // Ten bits each; `count` is even and at most 6, so that they fit.
    bits |= value << count;
    *p++ = bits;
    bits >>= 8;
    count += 2;
    if (count == 8) {
      *p++ = bits;
      bits = 0;
      count = 0;
    }
  }
  if (!told) return;
  if (count > 0) *p++ = bits;
  s.refresh &= ~told;
  link_send(PK_LINK_DEVICE_ANALOG | told, s.sample_number++, payload, p - payload);
}

// Errors go before text; whatever is on its way is repeated until the page has it.
void stream(uint16_t now) {
  if (s.stream_type != 0 && (uint16_t)(now - s.stream_ms) < PK_LINK_TIME_REPEAT) return;
  uint8_t type = s.stream_type;
  if (type == 0) {
    if (s.error_count > 0) type = PK_LINK_DEVICE_PROGRAM_ERROR;
    else if (s.text_count > 0) type = PK_LINK_DEVICE_TEXT;
    else return;
  }
  uint8_t payload[PK_LINK_SIZE_MAX_TEXT];
  uint8_t length = 4;
  if (type == PK_LINK_DEVICE_TEXT) {
    length = s.stream_type ? s.stream_length : s.text_count;
    if (length > PK_LINK_SIZE_MAX_TEXT) length = PK_LINK_SIZE_MAX_TEXT;
    for (uint8_t i = 0; i < length; i++) payload[i] = s.text[(s.text_first + i) % LINK_TEXT_ROOM];
  } else {
    payload[0] = s.errors[0].code;
    payload[1] = s.errors[0].thread;
    put16(payload + 2, s.errors[0].offset);
  }
  if (!room_for(length)) return;
  if (s.stream_type == 0) s.stream_number++;
  s.stream_type = type;
  s.stream_length = length;
  s.stream_ms = now;
  link_send(type, s.stream_number, payload, length);
}

}  // namespace

void link_report_reset() {
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++) s.analog[i].period = PK_LINK_UNSUBSCRIBE;
  s.watched = 0;
  s.stream_type = 0;
  s.error_count = 0;
  s.skipped = 0;
  s.beat_ms = link_millis();
}

void link_report(uint16_t now) {
  if (s.greeting) {
    if (!link_send_hello()) return;
    s.greeting = false;
  }
  beat(now);
  levels();
  stream(now);
  analog(now);
}

void link_subscribe_analog(uint8_t inputs, uint16_t period, uint8_t deadband) {
  const uint16_t now = link_millis();
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++) {
    if (!(inputs >> i & 1)) continue;
    s.analog[i].period = period;
    s.analog[i].deadband = deadband;
    s.analog[i].last_ms = now - period;
  }
  s.refresh |= inputs;
}

void link_subscribe_digital(uint32_t pins) {
  s.watched = pins;
  // Whatever they are, the levels are told at once.
  s.levels = ~pin_levels();
}

void link_stream_acknowledged(uint8_t number) {
  if (s.stream_type == 0 || number != s.stream_number) return;
  if (s.stream_type == PK_LINK_DEVICE_TEXT) {
    s.text_first = (s.text_first + s.stream_length) % LINK_TEXT_ROOM;
    s.text_count -= s.stream_length;
  } else {
    s.error_count--;
    for (uint8_t i = 0; i < s.error_count; i++) s.errors[i] = s.errors[i + 1];
  }
  s.stream_type = 0;
}

bool link_send_hello() {
  uint8_t payload[23];
  uint8_t *p = payload;
  *p++ = PK_LINK_VERSION;
  p = put16(p, s.session);
  *p++ = PK_LINK_FIRMWARE_MAJOR;
  *p++ = PK_LINK_FIRMWARE_MINOR;
  *p++ = PK_LINK_FIRMWARE_PATCH;
  *p++ = PK_LINK_BOARD_ARDUINO_UNO;
  *p++ = PK_LINK_SIZE_CREDIT;
  *p++ = LINK_PINS;
  *p++ = LINK_ANALOG_INPUTS;
  p = put16(p, PK_LINK_CAPABILITY_PWM | PK_LINK_CAPABILITY_SERVO | PK_LINK_CAPABILITY_TONE |
                   PK_LINK_CAPABILITY_PROGRAM | PK_LINK_CAPABILITY_TEXT);
  *p++ = program_state();
  p = put16(p, program_length());
  p = put32(p, program_crc());
  p = put32(p, clock_micros());
  return link_send(PK_LINK_DEVICE_HELLO, 0, payload, p - payload);
}

void link_send_status(uint8_t number) {
  uint8_t payload[8];
  uint8_t *p = put16(payload, program_state());
  p = put16(p, program_length());
  p = put32(p, program_crc());
  link_send(PK_LINK_DEVICE_VALUE, number, payload, p - payload);
}

bool link_put(uint8_t byte) {
  if (!s.active && s.text_count == 0 && uart_room() > 0) {
    uart_write(byte);
    return true;
  }
  if (s.text_count == LINK_TEXT_ROOM) return false;
  s.text[(s.text_first + s.text_count++) % LINK_TEXT_ROOM] = byte;
  return true;
}

void link_flush_text() {
  while (s.text_count > 0 && uart_room() > 0) {
    uart_write(s.text[s.text_first]);
    s.text_first = (s.text_first + 1) % LINK_TEXT_ROOM;
    s.text_count--;
  }
}

void link_program_error(uint8_t code, uint8_t thread, uint16_t offset) {
  if (!s.active || s.error_count == LINK_ERRORS) return;
  s.errors[s.error_count++] = {code, thread, offset};
}
