// The board as the machine and the live link see it. Everything here is for the ATmega328P at 16 MHz.
// Pins are Arduino's numbers 0..19 (14..19 are A0..A5); a pin that is not there is ignored and reads as low.
#pragma once

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdbool.h>
#include <stdint.h>

#include "generated.h"

// Lets the rest of the firmware work while something waits: link, serial bytes, tones that end. Defined in main.cpp; whoever
// waits calls it in the loop. It may stop or restart the program.
void service();

// Set by the interrupts that have something for service(): a received byte, a passed millisecond.
#define SERVICE_WANTED (GPIOR0 & 1)

// Clock: timer 0 runs at 4 us a tick. Both wrap (71 minutes, 49 days).
void clock_init();
uint32_t clock_micros();  // may be called from interrupts
uint32_t clock_millis();

// UART, 115200 8N1, a ring of 64 bytes each way.
void uart_init();
int16_t uart_read();             // -1 when there is nothing
uint8_t uart_room();             // bytes that can be written at once
bool uart_write(uint8_t byte);   // false: no room

// Pins.
enum PinMode : uint8_t { PIN_INPUT = PK_MODE_INPUT, PIN_PULLUP = PK_MODE_INPUT_PULLUP, PIN_OUTPUT = PK_MODE_OUTPUT };
void pin_mode(uint8_t pin, uint8_t mode);      // ends PWM and servo on the pin
void pin_write(uint8_t pin, bool high);        // makes it an output; ends PWM and servo
bool pin_read(uint8_t pin);
uint32_t pin_levels();                         // bit n is pin n
bool pin_has_pwm(uint8_t pin);
void pwm_write(uint8_t pin, uint8_t value);    // 0 and 255 are plain levels. Where servos or a tone hold the timer: half and more is high
void hal_release_all();                        // all pins inputs without pull-up, PWM, servos and tone off

// Analog inputs 0..5; 10 bits, 52 us.
uint16_t analog_read(uint8_t channel);

// Servos: pulses of 544..2400 us every 20 ms on up to PK_SERVOS pins, timer 1.
bool servo_write(uint8_t pin, uint8_t degrees);  // false: too many servos
void servo_detach(uint8_t pin);
bool servo_active();

// One tone at a time, timer 2. Below 31 Hz is silence; milliseconds 0: until tone_stop.
void tone_start(uint8_t pin, uint16_t hertz, uint16_t milliseconds);
void tone_stop(uint8_t pin);
void tone_stop_any();
void tone_poll();  // ends a tone whose time is over
bool tone_active();

// Distance sensor: starts a measurement; the echo is timed by interrupt.
void ultrasonic_start(uint8_t trigger, uint8_t echo);
bool ultrasonic_done();
uint16_t ultrasonic_micros();  // 0: no echo within 30 ms

// WS2812: `count` LEDs of three bytes in the order they are sent. Interrupts wait at most 31 us.
void strip_show(uint8_t pin, const uint8_t* bytes, uint8_t count);

// 16x2 LCD behind a PCF8574 at 0x27 on A4 (SDA), A5 (SCL). Nothing happens when it is not there.
void lcd_write_row(uint8_t row, const char* text, uint8_t length);
void lcd_clear();
void lcd_release();  // gives A4 and A5 back; the next use sets the display up again

// Restarts the board by the watchdog.
void hal_restart() __attribute__((noreturn));

uint32_t crc32_update(uint32_t crc, uint8_t byte);  // CRC-32 (IEEE), start with 0xFFFFFFFF, invert at the end
