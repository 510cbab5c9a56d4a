// Instructions: lists.
#include <string.h>

#include "vm_instructions.h"

// The list that the operand names, until the instruction is done. Without one the script ends, and what happens before that happens
// to an empty list.
static struct {
  uint8_t* length;
  float* items;
  uint8_t capacity;
} list;

static uint8_t no_items;

static void fetch_list() {
  uint8_t index = fetch8();
  list.length = &no_items;
  list.capacity = no_items = 0;
  if (index >= program.lists) {
    machine.error = PK_ERROR_BAD_OPERAND;
    return;
  }
  uint8_t* memory = program.list_memory;
  uint16_t entry = list_address(0);
  for (; index; index--, entry += PK_IMAGE_LIST_BYTES) memory += 1 + flash8(entry) * 4;
  list.length = memory;
  list.items = (float*)(memory + 1);
  list.capacity = flash8(entry);
}

// Finds the list and the place (from 0) of the item with this number (from 1); 65535 when it cannot be one.
static uint16_t fetch_place(float number) {
  fetch_list();
  return to_place(number) - 1;
}

// Moves the items from `place` on by one place up or down.
static void shift(uint8_t place, int8_t by) {
  float* item = list.items + place;
  const uint16_t bytes = (uint8_t)(*list.length - place) * 4;
  if (by > 0) {
    memmove(item + 1, item, bytes);
  } else {
    memmove(item, item + 1, bytes - 4);
  }
  *list.length += by;
}

static uint8_t insert(uint16_t place, float value) {
  if (place > *list.length) return machine.error;
  if (*list.length == list.capacity) return machine.error ? machine.error : PK_ERROR_LIST_FULL;
  shift(place, 1);
  list.items[place] = value;
  return GO_ON;
}

uint8_t op_LIST_ADD(float value) {
  fetch_list();
  return insert(*list.length, value);
}

uint8_t op_LIST_INSERT(float value, float number) { return insert(fetch_place(number), value); }

uint8_t op_LIST_DELETE(float number) {
  const uint16_t place = fetch_place(number);
  if (place < *list.length) shift(place, -1);
  return machine.error;
}

uint8_t op_LIST_CLEAR() {
  fetch_list();
  *list.length = 0;
  return machine.error;
}

uint8_t op_LIST_REPLACE(float number, float value) {
  const uint16_t place = fetch_place(number);
  if (place < *list.length) list.items[place] = value;
  return machine.error;
}

float op_LIST_ITEM(float number) {
  const uint16_t place = fetch_place(number);
  return place < *list.length ? list.items[place] : 0;
}

float op_LIST_LENGTH() {
  fetch_list();
  return *list.length;
}

float op_LIST_INDEX(float value) {
  fetch_list();
  for (uint8_t i = 0; i < *list.length; i++) {
    if (list.items[i] == value) return i + 1;
  }
  return 0;
}

float op_LIST_CONTAINS(float value) { return truth(is_true(op_LIST_INDEX(value))); }
