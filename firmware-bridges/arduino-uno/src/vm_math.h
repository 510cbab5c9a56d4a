// Arithmetic of the machine that is more than one operation; the rules are in packages/compiler/src/board/README.md.
#pragma once
#include <stdint.h>

float number_round(float a);
float number_modulo(float a, float b);
// NaN is 0; half up; clamped to 0..max, max < 2^31.
uint32_t to_whole(float a, uint32_t max);
// Floor of what counts from 1 (an item, a letter); 0 for what cannot be one.
uint16_t to_place(float a);
// The random numbers come from the CRC's shift register, 32 steps on for each.
extern uint32_t random_state;
float random_fraction();  // 24 bits, below 1
