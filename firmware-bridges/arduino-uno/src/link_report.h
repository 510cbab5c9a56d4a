// What the board says without being asked: beats, samples, the program's text and errors.
#pragma once
#include <stdint.h>

// A session begins: nothing is subscribed, nothing waits.
void link_report_reset();

// Says what is due, as far as the line has room; in text mode, what is left of the program's text.
void link_report(uint16_t now);

void link_subscribe_analog(uint8_t inputs, uint16_t period, uint8_t deadband);
void link_subscribe_digital(uint32_t pins);
void link_stream_acknowledged(uint8_t number);

// Puts what is known of the program into the frame: state, length, CRC of its image.
void link_put_program();
