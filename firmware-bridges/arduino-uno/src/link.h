// The live link to a page, see docs/guides/board-link.md. Before a page says hello, the serial line carries the program's plain text.
#pragma once
#include <stdint.h>

void link_init();

// Takes what arrived and says what is due; never waits for the line. Call it at least every half millisecond.
void link_poll();

// Whether a page drives the board.
bool link_active();

// Serial output of the program, framed or plain. False: there is no room, try again later.
bool link_put(uint8_t byte);

// A script was ended by an error at this offset of the image. Kept until the page has it; without a page, forgotten.
void link_program_error(uint8_t code, uint8_t thread, uint16_t offset);

// What the link asks of the program's machine, which defines these.
uint8_t program_state();  // PK_LINK_PROGRAM_NONE, _STOPPED, _RUNNING
void program_start();     // from the beginning; only called when there is a program
void program_stop();
uint16_t program_length();  // bytes of the image, 0 without one
uint32_t program_crc();     // that of the image's header, 0 without one
uint8_t program_input_room();
void program_input(uint8_t byte);  // lost when there is no room
