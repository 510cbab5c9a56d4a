/* A stand-in for whatever a board might say: bytes laid into `outbox` go out over the UART, bytes that come in are kept in `inbox`. */
#include <avr/interrupt.h>
#include <avr/io.h>

#define INBOX_BYTES 1536
#define OUTBOX_BYTES 64

/* Fixed places, so that the test finds them; a reset leaves them as they are. */
#define INBOX_COUNT (*(volatile uint16_t *)0x100)
#define OUTBOX_WRITTEN (*(volatile uint8_t *)0x102)
#define OUTBOX_READ (*(volatile uint8_t *)0x103)
#define OUTBOX ((volatile uint8_t *)0x104)
#define INBOX ((volatile uint8_t *)0x144)

ISR(USART_RX_vect) {
  uint8_t byte = UDR0;
  uint16_t count = INBOX_COUNT;
  if (count < INBOX_BYTES) {
    INBOX[count] = byte;
    INBOX_COUNT = count + 1;
  }
}

int main(void) {
  UCSR0A = 1 << U2X0;
  UBRR0 = 16;
  UCSR0B = 1 << RXEN0 | 1 << TXEN0 | 1 << RXCIE0;
  sei();
  for (;;) {
    uint8_t read = OUTBOX_READ;
    if (read == OUTBOX_WRITTEN || !(UCSR0A & 1 << UDRE0)) continue;
    UDR0 = OUTBOX[read % OUTBOX_BYTES];
    OUTBOX_READ = read + 1;
  }
}
