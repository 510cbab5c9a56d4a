// Instructions: lists.
#include <string.h>

#include "vm_instructions.h"

// The list that the operand names, until the instruction is done.
static float* items;
static float* end;  // after the last item
static uint8_t* length;
static uint8_t capacity;

// Without such a list the script ends, and what happens before that happens to an empty list.
static void fetch_list() {
  static uint8_t nothing;
  uint8_t index = fetch8();
  uint8_t* memory = program.list_memory;
  uint16_t entry = list_address(0);
  if (index >= program.lists) {
    machine.error = PK_ERROR_BAD_OPERAND;
    nothing = 0;
    memory = &nothing;
    index = 0;
  }
  for (; index; index--, entry += PK_IMAGE_LIST_BYTES) memory += 1 + flash8(entry) * 4;
  length = memory;
  items = (float*)(memory + 1);
  end = items + *memory;
  capacity = machine.error ? 0 : flash8(entry);
}

// Finds the list and the place of the item with this number; behind the end when there is none.
static float* fetch_item(float number) {
  fetch_list();
  const uint16_t place = to_place(number) - 1;
  return place <= PK_LIMIT_LIST_CAPACITY ? items + place : end + 1;
}

static uint8_t insert(float* item, float value) {
  if (item > end) return machine.error;
  if (*length >= capacity) return PK_ERROR_LIST_FULL;
  ++*length;
  memmove(item + 1, item, (uint8_t*)end - (uint8_t*)item);
  *item = value;
  return GO_ON;
}

uint8_t op_LIST_ADD(float value) {
  fetch_list();
  return insert(end, value);
}

uint8_t op_LIST_INSERT(float value, float number) { return insert(fetch_item(number), value); }

uint8_t op_LIST_DELETE(float number) {
  float* const item = fetch_item(number);
  if (item < end) {
    --*length;
    memmove(item, item + 1, (uint8_t*)end - (uint8_t*)(item + 1));
  }
  return machine.error;
}

uint8_t op_LIST_CLEAR() {
  fetch_list();
  *length = 0;
  return machine.error;
}

uint8_t op_LIST_REPLACE(float number, float value) {
  float* const item = fetch_item(number);
  if (item < end) *item = value;
  return machine.error;
}

float op_LIST_ITEM(float number) {
  const float* const item = fetch_item(number);
  return item < end ? *item : 0;
}

float op_LIST_LENGTH() {
  fetch_list();
  return *length;
}

float op_LIST_INDEX(float value) {
  fetch_list();
  uint8_t number = 1;
  for (const float* item = items; item < end; item++, number++) {
    if (*item == value) return number;
  }
  return 0;
}
