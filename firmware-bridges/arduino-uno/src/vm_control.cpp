// Instructions: jumps, threads, calls, stack, variables.
#include <string.h>

#include "vm_instructions.h"
#include "vm_math.h"

uint8_t jump_to(uint16_t offset) {
  const uint16_t target = PK_PROGRAM_START + offset;
  if (target >= program.code_end || target < PK_PROGRAM_START) return PK_ERROR_BAD_JUMP;
  pc = target;
  return --machine.patience == 0 ? GIVE_WAY : GO_ON;
}

static uint8_t jump_if(bool jump) {
  const uint16_t offset = fetch16();
  return jump ? jump_to(offset) : GO_ON;
}

uint8_t op_END() {
  machine.thread->state = THREAD_IDLE;
  return LEAVE;
}

uint8_t op_JUMP() { return jump_if(true); }
uint8_t op_JUMP_IF_FALSE(float a) { return jump_if(!is_true(a)); }
uint8_t op_JUMP_IF_TRUE(float a) { return jump_if(is_true(a)); }
uint8_t op_JUMP_UNLESS_LESS(float a, float b) { return jump_if(!(a < b)); }
uint8_t op_JUMP_UNLESS_EQUAL(float a, float b) { return jump_if(!(a == b)); }
uint8_t op_JUMP_UNLESS_GREATER(float a, float b) { return jump_if(!(a > b)); }

uint8_t op_YIELD() { return GIVE_WAY; }

uint8_t op_YIELD_JUMP() {
  const uint8_t result = op_JUMP();
  return result == GO_ON ? GIVE_WAY : result;
}

float op_REPEAT_BEGIN(float a) {
  const uint32_t count = to_whole(a, 0x7fffffff);
  float counter;
  memcpy(&counter, &count, 4);
  return counter;
}

uint8_t op_REPEAT() {
  uint32_t* counter = (uint32_t*)(sp - 1);
  const bool done = *counter == 0;
  if (done) {
    sp--;
  } else {
    --*counter;
  }
  return jump_if(done);
}

uint8_t op_WAIT(float milliseconds) {
  machine.thread->wake = clock_millis() + to_whole(milliseconds, 0x7fffffff);
  machine.thread->state = THREAD_WAITING;
  return GIVE_WAY;
}

// What a call keeps, in one cell.
struct FrameCell {
  uint16_t back;
  uint8_t frame, arguments;
};

uint8_t op_CALL() {
  const uint16_t offset = fetch16();
  const uint8_t arguments = fetch8();
  if (!has(arguments)) return PK_ERROR_STACK_EMPTY;
  if (sp >= limit) return PK_ERROR_STACK_FULL;
  FrameCell* const cell = (FrameCell*)sp;
  cell->back = pc;
  cell->frame = machine.frame - bottom;
  cell->arguments = arguments;
  machine.frame = ++sp;
  return jump_to(offset);
}

uint8_t op_RETURN() {
  if (machine.frame == bottom) return op_END();
  // The frame cell may have been overwritten by a damaged program; all of it is checked.
  const FrameCell* cell = (const FrameCell*)(machine.frame - 1);
  const int16_t cells = (int16_t)((float*)cell - bottom) - cell->arguments;
  if (cells < cell->frame) return PK_ERROR_STACK_EMPTY;
  sp = bottom + cells;
  machine.frame = bottom + cell->frame;
  const uint16_t back = cell->back;
  if (back >= program.code_end || back < PK_PROGRAM_START) return PK_ERROR_BAD_JUMP;
  pc = back;
  return GO_ON;
}

uint8_t op_RETURN_VALUE(float value) {
  const uint8_t result = op_RETURN();
  if (result == GO_ON) *sp++ = value;
  return result;
}

uint8_t op_BROADCAST() {
  // That the own script was started anew shows in its thread.
  machine.thread->state = THREAD_RUNNING;
  hats_start(PK_HAT_MESSAGE, fetch8());
  return machine.thread->state == THREAD_RUNNING ? GO_ON : LEAVE;
}

float op_ANY_RUNNING() {
  const uint8_t message = fetch8();
  uint16_t hat = hat_address(0);
  const Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; i; i--, thread++, hat += PK_IMAGE_HAT_BYTES) {
    if (thread->state != THREAD_IDLE && flash8(hat) == PK_HAT_MESSAGE && flash8(hat + 1) == message) return 1;
  }
  return 0;
}

uint8_t op_STOP_OTHERS() {
  Thread* thread = thread_of(0);
  for (uint8_t i = program.hats; i; i--, thread++) {
    if (thread != machine.thread) thread->state = THREAD_IDLE;
  }
  return GO_ON;
}

uint8_t op_STOP_ALL() {
  op_STOP_OTHERS();
  return op_END();
}

uint8_t op_RESERVE() {
  for (uint8_t cells = fetch8(); cells; cells--) {
    if (sp >= limit) return PK_ERROR_STACK_FULL;
    *sp++ = 0;
  }
  return GO_ON;
}

uint8_t op_DROP() {
  const uint8_t cells = fetch8();
  if (!has(cells)) return PK_ERROR_STACK_EMPTY;
  sp -= cells;
  return GO_ON;
}

float op_DUPLICATE() { return sp[-1]; }
float op_PUSH_0() { return 0; }
float op_PUSH_1() { return 1; }

float op_PUSH_BF16() {
  float value;
  asm volatile("clr %A0 \n\t clr %B0 \n\t movw r30, %1 \n\t lpm %C0, Z+ \n\t lpm %D0, Z+ \n\t movw %1, r30"
               : "=&r"(value), "+r"(pc)
               :
               : "r30", "r31");
  return value;
}

float op_PUSH_F32() {
  float value;
  asm volatile("movw r30, %1 \n\t lpm %A0, Z+ \n\t lpm %B0, Z+ \n\t lpm %C0, Z+ \n\t lpm %D0, Z+ \n\t movw %1, r30"
               : "=&r"(value), "+r"(pc)
               :
               : "r30", "r31");
  return value;
}

float op_PUSH_TEXT() { return fetch16(); }

// Stands in for a cell that is not there, so that the instruction can be finished before its script ends.
static float nowhere;

static float* local() {
  float* cell = machine.frame + (int8_t)fetch8();
  if (cell >= bottom && cell < sp) return cell;
  machine.error = PK_ERROR_BAD_OPERAND;
  return &nowhere;
}

float op_GET_LOCAL() { return *local(); }

uint8_t op_SET_LOCAL(float value) {
  *local() = value;
  return machine.error;
}

static float* variable() {
  const uint8_t index = fetch8();
  if (index < program.globals) return program.variables + index;
  machine.error = PK_ERROR_BAD_OPERAND;
  return &nowhere;
}

float op_GET_GLOBAL() { return *variable(); }

uint8_t op_SET_GLOBAL(float value) {
  *variable() = value;
  return machine.error;
}

uint8_t op_CHANGE_GLOBAL(float value) {
  float* cell = variable();
  *cell += value;
  return machine.error;
}

uint8_t op_CHANGE_GLOBAL_BF16() {
  float* cell = variable();
  *cell += op_PUSH_BF16();
  return machine.error;
}
