// Numbers as people read and write them; the rules are in packages/compiler/src/board/README.md.
#pragma once
#include <stdint.h>

static constexpr uint8_t NUMBER_TEXT_BYTES = 14;

// Writes the number without a terminating zero; returns the length.
uint8_t number_to_text(float value, char* out);

float text_to_number(const char* text, uint8_t length);
