// The program as it lies in flash and RAM.
#pragma once
#include "hal.h"

// How a script goes on after an instruction; anything else is an error of PK_ERROR_.
static constexpr uint8_t GO_ON = 0;
static constexpr uint8_t GIVE_WAY = 0x80;  // keeps its place
static constexpr uint8_t LEAVE = 0x81;     // was ended or started anew; nothing is kept

// THREAD_RUNNING: ready, and was not started anew since it said so.
enum ThreadState : uint8_t { THREAD_IDLE, THREAD_READY, THREAD_WAITING, THREAD_RUNNING };

struct Thread {
  uint16_t pc;    // address in flash
  uint8_t cells;  // on the stack
  uint8_t frame;  // cell 0 of the frame
  uint8_t state;
  uint8_t level;  // of a pin hat's pin; 2 before the first look
  float* stack;
  uint32_t wake;
};
static_assert(sizeof(Thread) == PK_RAM_THREAD, "the compiler counts with this");

struct Hat {
  uint8_t kind, parameter, stack;
  uint16_t entry;
};

struct Program {
  uint8_t hats, globals, lists, strip;  // as they stand in the header
  uint16_t code_end;  // address in flash; no instruction lies there or above
  float* variables;
  uint8_t* list_memory;
  uint8_t* strip_memory;
  uint8_t strip_pin, strip_count;
};

extern Program program;

extern uint8_t arena[PK_RAM_ARENA];

// The threads lie at the arena's beginning.
static inline Thread* thread_of(uint8_t index) { return (Thread*)arena + index; }

static inline uint8_t flash8(uint16_t address) { return pgm_read_byte(address); }
static inline uint16_t flash16(uint16_t address) { return pgm_read_word(address); }
static inline uint32_t flash32(uint16_t address) { return pgm_read_dword(address); }

static inline uint16_t hat_address(uint8_t index) {
  return PK_PROGRAM_START + PK_IMAGE_HEADER_BYTES + index * PK_IMAGE_HAT_BYTES;
}

// Whether the flash holds something that calls itself an image.
bool image_is_there();

// Lays out the arena when magic, format, length and CRC hold and everything fits; false: nothing may run. Offsets in the tables need no check:
// what they name is read, and all of the flash may be read.
bool program_load();

// The first list's entry and those after it in the image.
static inline uint16_t list_address(uint8_t index) {
  return hat_address(program.hats) + program.globals * PK_IMAGE_GLOBAL_BYTES + index * PK_IMAGE_LIST_BYTES;
}

// Makes the scripts under hats of this kind and parameter run from their first instruction. Only a message starts what runs already.
void hats_start(uint8_t kind, uint8_t parameter);
