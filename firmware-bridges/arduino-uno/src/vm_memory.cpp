#include "vm_memory.h"

#include <string.h>

Program program;

uint8_t arena[PK_RAM_ARENA];

static uint8_t* next;

// That many bytes of the arena, or false: the program is too big for this machine.
static bool take(uint16_t bytes) {
  if (bytes > (uint16_t)(arena + sizeof arena - next)) return false;
  next += bytes;
  return true;
}

bool image_is_there() { return flash32(PK_PROGRAM_START) == PK_IMAGE_MAGIC; }

static bool image_is_sound() {
  const uint16_t at = PK_PROGRAM_START;
  if (!image_is_there() || flash8(at + 10) != PK_IMAGE_FORMAT) return false;
  const uint16_t length = flash16(at + 8);
  if (length > PK_PROGRAM_CAPACITY || length < PK_IMAGE_HEADER_BYTES + PK_IMAGE_TAIL_BYTES) return false;
  program.code_end = at + length - PK_IMAGE_TAIL_BYTES;
  uint32_t crc = 0xffffffff;
  for (uint16_t i = at + 8; i < at + length; i++) crc = crc32_update(crc, flash8(i));
  return ~crc == flash32(at + 4);
}

static bool load_hats() {
  uint16_t hat = hat_address(0);
  Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; i; i--, thread++, hat += PK_IMAGE_HAT_BYTES) {
    thread->stack = (float*)next;
    thread->level = 2;
    if (!take(flash8(hat + 2) * PK_RAM_CELL)) return false;
  }
  return true;
}

static bool load_lists() {
  uint16_t entry = list_address(0);
  for (uint8_t i = program.lists; i; i--, entry += PK_IMAGE_LIST_BYTES) {
    const uint8_t capacity = flash8(entry), length = flash8(entry + 1);
    uint8_t* const memory = next;
    if (length > capacity || !take(1 + capacity * 4)) return false;
    memory[0] = length;
    memcpy_P(memory + 1, (const void*)(PK_PROGRAM_START + flash16(entry + 2)), length * 4);
  }
  return true;
}

bool program_load() {
  memset(arena, 0, sizeof arena);
  next = arena;
  program.hats = program.strip_count = 0;
  if (!image_is_sound()) return false;
  memcpy_P(&program, (const void*)(PK_PROGRAM_START + 11), 4);
  if (!take(program.hats * sizeof(Thread)) || !load_hats()) return false;
  program.variables = (float*)next;
  if (!take(program.globals * 4)) return false;
  memcpy_P(program.variables, (const void*)hat_address(program.hats), program.globals * 4);
  program.list_memory = next;
  if (!load_lists()) return false;
  program.strip_memory = next;
  return take(program.strip * 3);
}
