/* At each start says over the UART what MCUSR holds and how often it started since the EEPROM was erased; then lets the watchdog bite twice. */
#include <avr/eeprom.h>
#include <avr/io.h>
#include <avr/wdt.h>
#include <util/delay.h>

static void put(uint8_t byte) {
  while (!(UCSR0A & 1 << UDRE0))
    ;
  UDR0 = byte;
}

int main(void) {
  uint8_t cause = MCUSR;
  MCUSR = 0;
  wdt_disable();
  UCSR0A = 1 << U2X0;
  UBRR0 = 16;
  UCSR0B = 1 << TXEN0;
  uint8_t starts = eeprom_read_byte(0) + 1;
  eeprom_write_byte(0, starts);
  eeprom_busy_wait();
  put(cause);
  put(starts);
  if (starts >= 2) {
    PORTB = 1 << PB5; /* a pull-up as a sign of life */
    for (;;)
      ;
  }
  wdt_enable(WDTO_30MS);
  for (;;)
    ;
}
