// HC-SR04: a pulse of 10 us on the trigger, then the echo's length, timed by the pin change interrupt so that nothing has to wait for it.
#include "hal_pins.h"

#include <util/delay.h>

static constexpr uint16_t LIMIT = 30000;  // microseconds

static PinPlace echo;
static uint16_t begun;
static volatile uint16_t rise, length;
static volatile uint8_t state;  // 0 idle or done, 1 waits for the rise, 2 for the fall

ISR(PCINT0_vect) {
  const uint16_t now = clock_micros();
  const bool high = *echo.port & echo.mask;
  if (state == 1 && high) {
    rise = now;
    state = 2;
  } else if (state == 2 && !high) {
    length = now - rise;
    state = 0;
  }
}
ISR(PCINT1_vect, ISR_ALIASOF(PCINT0_vect));
ISR(PCINT2_vect, ISR_ALIASOF(PCINT0_vect));

void ultrasonic_start(uint8_t trigger, uint8_t echo_pin) {
  if (trigger >= PK_PINS || echo_pin >= PK_PINS) return;
  state = 0;
  length = 0;
  echo = pin_place(echo_pin);
  pin_write(trigger, false);
  _delay_us(2);
  pin_write(trigger, true);
  _delay_us(10);
  pin_write(trigger, false);
  begun = clock_micros();
  // Ports B, C, D have the interrupt groups 0, 1, 2, and their registers lie in that order.
  const uint8_t group = ((uint8_t)(uint16_t)echo.port - (uint8_t)(uint16_t)&PINB) / 3;
  (&PCMSK0)[group] = echo.mask;
  PCIFR = 7;
  state = 1;
  PCICR = 1 << group;
}

bool ultrasonic_done() {
  if (state != 0 && (uint16_t)(clock_micros() - begun) >= LIMIT) state = 0;
  if (state != 0) return false;
  PCICR = 0;
  return true;
}

uint16_t ultrasonic_micros() { return length; }
