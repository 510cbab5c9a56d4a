/* For each byte that comes in, 0 to 5, says what an analog read of that pin gives, in two bytes. Answers late: 5 ms after each. */
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
  UCSR0B = 1 << TXEN0 | 1 << RXEN0;
  PORTC = 1 << PC5;
  ADCSRA = 1 << ADEN | 1 << ADPS2 | 1 << ADPS1 | 1 << ADPS0;
  for (;;) {
    uint8_t status;
    while (!((status = UCSR0A) & 1 << RXC0))
      ;
    uint8_t channel = UDR0;
    _delay_ms(5);
    if (status & 1 << DOR0) put(0xff);
    ADMUX = 1 << REFS0 | channel;
    ADCSRA |= 1 << ADSC;
    while (ADCSRA & 1 << ADSC)
      ;
    put(ADC >> 8);
    put(ADC);
  }
}
