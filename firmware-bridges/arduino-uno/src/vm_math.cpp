#include "vm_math.h"

#include <math.h>

#include "hal.h"

static constexpr float RADIANS = 0.017453292519943295f;

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

// Sine of an angle and that many quarter turns. It is reduced to at most 45 degrees without rounding, so that small results are as
// exact as large ones.
static float wave(float degrees, uint8_t turns) {
  degrees = number_modulo(degrees, 360);
  for (; degrees >= 90; degrees -= 90) turns++;
  bool cosine = turns & 1;
  if (degrees > 45) {
    degrees = 90 - degrees;
    cosine = !cosine;
  }
  degrees *= RADIANS;
  const float value = cosine ? cos(degrees) : sin(degrees);
  return turns & 2 && value != 0 ? -value : value;
}

float sine(float degrees) { return wave(degrees, 0); }
float cosine(float degrees) { return wave(degrees, 1); }
float tangent(float degrees) { return wave(degrees, 0) / wave(degrees, 1); }

float power_of_ten(float a) {
  const float below = floor(a);
  float value = exp((a - below) * (float)M_LN10);
  // Whole powers up to 10^10 are exact this way.
  const uint8_t steps = to_whole(fabs(below), 99);
  for (uint8_t i = 0; i < steps; i++) value = below > 0 ? value * 10 : value / 10;
  return value;
}

uint16_t to_place(float a) {
  // Cut towards zero; what is negative, too large or no number comes out of the library as something large.
  const uint32_t place = (uint32_t)a;
  return place > 0xffff ? 0 : place;
}

float random_between(float a, float b) {
  const bool whole = floor(a) == a && floor(b) == b;
  float span = b - a;
  if (span < 0) {
    span = -span;
    a = b;
  }
  if (whole) span += 1;
  uint32_t chance = random_state | 1;
  for (uint8_t i = 0; i < 4; i++) chance = crc32_update(chance, 0);
  random_state = chance;
  // 24 bits below 1; times the span it stays below the span.
  span *= (float)(chance >> 8) * (1.0f / 16777216.0f);
  return a + (whole ? floor(span) : span);
}
