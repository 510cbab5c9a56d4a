// The pin table as the drivers use it.
#pragma once
#include "hal.h"

// Where a pin lives: `port[0]` is PINx, `[1]` DDRx, `[2]` PORTx. Writing a bit to PINx turns it over in one instruction, so a level
// can be changed beside an interrupt that changes another pin of the port.
struct PinPlace {
  volatile uint8_t* port;
  uint8_t mask;
  uint8_t timer;  // 0: no PWM; otherwise 1..6 for OC0A, OC0B, OC1A, OC1B, OC2A, OC2B
};

PinPlace pin_place(uint8_t pin);
void place_level(PinPlace place, bool high);

void pwm_timer1_restore();
void pwm_timer2_restore();
void tone_forget(uint8_t pin);
