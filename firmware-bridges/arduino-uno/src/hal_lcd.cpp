// HD44780 in four-bit mode behind a PCF8574: P0 RS, P1 RW, P2 E, P3 light, P4..P7 data. The bus runs at 100 kHz; a character takes half a
// millisecond, and service() runs after each one.
#include "hal.h"

#include <util/delay.h>
#include <util/twi.h>

static constexpr uint8_t ADDRESS = 0x27 << 1;
static constexpr uint8_t LIGHT = 8, ENABLE = 4, DATA = 1;

static bool ready;

// False when the bus does not answer within a millisecond (no pull-ups, a short), so that nothing hangs.
static bool bus_step(uint8_t control) {
  TWCR = control | _BV(TWINT) | _BV(TWEN);
  for (uint16_t left = 2000; !(TWCR & _BV(TWINT)); left--) {
    if (left == 0) {
      TWCR = 0;
      return false;
    }
  }
  return true;
}

static bool bus_send(uint8_t byte) {
  TWDR = byte;
  return bus_step(0) && (TW_STATUS == TW_MT_DATA_ACK || TW_STATUS == TW_MT_SLA_ACK);
}

// Sends one byte to the display in two halves, or only the upper half.
static bool send(uint8_t byte, uint8_t mode, bool both = true) {
  bool ok = bus_step(_BV(TWSTA)) && bus_send(ADDRESS);
  for (uint8_t half = 0; ok && half < (both ? 2 : 1); half++) {
    const uint8_t lines = (byte & 0xf0) | LIGHT | mode;
    ok = bus_send(lines | ENABLE) && bus_send(lines);
    byte <<= 4;
  }
  TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
  // The stop takes a few microseconds; the next start waits for it.
  _delay_us(20);
  if (!ok) ready = false;
  return ok;
}

static void pause(uint8_t milliseconds) {
  const uint16_t start = clock_millis();
  while ((uint16_t)(clock_millis() - start) <= milliseconds) service();
}

static bool begin() {
  if (ready) return true;
  TWSR = 0;
  TWBR = 72;
  if (!send(0, 0, false)) return false;
  pause(50);
  ready = true;
  // Three times "eight bits" brings any state to eight bits; then four bits (the first command still in eight), two rows, on, to the right.
  static const uint8_t SETUP[] PROGMEM = {0x33, 0x32, 0x28, 0x0c, 0x06};
  for (uint8_t i = 0; i < sizeof SETUP; i++) {
    send(pgm_read_byte(SETUP + i), 0);
    pause(5);
  }
  lcd_clear();
  return ready;
}

void lcd_clear() {
  if (begin() && send(0x01, 0)) pause(2);
}

void lcd_write_row(uint8_t row, const char* text, uint8_t length) {
  if (!begin() || !send(row ? 0xc0 : 0x80, 0)) return;
  for (uint8_t column = 0; column < 16; column++) {
    char c = column < length ? text[column] : ' ';
    if (c < ' ' || c > '~') c = '?';
    if (!send(c, DATA)) return;
    service();
    // The program may have been started anew meanwhile.
    if (!ready) return;
  }
}

void lcd_release() {
  ready = false;
  TWCR = 0;
}
