// The board as the link sees it, on a computer: what the link does is written down.
#pragma once
#include <stdint.h>
#include <string.h>

#define PROGMEM
#define memcpy_P memcpy

#include "generated.h"

enum PinMode : uint8_t { PIN_INPUT = PK_MODE_INPUT, PIN_PULLUP = PK_MODE_INPUT_PULLUP, PIN_OUTPUT = PK_MODE_OUTPUT };

uint32_t clock_micros();
uint32_t clock_millis();
int16_t uart_read();
uint8_t uart_room();
bool uart_write(uint8_t byte);
void pin_mode(uint8_t pin, uint8_t mode);
void pin_write(uint8_t pin, bool high);
bool pin_read(uint8_t pin);
uint32_t pin_levels();
bool pin_has_pwm(uint8_t pin);
void pwm_write(uint8_t pin, uint8_t value);
uint16_t analog_read(uint8_t channel);
bool servo_write(uint8_t pin, uint8_t degrees);
void tone_start(uint8_t pin, uint16_t hertz, uint32_t milliseconds);
void tone_stop(uint8_t pin);
void hal_restart();
uint32_t crc32_update(uint32_t crc, uint8_t byte);
