// Stands in for the Servo library of the Arduino IDE in tests: the same functions, the same pulses (544 to 2400 us, every 20 ms), on
// timer 1 in mode CTC with one pulse after another.
#pragma once
#include <Arduino.h>

class Servo {
public:
  Servo();
  uint8_t attach(int pin);
  void detach();
  void write(int angle);
  bool attached();

private:
  uint8_t index;
};
