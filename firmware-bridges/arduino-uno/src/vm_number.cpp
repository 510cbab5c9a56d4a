// Instructions: arithmetic, comparison. Where a library function is the instruction, the table names it directly.
#include <math.h>
#include <string.h>

#include "vm_instructions.h"
#include "vm_math.h"

bool is_true(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return (bits << 1) != 0;
}

float truth(bool yes) { return yes ? 1.0f : 0.0f; }

float op_ABSOLUTE(float a) { return fabs(a); }
float op_BYTE(float a) { return (uint8_t)to_whole(a, 255); }
float op_LESS(float a, float b) { return truth(a < b); }
float op_EQUAL(float a, float b) { return truth(a == b); }
float op_GREATER(float a, float b) { return truth(a > b); }

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
