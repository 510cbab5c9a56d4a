/* Says over the UART, in two bytes, how long the echo on D11 was after a trigger on D12, in microseconds; again and again. */
#include <avr/io.h>
#include <util/delay.h>

static void put(uint8_t byte) {
  while (!(UCSR0A & 1 << UDRE0))
    ;
  UDR0 = byte;
}

int main(void) {
  UCSR0A = 1 << U2X0;
  UBRR0 = 16;
  UCSR0B = 1 << TXEN0;
  DDRB = 1 << PB4;
  for (;;) {
    TCCR1B = 0;
    TCNT1 = 0;
    PORTB |= 1 << PB4;
    _delay_us(10);
    PORTB &= ~(1 << PB4);
    while (!(PINB & 1 << PB3))
      ;
    TCCR1B = 1 << CS11;
    while (PINB & 1 << PB3)
      ;
    TCCR1B = 0;
    uint16_t half = TCNT1;
    put(half / 2 >> 8);
    put(half / 2);
    _delay_ms(20);
  }
}
