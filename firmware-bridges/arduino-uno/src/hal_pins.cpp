// Digital levels, PWM and the analog inputs.
#include "hal_pins.h"

#include <avr/wdt.h>

static const uint8_t PIN_TABLE[PK_PINS][3] PROGMEM = PK_PIN_TABLE;

PinPlace pin_place(uint8_t pin) {
  const uint8_t* row = PIN_TABLE[pin];
  PinPlace place;
  place.port = (volatile uint8_t*)(uint16_t)pgm_read_byte(row);
  place.mask = pgm_read_byte(row + 1);
  place.timer = pgm_read_byte(row + 2);
  return place;
}

void place_level(PinPlace place, bool high) {
  if (((place.port[2] & place.mask) != 0) != high) place.port[0] = place.mask;
}

// Timer control register, compare bits in it, compare register of OC0A, OC0B, OC1A, OC1B, OC2A, OC2B.
static const uint8_t OUTPUTS[6][3] PROGMEM = {
    {0x44, _BV(COM0A1), 0x47}, {0x44, _BV(COM0B1), 0x48}, {0x80, _BV(COM1A1), 0x88},
    {0x80, _BV(COM1B1), 0x8a}, {0xb0, _BV(COM2A1), 0xb3}, {0xb0, _BV(COM2B1), 0xb4},
};

static volatile uint8_t& pwm_register(uint8_t timer, uint8_t which) {
  return *(volatile uint8_t*)(uint16_t)pgm_read_byte(&OUTPUTS[timer - 1][which]);
}

static uint8_t pwm_bit(uint8_t timer) { return pgm_read_byte(&OUTPUTS[timer - 1][1]); }

// Takes the pin from whatever makes pulses on it.
static void release(uint8_t pin, uint8_t timer) {
  if (timer) pwm_register(timer, 0) &= (uint8_t)~pwm_bit(timer);
  servo_detach(pin);
  tone_forget(pin);
}

void pwm_timer1_restore() {
  TIMSK1 = 0;
  TCCR1A = _BV(WGM10);
  TCCR1B = _BV(CS11) | _BV(CS10);
}

void pwm_timer2_restore() {
  TIMSK2 = 0;
  TCCR2A = _BV(WGM20);
  TCCR2B = _BV(CS22);
}

void pin_mode(uint8_t pin, uint8_t mode) {
  if (pin >= PK_PINS) return;
  const PinPlace place = pin_place(pin);
  release(pin, place.timer);
  if (mode == PIN_OUTPUT) {
    place.port[1] |= place.mask;
  } else {
    place.port[1] &= (uint8_t)~place.mask;
    place_level(place, mode == PIN_PULLUP);
  }
}

void pin_write(uint8_t pin, bool high) {
  if (pin >= PK_PINS) return;
  const PinPlace place = pin_place(pin);
  release(pin, place.timer);
  place_level(place, high);
  place.port[1] |= place.mask;
}

bool pin_read(uint8_t pin) {
  if (pin >= PK_PINS) return false;
  const PinPlace place = pin_place(pin);
  return place.port[0] & place.mask;
}

uint32_t pin_levels() {
  return (uint32_t)PIND | ((uint32_t)(PINB & 0x3f) << 8) | ((uint32_t)(PINC & 0x3f) << 14);
}

bool pin_has_pwm(uint8_t pin) { return pin < PK_PINS && pin_place(pin).timer != 0; }

void pwm_write(uint8_t pin, uint8_t value) {
  if (!pin_has_pwm(pin)) return;
  const uint8_t timer = pin_place(pin).timer;
  pin_write(pin, value >= 128);
  if (value == 0 || value == 255) return;
  if (timer > 4 ? tone_active() : timer > 2 && servo_active()) return;
  OCR1AH = 0;  // goes with the lower byte of timer 1's registers
  pwm_register(timer, 2) = value;
  pwm_register(timer, 0) |= pwm_bit(timer);
}

void hal_release_all() {
  tone_stop_any();
  for (uint8_t pin = 0; pin < PK_PINS; pin++) pin_mode(pin, PIN_INPUT);
  pwm_timer1_restore();
  pwm_timer2_restore();
  lcd_release();
}

void hal_restart() {
  cli();
  wdt_enable(WDTO_15MS);
  for (;;) {
  }
}

// The watchdog stays on after it has restarted the board; off with it before anything else.
extern "C" void watchdog_off() __attribute__((naked, used, section(".init3")));
void watchdog_off() {
  MCUSR = 0;
  WDTCSR = _BV(WDCE) | _BV(WDE);
  WDTCSR = 0;
}

uint16_t analog_read(uint8_t channel) {
  ADMUX = _BV(REFS0) | (channel & 15);
  ADCSRA = _BV(ADEN) | _BV(ADSC) | _BV(ADPS2) | _BV(ADPS1);
  while (ADCSRA & _BV(ADSC)) {
  }
  return ADC;
}
