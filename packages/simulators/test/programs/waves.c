/* PWM of all three timers, a servo's pulses and a tone at once. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/delay.h>

#define SERVO (1 << PB4) /* D12 */
#define BUZZER (1 << PB0) /* D8 */

/* 16 MHz / 64 / 2 / 284 = 440.1 Hz. */
ISR(TIMER1_COMPA_vect) { PORTB ^= BUZZER; }

int main(void) {
  DDRB = SERVO | BUZZER | 1 << PB3;
  DDRD = 1 << PD6 | 1 << PD5 | 1 << PD3;
  /* D6: a quarter, fast PWM. D5: 10 of 256. */
  TCCR0A = 1 << COM0A1 | 1 << COM0B1 | 1 << WGM01 | 1 << WGM00;
  TCCR0B = 1 << CS01 | 1 << CS00;
  OCR0A = 63;
  OCR0B = 9;
  /* D11: three quarters, phase-correct. D3: always on. */
  TCCR2A = 1 << COM2A1 | 1 << COM2B1 | 1 << WGM20;
  TCCR2B = 1 << CS22;
  OCR2A = 191;
  OCR2B = 255;
  /* The tone. */
  TCCR1B = 1 << WGM12 | 1 << CS11 | 1 << CS10;
  OCR1A = 283;
  TIMSK1 = 1 << OCIE1A;
  sei();
  for (uint8_t turn = 0;; turn++) {
    PORTB |= SERVO;
    if (turn & 64) _delay_us(544);
    else _delay_us(1472);
    PORTB &= ~SERVO;
    _delay_ms(18);
  }
}
