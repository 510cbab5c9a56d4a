#include "link_report.h"

#include "hal.h"
#include "link.h"
#include "link_frame.h"
#include "link_state.h"

namespace {

LinkState &s = link_state;

// Samples wait until no more than this is left to send, so that answers never wait long behind them; it is what the line sends in
// the millisecond until the next look.
const uint8_t SAMPLE_QUEUE = 12;
// Samples let a command that is arriving go first, unless they are late by this many milliseconds.
const uint8_t LATE = 3;

void begin_timed(uint8_t type, uint8_t number) {
  link_frame_begin(type, number);
  link_frame_put_number(clock_micros(), 4);
}

void put_levels(uint32_t levels) {
  link_frame_put_number(levels & s.watched, 3);
  link_frame_put_number(s.watched, 3);
}

void greet() {
  link_frame_begin(PK_LINK_DEVICE_HELLO, 0);
  link_frame_put(PK_LINK_VERSION);
  link_frame_put_number(s.session, 2);
  link_frame_put(PK_LINK_FIRMWARE_MAJOR);
  link_frame_put(PK_LINK_FIRMWARE_MINOR);
  link_frame_put(PK_LINK_FIRMWARE_PATCH);
  link_frame_put(PK_LINK_BOARD_ARDUINO_UNO);
  link_frame_put(PK_LINK_SIZE_CREDIT);
  link_frame_put(LINK_PINS);
  link_frame_put(LINK_ANALOG_INPUTS);
  link_frame_put(PK_LINK_CAPABILITY_PWM | PK_LINK_CAPABILITY_SERVO | PK_LINK_CAPABILITY_TONE |
                 PK_LINK_CAPABILITY_PROGRAM | PK_LINK_CAPABILITY_TEXT);
  link_put_program();
  link_frame_put_number(clock_micros(), 4);
  if (link_frame_send()) s.greeting = false;
}

void beat(uint16_t now) {
  if ((uint16_t)(now - s.beat_ms) < PK_LINK_TIME_BEAT) return;
  begin_timed(PK_LINK_DEVICE_BEAT, 0);
  link_frame_put(program_state());
  link_frame_put(s.skipped);
  put_levels(s.levels);
  if (!link_frame_send()) return;
  s.beat_ms = now;
  s.refresh = 0xff;
}

void levels() {
  const uint32_t now = pin_levels();
  if (((now ^ s.levels) & s.watched) == 0) return;
  begin_timed(PK_LINK_DEVICE_DIGITAL, s.sample_number);
  put_levels(now);
  if (!link_frame_send()) return;
  s.levels = now;
  s.sample_number++;
}

bool is_due(const LinkSubscription &input, uint16_t now) {
  const uint16_t since = now - input.last_ms;
  if (input.period == PK_LINK_UNSUBSCRIBE || since < input.period) return false;
  return !s.receiving || since - input.period >= LATE;
}

// Whether a value that is due goes out; `input` then waits for its next time.
bool measured(LinkSubscription &input, uint16_t now, uint16_t value, bool refresh) {
  input.last_ms += input.period;
  if ((uint16_t)(now - input.last_ms) >= input.period) {
    input.last_ms = now;
    if (input.period > 0) s.skipped++;
  }
  int16_t change = value - input.reported;
  if (change < 0) change = -change;
  if (change < input.deadband && !refresh) return false;
  input.reported = value;
  return true;
}

void analog(uint16_t now) {
  if (uart_room() < LINK_UART_ROOM - SAMPLE_QUEUE) return;
  // The type of the frame is known at its end.
  uint8_t told = 0;
  uint8_t count = 0;
  uint16_t highs = 0;
  LinkSubscription *input = s.analog;
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++, input++) {
    if (!is_due(*input, now)) continue;
    if (told == 0) begin_timed(PK_LINK_DEVICE_ANALOG, s.sample_number);
    const uint8_t bit = 1 << i;
    const uint16_t value = analog_read(i);
    if (!measured(*input, now, value, s.refresh & bit)) continue;
    told |= bit;
    count++;
    link_frame_put(value);
    // Two bits of each, behind the rest.
    highs = highs << 2 | value >> 8;
  }
  if (told == 0) return;
  link_frame_put_number(highs, count > 4 ? 2 : 1);
  s.refresh &= ~told;
  s.sample_number++;
  link_frame_mark(told);
  link_frame_send();
}

