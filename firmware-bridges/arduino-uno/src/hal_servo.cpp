// Servos by timer 1 at 0.5 us a tick: a compare interrupt ends one servo's pulse and begins the next one's; a frame is 20 ms.
#include "hal_pins.h"

static constexpr uint16_t FRAME = 40000;

struct Servo {
  uint8_t port;  // address of PINx
  uint8_t mask;
  uint16_t ticks;
  uint8_t pin;
};

static Servo servos[PK_SERVOS];
static volatile uint8_t count;
static uint8_t next;  // whose pulse begins at the next interrupt; 0: a frame begins
static uint16_t frame_start;

static void set_level(const Servo& servo, bool high) {
  PinPlace place;
  place.port = (volatile uint8_t*)(uint16_t)servo.port;
  place.mask = servo.mask;
  place_level(place, high);
}

ISR(TIMER1_COMPA_vect) {
  const uint8_t index = next;
  uint16_t now = OCR1A;
  if (index == 0) {
    frame_start = now;
  } else {
    set_level(servos[index - 1], false);
  }
  if (index < count) {
    set_level(servos[index], true);
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
  if (pin >= PK_PINS) return true;
  const uint8_t index = servo_index(pin);
  if (index == PK_SERVOS) return false;
  Servo& servo = servos[index];
  if (index == count) {
    pin_write(pin, false);
    const PinPlace place = pin_place(pin);
    servo.port = (uint8_t)(uint16_t)place.port;
    servo.mask = place.mask;
    servo.pin = pin;
  }
  // 1856 / 180 = 464 / 45, and 464 * 180 does not fit into 16 bits.
  const uint16_t ticks = 2 * (544 + (uint16_t)((uint32_t)degrees * 464 / 45));
  cli();
  servo.ticks = ticks;
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
    count = index + 1;
  }
  sei();
  return true;
}

void servo_detach(uint8_t pin) {
  const uint8_t index = servo_index(pin);
  if (index == count) return;
  cli();
  set_level(servos[index], false);
  count = count - 1;
  for (uint8_t i = index; i < count; i++) servos[i] = servos[i + 1];
  // Those that moved down get their pulse with the next one or with the next frame.
  if (next > index) next--;
  if (count == 0) pwm_timer1_restore();
  sei();
}
