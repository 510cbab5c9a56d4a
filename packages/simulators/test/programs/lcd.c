/* Two rows of text on an HD44780 in four-bit mode behind a PCF8574 at 0x27, through the chip's TWI. */
#include <avr/io.h>
#include <util/delay.h>

#define ADDRESS 0x27
#define ENABLE 0x04
#define BACKLIGHT 0x08

static void twi(uint8_t control) {
  TWCR = control | 1 << TWINT | 1 << TWEN;
  while (!(TWCR & 1 << TWINT))
    ;
}

static void port(uint8_t bits) {
  twi(1 << TWSTA);
  TWDR = ADDRESS << 1;
  twi(0);
  TWDR = bits | BACKLIGHT;
  twi(0);
  TWCR = 1 << TWINT | 1 << TWEN | 1 << TWSTO;
  while (TWCR & 1 << TWSTO)
    ;
}

static void nibble(uint8_t high, uint8_t rs) {
  port((high & 0xf0) | rs);
  port((high & 0xf0) | rs | ENABLE);
  port((high & 0xf0) | rs);
}

static void byte(uint8_t value, uint8_t rs) {
  nibble(value, rs);
  nibble(value << 4, rs);
  _delay_us(50);
}

static void text(const char *letters) {
  while (*letters) byte(*letters++, 1);
}

int main(void) {
  TWBR = 72;
  _delay_ms(50);
  for (uint8_t times = 0; times < 3; times++) {
    nibble(0x30, 0);
    _delay_ms(5);
  }
  nibble(0x20, 0);
  byte(0x28, 0);
  byte(0x0c, 0);
  byte(0x01, 0);
  _delay_ms(2);
  byte(0x06, 0);
  text("Hello, 21");
  byte(0xdf, 1);
  byte(0x80 | 0x44, 0);
  text("world");
  for (;;)
    ;
}
