/* Colours for four WS2812 lights on D6, by counted cycles. */
#include <avr/io.h>
#include <util/delay.h>

static void send(uint8_t byte) {
  for (uint8_t bit = 8; bit; bit--, byte <<= 1) {
    if (byte & 0x80) {
      PORTD |= 1 << PD6;
      __builtin_avr_delay_cycles(11);
      PORTD &= ~(1 << PD6);
    } else {
      PORTD |= 1 << PD6;
      __builtin_avr_delay_cycles(4);
      PORTD &= ~(1 << PD6);
      __builtin_avr_delay_cycles(7);
    }
  }
}

int main(void) {
  static const uint8_t first[] = {0x00, 0xff, 0x00, 0x80, 0x00, 0x01, 0x12, 0x34, 0x56, 0xff, 0xff, 0xff};
  static const uint8_t second[] = {0x00, 0x00, 0xff};
  DDRD = 1 << PD6;
  for (uint8_t at = 0; at < sizeof first; at++) send(first[at]);
  _delay_ms(10);
  /* Only the first light: the others keep their colours. */
  for (uint8_t at = 0; at < sizeof second; at++) send(second[at]);
  for (;;)
    ;
}
