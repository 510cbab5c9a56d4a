#include "Servo.h"
#include <avr/interrupt.h>

static const uint8_t MOST = 12;
static volatile uint8_t pins[MOST];
static volatile uint16_t widths[MOST];
static volatile bool active[MOST];
static uint8_t made = 0;
static volatile int8_t current = -1;
static volatile uint16_t spent = 0;

// Timer 1 counts half microseconds.
ISR(TIMER1_COMPA_vect) {
  if (current >= 0 && active[current]) digitalWrite(pins[current], LOW);
  current++;
  while (current < MOST && !active[current]) current++;
  if (current < MOST) {
    digitalWrite(pins[current], HIGH);
    OCR1A = widths[current] - 1;
    spent += widths[current];
  } else {
    OCR1A = 40000 - spent - 1;
    spent = 0;
    current = -1;
  }
}

Servo::Servo() : index(made++) {
  widths[index] = 3000;
}

uint8_t Servo::attach(int pin) {
  pinMode(pin, OUTPUT);
  digitalWrite(pin, LOW);
  noInterrupts();
  pins[index] = pin;
  if (!active[index]) {
    active[index] = true;
    if (!(TIMSK1 & _BV(OCIE1A))) {
      TCCR1A = 0;
      TCCR1B = _BV(WGM12) | _BV(CS11);
      TCNT1 = 0;
      OCR1A = 200;
      TIMSK1 |= _BV(OCIE1A);
    }
  }
  interrupts();
  return index;
}

void Servo::detach() {
  active[index] = false;
  digitalWrite(pins[index], LOW);
}

void Servo::write(int angle) {
  if (angle < 0) angle = 0;
  if (angle > 180) angle = 180;
  uint16_t width = 2 * (uint16_t)map(angle, 0, 180, 544, 2400);
  noInterrupts();
  widths[index] = width;
  interrupts();
}

bool Servo::attached() {
  return active[index];
}
