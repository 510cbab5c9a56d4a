// WS2812: a bit is 20 cycles, high for 6 (zero) or 12 to 13 (one). Interrupts are off for the 24 bits of one LED (31 us, less than half a
// serial byte) and may run between LEDs, where the strip accepts a pause of up to 50 us.
#include "hal_pins.h"

static inline void send_byte(volatile uint8_t* port, uint8_t byte, uint8_t high, uint8_t low) {
  uint8_t bits = 8;
  asm volatile(
      "1: st %a[port], %[high] \n\t"  // 2
      "nop \n\t nop \n\t nop \n\t"    // 3
      "sbrs %[byte], 7 \n\t"          // 1, or 2 when the bit is one
      "st %a[port], %[low] \n\t"      // 2: high for 6 cycles
      "lsl %[byte] \n\t"              // 1
      "nop \n\t nop \n\t nop \n\t nop \n\t"
      "st %a[port], %[low] \n\t"  // 2: high for 12 cycles
      "nop \n\t nop \n\t nop \n\t"
      "dec %[bits] \n\t"
      "brne 1b \n\t"
      : [byte] "+r"(byte), [bits] "+r"(bits)
      : [port] "e"(port), [high] "r"(high), [low] "r"(low));
}

void strip_show(uint8_t pin, const uint8_t* bytes, uint8_t count) {
  if (pin >= PK_PINS) return;
  pin_write(pin, false);
  const PinPlace place = pin_place(pin);
  for (; count; count--) {
    const uint8_t sreg = SREG;
    cli();
    const uint8_t low = place.port[2] & (uint8_t)~place.mask;
    const uint8_t high = low | place.mask;
    for (uint8_t colour = 3; colour; colour--) send_byte(place.port + 2, *bytes++, high, low);
    SREG = sreg;
  }
}
