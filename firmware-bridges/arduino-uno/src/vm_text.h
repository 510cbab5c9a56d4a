// Text on its way to a sink (TEXT_ instructions), and the serial line.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// Results are those of instructions (vm_memory.h); text_end() may say besides that its value is to be pushed.
static constexpr uint8_t TEXT_PUSHES = 0x82;

void text_begin(uint8_t sink);
uint8_t text_end(float& value);
void text_letter(float index);
void text_letter_end();

uint8_t text_put_flash(uint16_t address, uint8_t length);
uint8_t text_put(const char* text, uint8_t length);
uint8_t text_put_line();

// The last complete serial line as a number.
float line_number();
// Forgets the line and what is on its way.
void line_reset();
// Takes the next complete line out of the queue; false when there is none.
bool line_take();
