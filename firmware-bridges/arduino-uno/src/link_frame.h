// Frames of the link: type, number, payload, CRC-32, stuffed so that a zero can end them. One frame is built at a time.
#pragma once
#include <stdint.h>

// Bytes that a frame with this payload takes on the line.
inline uint8_t link_frame_bytes(uint8_t length) { return length + 8; }

void link_frame_begin(uint8_t type, uint8_t number);
// Adds bits to the type.
void link_frame_mark(uint8_t bits);
void link_frame_put(uint8_t byte);
// The lowest `length` bytes of a number, lowest first.
void link_frame_put_number(uint32_t value, uint8_t length);
// False, and nothing is sent, while the line has no room for it.
bool link_frame_send();

// What the CRC becomes over a frame with its own CRC at the end.
const uint32_t LINK_CRC_RESIDUE = 0xdebb20e3;
