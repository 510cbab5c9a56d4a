// The interpreter's state and how an instruction is written.
//
// An instruction is a function of one of the shapes below, found by its code in the table of vm_run.cpp. The loop there has checked that its
// cells are on the stack and that there is room for one more, takes cells from the stack into arguments, and puts the result back; what
// is left to the function is what it does. Operands are read with fetch8() and fetch16().
//
// The four pointers live in registers that libraries and interrupts save and that no file with this header uses otherwise.
#pragma once
#include "vm_memory.h"

// Shapes of instructions.
typedef uint8_t (*Control)();                // moves the stack itself
typedef uint8_t (*Taker)(float);             // takes one cell
typedef uint8_t (*PairTaker)(float, float);  // takes two, the upper one second
typedef float (*Source)();                   // pushes one
typedef float (*Function)(float);
typedef float (*PairFunction)(float, float);

register uint16_t pc asm("r2");    // address in flash
register float* sp asm("r4");      // first free cell
register float* bottom asm("r6");  // first cell of the thread's stack
register float* limit asm("r8");   // cell after the last

struct Machine {
  float* frame;       // cell 0 of the frame
  uint16_t at;        // address of the instruction that runs
  uint16_t patience;  // jumps and calls left in this turn
  Thread* thread;
  uint8_t error;
};
extern Machine machine;

extern uint32_t timer_start, program_start_time;

static inline uint8_t fetch8() {
  uint8_t byte;
  asm volatile("movw r30, %[pc] \n\t lpm %[byte], Z+ \n\t movw %[pc], r30"
               : [byte] "=r"(byte), [pc] "+r"(pc)
               :
               : "r30", "r31");
  return byte;
}

static inline uint16_t fetch16() {
  uint16_t word;
  asm volatile("movw r30, %[pc] \n\t lpm %A[word], Z+ \n\t lpm %B[word], Z+ \n\t movw %[pc], r30"
               : [word] "=&r"(word), [pc] "+r"(pc)
               :
               : "r30", "r31");
  return word;
}

// Neither 0 nor -0.
bool is_true(float value);
float truth(bool yes);

// Goes on at this offset of the image, if code may be there.
uint8_t jump_to(uint16_t offset);

// Whether this many cells are on the stack.
static inline bool has(uint8_t cells) { return (uint8_t)(sp - bottom) >= cells; }
