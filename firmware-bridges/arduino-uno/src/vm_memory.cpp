#include "vm_memory.h"

#include <string.h>

Program program;

uint8_t arena[PK_RAM_ARENA];

// Every check of packages/boards/src/uno/image.ts that its neighbour does not make; `good` collects them.
static bool good;
static uint8_t* next;

// That many bytes of the arena.
static uint8_t* take(uint16_t bytes) {
  uint8_t* const taken = next;
  if (bytes > (uint16_t)(arena + sizeof arena - taken)) {
    good = false;
    return taken;
  }
  next = taken + bytes;
  return taken;
}

// Address of `bytes` bytes at an offset of the image, which must lie before the code's end.
static uint16_t placed(uint16_t offset, uint16_t bytes) {
  const uint16_t address = PK_PROGRAM_START + offset;
  if (address < PK_PROGRAM_START || address + bytes > program.code_end) good = false;
  return address;
}

static bool image_is_sound() {
  const uint16_t at = PK_PROGRAM_START;
  if (flash32(at) != PK_IMAGE_MAGIC || flash8(at + 10) != PK_IMAGE_FORMAT) return false;
  const uint16_t length = flash16(at + 8);
  if (length > PK_PROGRAM_CAPACITY || length < PK_IMAGE_HEADER_BYTES + PK_IMAGE_TAIL_BYTES) return false;
  uint32_t crc = 0xffffffff;
  for (uint16_t i = at + 8; i < at + length; i++) crc = crc32_update(crc, flash8(i));
  if (~crc != flash32(at + 4)) return false;
  program.code_end = at + length - PK_IMAGE_TAIL_BYTES;
  uint8_t tail = 0;
  for (uint8_t i = 0; i < PK_IMAGE_TAIL_BYTES; i++) tail |= flash8(program.code_end + i);
  return tail == 0;
}

static void load_hats() {
  uint16_t hat = hat_address(0);
  Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; good && i; i--, thread++, hat += PK_IMAGE_HAT_BYTES) {
    const uint8_t cells = flash8(hat + 2);
    if (flash8(hat) > PK_HAT_MESSAGE || cells > PK_LIMIT_STACK) good = false;
    placed(flash16(hat + 3), 1);
    thread->stack = (float*)take(cells * PK_RAM_CELL);
    thread->level = 2;
  }
}

static void load_lists() {
  uint16_t entry = list_address(0);
  for (uint8_t i = program.lists; good && i; i--, entry += PK_IMAGE_LIST_BYTES) {
    const uint8_t capacity = flash8(entry), length = flash8(entry + 1);
    uint8_t* const memory = take(1 + capacity * 4);
    if (capacity > PK_LIMIT_LIST_CAPACITY || length > capacity) good = false;
    const uint16_t items = placed(flash16(entry + 2), length * 4);
    if (!good) return;
    memory[0] = length;
    memcpy_P(memory + 1, (const void*)items, length * 4);
  }
}

bool program_load() {
  memset(&program, 0, sizeof program);
  if (!image_is_sound()) return false;
  memcpy_P(&program, (const void*)(PK_PROGRAM_START + 11), 4);
  memset(arena, 0, sizeof arena);
  next = arena;
  good = program.hats <= PK_LIMIT_HATS && program.lists <= PK_LIMIT_LISTS &&
         list_address(program.lists) <= program.code_end;
  take(program.hats * sizeof(Thread));
  load_hats();
  program.variables = (float*)take(program.globals * 4);
  program.list_memory = next;
  if (good) memcpy_P(program.variables, (const void*)hat_address(program.hats), program.globals * 4);
  load_lists();
  program.strip_memory = take(program.strip * 3);
  if (program.strip > PK_LIMIT_STRIP) good = false;
  return good;
}
