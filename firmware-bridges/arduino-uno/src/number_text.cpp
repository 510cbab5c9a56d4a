#include "number_text.h"

#include <avr/pgmspace.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static constexpr uint8_t SIGNIFICANT = 6;

// Room for the digits that matter: 39 of the largest number; of the smallest 45 zeros after the eight of the mantissa's places and seven more.
static constexpr uint8_t DIGITS = 60;
static constexpr uint8_t MANTISSA_DIGITS = 8;

static char* put_flash(char* out, const char* text) {
  while (const char c = pgm_read_byte(text++)) *out++ = c;
  return out;
}

// mantissa * 2^shift by doubling or halving decimal digits, the highest first. What a halving loses at the end never comes back, so that the
// first digits are exact, cut, not rounded. Returns the exponent of the first digit, which moves to the front.
static int8_t to_digits(char* digits, uint32_t mantissa, int16_t shift) {
  memset(digits, 0, DIGITS);
  uint8_t place = shift > 0 ? DIGITS : MANTISSA_DIGITS;
  int8_t exponent = place - 1;
  for (; mantissa; mantissa /= 10) digits[--place] = mantissa % 10;
  for (; shift > 0; shift--) {
    uint8_t carry = 0;
    for (uint8_t i = DIGITS; i--;) {
      uint8_t digit = digits[i] * 2 + carry;
      carry = digit >= 10;
      if (carry) digit -= 10;
      digits[i] = digit;
    }
  }
  for (; shift < 0; shift++) {
    uint8_t carry = 0;
    for (uint8_t i = 0; i < DIGITS; i++) {
      const uint8_t digit = digits[i] + carry;
      digits[i] = digit >> 1;
      carry = digit & 1 ? 10 : 0;
    }
  }
  uint8_t first = 0;
  while (digits[first] == 0) first++;
  memmove(digits, digits + first, SIGNIFICANT + 1);
  return exponent - first;
}

// Rounds to the significant digits, a tie away from zero; returns how many are left without the zeros at the end.
static uint8_t round_digits(char* digits, int8_t& exponent) {
  uint8_t count = SIGNIFICANT;
  if (digits[SIGNIFICANT] >= 5) {
    while (count && digits[count - 1] == 9) count--;
    if (count) {
      digits[count - 1]++;
    } else {
      digits[0] = 1;
      exponent++;
      count = 1;
    }
  }
  while (digits[count - 1] == 0) count--;
  return count;
}

uint8_t number_to_text(float value, char* const start) {
  char* out = start;
  uint32_t mantissa;
  if (value != value) return put_flash(out, PSTR("NaN")) - start;
  if (value < 0) {
    value = -value;
    *out++ = '-';
  }
  memcpy(&mantissa, &value, 4);
  const uint8_t power = (uint8_t)(mantissa >> 23);
  if (power == 255) return put_flash(out, PSTR("Infinity")) - start;
  if (value < 16777216.0f && floor(value) == value) {
    ultoa((uint32_t)value, out, 10);
    return strlen(start);
  }
  // The number is mantissa * 2^shift.
  mantissa &= 0x7fffff;
  int16_t shift = -149;
  if (power) {
    mantissa |= 0x800000;
    shift = power - 150;
  }
  char digits[DIGITS];
  int8_t exponent = to_digits(digits, mantissa, shift);
  const uint8_t count = round_digits(digits, exponent);
  const bool scientific = exponent < -4 || exponent >= SIGNIFICANT;
  int8_t place = scientific ? 0 : exponent;  // of the digit that is written
  if (place < 0) {
    *out++ = '0';
    *out++ = '.';
    for (int8_t zeros = place; ++zeros < 0;) *out++ = '0';
  }
  for (uint8_t i = 0; i < count || place >= 0; i++, place--) {
    if (place == -1 && i) *out++ = '.';
    *out++ = '0' + (i < count ? digits[i] : 0);
  }
  if (scientific) {
    *out++ = 'e';
    char sign = '+';
    if (exponent < 0) {
      exponent = -exponent;
      sign = '-';
    }
    *out++ = sign;
    *out++ = '0' + (uint8_t)exponent / 10;
    *out++ = '0' + (uint8_t)exponent % 10;
  }
  return out - start;
}

float text_to_number(const char* text, uint8_t length) {
  const char* const end = text + length;
  while (text < end && (*text == ' ' || *text == '\t')) text++;
  bool negative = false;
  if (text < end && (*text == '-' || *text == '+')) negative = *text++ == '-';
  uint32_t mantissa = 0;
  uint8_t tens = 0, places = 0;
  bool point = false;
  for (; text < end; text++) {
    const uint8_t digit = (uint8_t)*text - '0';
    if (*text == '.' && !point) {
      point = true;
    } else if (digit > 9) {
      break;
    } else if (mantissa > 99999999 || places == 10) {
      if (!point) tens++;
    } else {
      mantissa = mantissa * 10 + digit;
      places += point;
    }
  }
  float value = mantissa;
  for (; tens; tens--) value *= 10.0f;
  float divisor = 1.0f;
  for (; places; places--) divisor *= 10.0f;
  value /= divisor;
  return negative ? -value : value;
}
