// The serial port. At 115200 a byte takes 87 us; the interrupts are short and each way has a ring of 64 bytes.
#include "hal.h"

static constexpr uint8_t RING = 64;
static constexpr uint8_t MASK = RING - 1;

static uint8_t received[RING];
static volatile uint8_t received_head, received_tail;
static uint8_t sending[RING];
static volatile uint8_t sending_head, sending_tail;

ISR(USART_RX_vect) {
  // FE says that the byte is broken (a break, a wrong speed). What is lost is noticed by whoever counts: the link's frames have a CRC and
  // are credited so that the ring never overflows.
  const bool broken = UCSR0A & _BV(FE0);
  const uint8_t byte = UDR0;
  const uint8_t head = received_head;
  const uint8_t next = (head + 1) & MASK;
  if (!broken && next != received_tail) {
    received[head] = byte;
    received_head = next;
  }
  GPIOR0 |= 1;
}

ISR(USART_UDRE_vect) {
  const uint8_t tail = sending_tail;
  UDR0 = sending[tail];
  const uint8_t next = (tail + 1) & MASK;
  sending_tail = next;
  if (next == sending_head) UCSR0B &= (uint8_t)~_BV(UDRIE0);
}

void uart_init() {
  UBRR0L = 16;  // with U2X: 117647 baud, what the bootloaders use, too
  UCSR0A = _BV(U2X0);  // eight bits, no parity, one stop bit is what the chip starts with
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

int16_t uart_read() {
  const uint8_t tail = received_tail;
  if (tail == received_head) return -1;
  const uint8_t byte = received[tail];
  received_tail = (tail + 1) & MASK;
  return byte;
}

uint8_t uart_room() { return (uint8_t)(sending_tail - sending_head - 1) & MASK; }

bool uart_write(uint8_t byte) {
  const uint8_t head = sending_head;
  const uint8_t next = (head + 1) & MASK;
  if (next == sending_tail) return false;
  sending[head] = byte;
  sending_head = next;
  const uint8_t sreg = SREG;
  cli();
  UCSR0B |= _BV(UDRIE0);
  SREG = sreg;
  return true;
}