// Errors go before text; whatever is on its way is repeated until the page has it.
void stream(uint16_t now) {
  if (s.stream_type == 0) {
    if (s.errors[0].code != 0) s.stream_type = PK_LINK_DEVICE_PROGRAM_ERROR;
    else if (s.text_count > 0) s.stream_type = PK_LINK_DEVICE_TEXT;
    else return;
    s.stream_number++;
    s.stream_length = s.text_count < PK_LINK_SIZE_MAX_TEXT ? s.text_count : PK_LINK_SIZE_MAX_TEXT;
  } else if ((uint16_t)(now - s.stream_ms) < PK_LINK_TIME_REPEAT) {
    return;
  }
  link_frame_begin(s.stream_type, s.stream_number);
  if (s.stream_type == PK_LINK_DEVICE_TEXT) {
    for (uint8_t i = 0; i < s.stream_length; i++) link_frame_put(s.text[(s.text_first + i) % LINK_TEXT_ROOM]);
  } else {
    link_frame_put(s.errors[0].code);
    link_frame_put(s.errors[0].thread);
    link_frame_put_number(s.errors[0].offset, 2);
  }
  s.stream_ms = now;
  // Without room it goes the next time.
  if (!link_frame_send()) s.stream_ms -= PK_LINK_TIME_REPEAT;
}

void take_text() {
  s.text_first = (s.text_first + 1) % LINK_TEXT_ROOM;
  s.text_count--;
}

}  // namespace

void link_report_reset() {
  for (uint8_t i = 0; i < LINK_ANALOG_INPUTS; i++) s.analog[i].period = PK_LINK_UNSUBSCRIBE;
  s.watched = 0;
  s.stream_type = 0;
  s.errors[0].code = s.errors[1].code = 0;
  s.skipped = 0;
}

void link_report(uint16_t now) {
  if (s.greeting) greet();
  if (s.active) {
    beat(now);
    levels();
    stream(now);
    analog(now);
    return;
  }
  // Text that nobody took as frames goes out as it is.
  while (s.text_count > 0 && uart_write(s.text[s.text_first])) take_text();
}

void link_put_program() {
  link_frame_put_number(program_state(), 2);
  link_frame_put_number(program_length(), 2);
  link_frame_put_number(program_crc(), 4);
}

void link_subscribe_analog(uint8_t inputs, uint16_t period, uint8_t deadband) {
  // Due at once, and then with all others of this period.
  uint16_t last = link_millis();
  if (period > 0) last -= last % period + period;
  s.refresh |= inputs;
  for (LinkSubscription *input = s.analog; inputs != 0; input++, inputs >>= 1) {
    if (!(inputs & 1)) continue;
    input->period = period;
    input->last_ms = last;
    input->deadband = deadband;
  }
}

void link_subscribe_digital(uint32_t pins) {
  s.watched = pins;
  // Whatever they are, the levels are told at once.
  s.levels = ~pin_levels();
}

void link_stream_acknowledged(uint8_t number) {
  if (s.stream_type == 0 || number != s.stream_number) return;
  if (s.stream_type == PK_LINK_DEVICE_TEXT) {
    for (; s.stream_length > 0; s.stream_length--) take_text();
  } else {
    s.errors[0] = s.errors[1];
    s.errors[1].code = 0;
  }
  s.stream_type = 0;
}

bool link_put(uint8_t byte) {
  if (!s.active && s.text_count == 0 && uart_write(byte)) return true;
  if (s.text_count == LINK_TEXT_ROOM) return false;
  s.text[(s.text_first + s.text_count++) % LINK_TEXT_ROOM] = byte;
  return true;
}

void link_program_error(uint8_t code, uint8_t thread, uint16_t offset) {
  if (!s.active) return;
  LinkError &error = s.errors[s.errors[0].code != 0];
  if (error.code == 0) error = {code, thread, offset};
}
