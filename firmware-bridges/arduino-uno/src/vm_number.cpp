// Instructions: arithmetic, comparison, logic. Where a library function is the instruction, the table names it directly.
#include <math.h>
#include <string.h>

#include "vm_instructions.h"
#include "vm_math.h"

static constexpr float DEGREES = 180 / M_PI;

bool is_true(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return (bits << 1) != 0;
}

float truth(bool yes) { return yes ? 1.0f : 0.0f; }

float op_NEGATE(float a) { return -a; }
float op_ABSOLUTE(float a) { return fabs(a); }
static float degrees(float radians) { return radians * DEGREES; }
float op_ASIN(float a) { return degrees(asin(a)); }
float op_ACOS(float a) { return degrees(acos(a)); }
float op_ATAN(float a) { return degrees(atan(a)); }
float op_LESS(float a, float b) { return truth(a < b); }
float op_EQUAL(float a, float b) { return truth(a == b); }
float op_GREATER(float a, float b) { return truth(a > b); }
// Both are booleans.
float op_AND(float a, float b) { return is_true(a) ? b : a; }
float op_OR(float a, float b) { return is_true(a) ? a : b; }
float op_NOT(float a) { return truth(!is_true(a)); }

// Cell a, counted from sp, becomes the result of it and cell b.
static void apply(PairFunction function, int8_t a, int8_t b) { sp[a] = function(sp[a], sp[b]); }

uint8_t op_MAP() {
  sp -= 4;
  apply(__subsf3, -1, 0);
  apply(__subsf3, 3, 2);
  apply(__mulsf3, -1, 3);
  apply(__subsf3, 1, 0);
  apply(__divsf3, -1, 1);
  apply(__addsf3, -1, 2);
  return GO_ON;
}

uint8_t op_CONSTRAIN() {
  sp -= 2;
  const float* result = sp - 1;
  if (*result < sp[0]) {
    result = sp;
  } else if (*result > sp[1]) {
    result = sp + 1;
  }
  sp[-1] = *result;
  return GO_ON;
}
