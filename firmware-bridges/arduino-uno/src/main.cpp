// Paperkite's firmware for the Arduino Uno: the live link and the machine that runs the program above it. The main loop never waits;
// what takes long calls service() while it does.
#include "hal.h"
#include "link.h"
#include "vm.h"

void service() {
  GPIOR0 &= (uint8_t)~1;
  link_poll();
  tone_poll();
}

int main() {
  clock_init();
  uart_init();
  sei();
  link_init();
  program_start();
  for (;;) {
    // While no page measures, once a millisecond and at each received byte is enough.
    if (SERVICE_WANTED || link_active()) service();
    vm_round();
  }
}
