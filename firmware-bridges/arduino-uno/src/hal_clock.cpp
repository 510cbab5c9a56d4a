// Time, by timer 0 in fast PWM at clk/64: 4 us a tick, an overflow each 1.024 ms. The same timer makes the PWM of D5 and D6.
#include "hal.h"

static volatile uint32_t overflows;
static volatile uint32_t milliseconds;
static uint8_t fraction;  // in 8 us, 125 are a millisecond

ISR(TIMER0_OVF_vect) {
  overflows++;
  uint8_t f = fraction + 3;
  if (f >= 125) {
    f -= 125;
    milliseconds += 2;
  } else {
    milliseconds += 1;
  }
  fraction = f;
  GPIOR0 |= 1;
}

void clock_init() {
  TCCR0A = _BV(WGM01) | _BV(WGM00);
  TCCR0B = _BV(CS01) | _BV(CS00);
  TIMSK0 = _BV(TOIE0);
}

uint32_t clock_micros() {
  const uint8_t sreg = SREG;
  cli();
  uint32_t count = overflows;
  const uint8_t ticks = TCNT0;
  // An overflow whose interrupt has not run yet.
  if ((TIFR0 & _BV(TOV0)) && ticks < 255) count++;
  SREG = sreg;
  return ((count << 8) | ticks) << 2;
}

uint32_t clock_millis() {
  const uint8_t sreg = SREG;
  cli();
  const uint32_t value = milliseconds;
  SREG = sreg;
  return value;
}
