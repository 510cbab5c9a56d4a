// The interpreter's loop and the scheduler. Nothing trusts the image: a jump stays inside it, the stack, variables, lists and pins
// are checked, and a script that breaks a rule ends alone.
#include <string.h>

#include "link.h"
#include "vm.h"
#include "vm_instructions.h"

Machine machine;
uint32_t timer_start, program_start_time;

static uint8_t state = PK_LINK_PROGRAM_NONE;
// Counts starts and stops, so that a thread that called service() knows whether it still exists.
static uint8_t epoch, epoch_at_round;
// Survives a reset, so that the random numbers of each start differ.
uint32_t random_state __attribute__((section(".noinit")));

bool vm_interrupted() { return epoch != epoch_at_round; }

uint8_t program_state() { return state; }

uint16_t program_length() { return image_is_there() ? flash16(PK_PROGRAM_START + 8) : 0; }

uint32_t program_crc() { return image_is_there() ? flash32(PK_PROGRAM_START + 4) : 0; }

void program_start() {
  epoch++;
  hal_release_all();
  line_reset();
  state = PK_LINK_PROGRAM_NONE;
  if (!program_load()) return;
  state = PK_LINK_PROGRAM_RUNNING;
  const uint32_t seed = flash32(PK_PROGRAM_START + 16);
  random_state = seed ? seed : random_state + clock_micros() + analog_read(8);
  timer_start = program_start_time = clock_millis();
  hats_start(PK_HAT_STARTED, 0);
}

void program_stop() {
  epoch++;
  if (state == PK_LINK_PROGRAM_RUNNING) state = PK_LINK_PROGRAM_STOPPED;
}

// Shapes of instructions (vm_machine.h). The cells that they take and give move between stack and arguments here, once for all. A function that returns
// a number says what went wrong in machine.error.
static constexpr uint8_t PAIR = 1, TAKES = 2, GIVES = 4;
static constexpr uint8_t shape(Control) { return 0; }
static constexpr uint8_t shape(Taker) { return TAKES; }
static constexpr uint8_t shape(PairTaker) { return TAKES | PAIR; }
static constexpr uint8_t shape(Source) { return GIVES; }
static constexpr uint8_t shape(Function) { return GIVES | TAKES; }
static constexpr uint8_t shape(PairFunction) { return GIVES | TAKES | PAIR; }
// avr-libc's doubles are floats.
static constexpr uint8_t shape(double (*)(double)) { return GIVES | TAKES; }

struct Row {
  void (*run)();
  uint8_t shape_and_cells;  // shape, and from bit 3 on the cells that must be on the stack
};

#define X(name, cells) {(void (*)())op_##name, (uint8_t)(shape(op_##name) | cells << 3)},
static const Row ROWS[] PROGMEM = {PK_INSTRUCTIONS(X)};
#undef X
static constexpr uint8_t OPCODES = sizeof ROWS / sizeof ROWS[0];

// Runs the machine's thread until it gives way, ends or fails.
static __attribute__((noinline)) uint8_t instructions() {
  for (;;) {
    if (SERVICE_WANTED) {
      service();
      if (vm_interrupted()) return LEAVE;
    }
    machine.at = pc;
    const uint8_t opcode = fetch8();
    if (opcode >= OPCODES) return PK_ERROR_BAD_OPCODE;
    const Row* row = ROWS + opcode;
    const PairFunction run = (PairFunction)pgm_read_word(&row->run);
    const uint8_t info = pgm_read_byte(&row->shape_and_cells);
    if ((uint16_t)((uint8_t*)sp - (uint8_t*)bottom) < (uint8_t)(info >> 1 & 0x1c)) return PK_ERROR_STACK_EMPTY;
    // One call for all shapes: arguments and results have their registers, and one that a function does not look at may hold anything.
    register float a asm("r22");
    register float b asm("r18");
    asm("" : "=r"(a), "=r"(b));
    if (info & PAIR) b = *--sp;
    if (info & TAKES) a = *--sp;
    const float value = run(a, b);
    uint8_t result;
    if (info & GIVES) {
      if (sp >= limit) return PK_ERROR_STACK_FULL;
      *sp++ = value;
      result = machine.error;
    } else {
      // A byte is returned in r24, where a float has its third byte.
      uint32_t bits;
      memcpy(&bits, &value, 4);
      result = bits >> 16;
    }
    if (result != GO_ON) return result;
  }
}

static void thread_run(uint8_t index) {
  Thread* const thread = thread_of(index);
  machine.thread = thread;
  pc = thread->pc;
  bottom = thread->stack;
  limit = bottom + flash8(hat_address(index) + 2);
  sp = bottom + thread->cells;
  machine.frame = bottom + thread->frame;
  machine.patience = 0xffff;
  machine.error = GO_ON;
  const uint8_t result = instructions();
  if (result == LEAVE) return;
  thread->pc = pc;
  thread->cells = sp - bottom;
  thread->frame = machine.frame - bottom;
  if (result == GIVE_WAY) return;
  thread->state = THREAD_IDLE;
  link_program_error(result, index, machine.at - PK_PROGRAM_START);
}

void hats_start(uint8_t kind, uint8_t parameter) {
  uint16_t hat = hat_address(0);
  Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; i; i--, thread++, hat += PK_IMAGE_HAT_BYTES) {
    if (flash8(hat) != kind || flash8(hat + 1) != parameter) continue;
    if (thread->state != THREAD_IDLE && kind != PK_HAT_MESSAGE) continue;
    thread->pc = PK_PROGRAM_START + flash16(hat + 3);
    thread->cells = thread->frame = 0;
    thread->state = THREAD_READY;
  }
}

// Pin hats are started by pin and edge: two of the same start together, and look at the same level.
static void look_at_pins() {
  uint16_t hat = hat_address(0);
  Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; i; i--, thread++, hat += PK_IMAGE_HAT_BYTES) {
    const uint8_t kind = flash8(hat), pin = flash8(hat + 1);
    if (kind != PK_HAT_PIN_RISING && kind != PK_HAT_PIN_FALLING) continue;
    const uint8_t before = thread->level;
    const uint8_t now = pin_read(pin);
    thread->level = now;
    // Before the first look it is neither 0 nor 1.
    if (before != now && before == (kind == PK_HAT_PIN_FALLING)) hats_start(kind, pin);
  }
}

void vm_round() {
  epoch_at_round = epoch;
  if (state != PK_LINK_PROGRAM_RUNNING) return;
  for (uint8_t i = 0; i < program.hats; i++) {
    Thread* const thread = thread_of(i);
    if (thread->state == THREAD_IDLE) continue;
    if (thread->state == THREAD_WAITING) {
      if ((int32_t)(clock_millis() - thread->wake) < 0) continue;
      thread->state = THREAD_READY;
    }
    thread_run(i);
    if (vm_interrupted()) return;
  }
  look_at_pins();
  if (line_take()) hats_start(PK_HAT_LINE, 0);
}
