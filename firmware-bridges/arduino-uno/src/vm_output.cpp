// Instructions: text.
#include "number_text.h"
#include "vm_instructions.h"
#include "vm_math.h"
#include "vm_text.h"

// The cell at the depth that the operand says; 0 and an error when the stack is not that deep.
static float deep() {
  const uint8_t depth = fetch8();
  if (has(depth + 1) && depth != 255) return sp[-1 - depth];
  machine.error = PK_ERROR_STACK_EMPTY;
  return 0;
}

uint8_t op_TEXT_BEGIN() {
  text_begin(fetch8());
  return GO_ON;
}

uint8_t op_TEXT_END() {
  uint8_t result = op_DROP();
  if (result != GO_ON) return result;
  float value;
  result = text_end(value);
  if (result != TEXT_PUSHES) return result;
  if (sp >= limit) return PK_ERROR_STACK_FULL;
  *sp++ = value;
  return GO_ON;
}

static uint8_t put_constant(uint16_t offset) {
  if (offset == 0) return GO_ON;
  const uint16_t address = PK_PROGRAM_START + offset;
  return text_put_flash(address + 1, flash8(address));
}

uint8_t op_TEXT_CONSTANT() { return put_constant(fetch16()); }
uint8_t op_TEXT_STORED() { return put_constant(to_whole(deep(), 0xffff)); }

uint8_t op_TEXT_NUMBER() {
  char text[NUMBER_TEXT_BYTES];
  return text_put(text, number_to_text(deep(), text));
}

uint8_t op_TEXT_BOOLEAN() {
  static const char WORDS[] PROGMEM = "\4true\5false";
  const uint16_t word = (uint16_t)(is_true(deep()) ? WORDS : WORDS + 5);
  return text_put_flash(word + 1, flash8(word));
}

uint8_t op_TEXT_LINE() { return text_put_line(); }
uint8_t op_TEXT_NEWLINE() { return text_put("\r\n", 2); }

uint8_t op_TEXT_LETTER() {
  text_letter(deep());
  return machine.error;
}

uint8_t op_TEXT_LETTER_END() {
  text_letter_end();
  return GO_ON;
}
