#include "vm_math.h"

#include <math.h>

#include "hal.h"

float number_round(float a) {
  const float below = floor(a);
  return a - below >= 0.5f ? below + 1.0f : below;
}

float number_modulo(float a, float b) {
  const float rest = fmod(a, b);
  return rest != 0 && signbit(rest) != signbit(b) ? rest + b : rest;
}

uint32_t to_whole(float a, uint32_t max) {
  if (!(a > 0)) return 0;
  // Half away from zero is half up here, and what does not fit becomes 2^31.
  const uint32_t whole = lround(a);
  return whole > max ? max : whole;
}

uint16_t to_place(float a) {
  // Cut towards zero; what is negative, too large or no number comes out of the library as something large.
  const uint32_t place = (uint32_t)a;
  return place > 0xffff ? 0 : place;
}

float random_fraction() {
  uint32_t chance = random_state | 1;
  for (uint8_t i = 0; i < 4; i++) chance = crc32_update(chance, 0);
  random_state = chance;
  return (float)(chance >> 8) * (1.0f / 16777216.0f);
}
