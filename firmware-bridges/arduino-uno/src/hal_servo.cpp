// Servos by timer 1 at 0.5 us a tick: a compare interrupt ends one servo's pulse and begins the next one's; a frame is 20 ms.
#include "hal_pins.h"

static constexpr uint16_t FRAME = 40000;

struct Servo {
  uint8_t pin;
  uint16_t ticks;
};

static Servo servos[PK_SERVOS];
static volatile uint8_t count;
static uint8_t next;  // whose pulse begins at the next interrupt; 0: a frame begins
static uint16_t frame_start;

static void set_level(uint8_t index, bool high) { place_level(pin_place(servos[index].pin), high); }

ISR(TIMER1_COMPA_vect) {
  const uint8_t index = next;
  uint16_t now = OCR1A;
  if (index == 0) {
    frame_start = now;
  } else {
    set_level(index - 1, false);
  }
  if (index < count) {
    set_level(index, true);
    OCR1A = now + servos[index].ticks;
    next = index + 1;
  } else {
    OCR1A = frame_start + FRAME;
    next = 0;
  }
}

bool servo_active() { return count != 0; }

static uint8_t servo_index(uint8_t pin) {
  uint8_t index = 0;
  while (index < count && servos[index].pin != pin) index++;
  return index;
}

bool servo_write(uint8_t pin, uint8_t degrees) {
  const uint8_t index = servo_index(pin);
  if (pin >= PK_PINS || index == PK_SERVOS) return false;
  if (index == count) pin_write(pin, false);
  // 1856 / 180 is 10 + 14 / 45.
  const uint16_t ticks = 2 * (544 + degrees * 10 + degrees * 14 / 45);
  cli();
  servos[index].ticks = ticks;
  if (index == count) {
    if (index == 0) {
      next = 0;
      TCCR1A = 0;
      TCCR1B = _BV(CS11);
      TCNT1 = 0;
      OCR1A = 100;
      TIFR1 = _BV(OCF1A);
      TIMSK1 = _BV(OCIE1A);
    }
    servos[index].pin = pin;
    count = index + 1;
  }
  sei();
  return true;
}

void servo_detach(uint8_t pin) {
  const uint8_t index = servo_index(pin);
  if (index == count) return;
  cli();
  set_level(index, false);
  count = count - 1;
  for (uint8_t i = index; i < count; i++) servos[i] = servos[i + 1];
  // Those that moved down get their pulse with the next one or with the next frame.
  if (next > index) next--;
  if (count == 0) pwm_timer1_restore();
  sei();
}
