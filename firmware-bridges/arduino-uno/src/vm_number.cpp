// Instructions: arithmetic, comparison, logic. Where a library function is the instruction, the table names it directly.
#include <math.h>

#include "vm_instructions.h"
#include "vm_math.h"

static constexpr float DEGREES = 180 / M_PI;

float op_NEGATE(float a) { return -a; }
float op_ABSOLUTE(float a) { return fabs(a); }
float op_ASIN(float a) { return asin(a) * DEGREES; }
float op_ACOS(float a) { return acos(a) * DEGREES; }
float op_ATAN(float a) { return atan(a) * DEGREES; }
float op_LESS(float a, float b) { return truth(a < b); }
float op_EQUAL(float a, float b) { return truth(a == b); }
float op_GREATER(float a, float b) { return truth(a > b); }
float op_AND(float a, float b) { return truth(is_true(a) && is_true(b)); }
float op_OR(float a, float b) { return truth(is_true(a) || is_true(b)); }
float op_NOT(float a) { return truth(!is_true(a)); }

// Cell a minus cell b, counted from sp.
static float minus(int8_t a, int8_t b) { return sp[a] - sp[b]; }

uint8_t op_MAP() {
  sp -= 4;
  sp[-1] = minus(-1, 0) * minus(3, 2) / minus(1, 0) + sp[2];
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
