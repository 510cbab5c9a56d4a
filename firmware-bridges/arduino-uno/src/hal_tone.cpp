// One tone at a time: timer 2 in CTC mode interrupts at twice the frequency and turns the pin over.
#include "hal_pins.h"

static volatile uint8_t* port;
static uint8_t mask;
static uint8_t tone_pin = 0xff;
static uint16_t begun, lasts;  // milliseconds; 0: until it is stopped

ISR(TIMER2_COMPA_vect) { *port = mask; }

bool tone_active() { return tone_pin != 0xff; }

// The clock is divided by 1, 8, 32, 64, 128, 256, 1024: by which power of two more than before.
static const uint8_t STEPS[] PROGMEM = {3, 2, 1, 1, 1, 2};

void tone_start(uint8_t pin, uint16_t hertz, uint16_t milliseconds) {
  tone_stop_any();
  if (pin >= PK_PINS || hertz < 31) return;
  pin_write(pin, false);
  uint32_t half = F_CPU / 2 / hertz;
  uint8_t select = 0;
  for (; half > 256 && select < sizeof STEPS; select++) half >>= pgm_read_byte(&STEPS[select]);
  const PinPlace place = pin_place(pin);
  port = place.port;
  mask = place.mask;
  tone_pin = pin;
  lasts = milliseconds;
  begun = clock_millis();
  TCCR2A = _BV(WGM21);
  TCCR2B = select + 1;
  OCR2A = half - 1;
  TCNT2 = 0;
  TIFR2 = _BV(OCF2A);
  TIMSK2 = _BV(OCIE2A);
}

void tone_forget(uint8_t pin) {
  if (tone_pin != pin) return;
  pwm_timer2_restore();
  tone_pin = 0xff;
  lasts = 0;
}

void tone_stop(uint8_t pin) {
  if (pin >= PK_PINS || tone_pin != pin) return;
  tone_forget(pin);
  pin_write(pin, false);
}

void tone_stop_any() { tone_stop(tone_pin); }

void tone_poll() {
  if (lasts != 0 && (uint16_t)(clock_millis() - begun) >= lasts) tone_stop_any();
}
