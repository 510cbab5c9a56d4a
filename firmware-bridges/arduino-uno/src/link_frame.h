// Frames of the link: type, number, payload, CRC-32, stuffed so that a zero can end them.
#pragma once
#include <stdint.h>

// Bytes that a frame with this payload takes on the line.
inline uint8_t link_frame_bytes(uint8_t length) { return length + 8; }

// False, and nothing is sent, while the line has no room for it.
bool link_send(uint8_t type, uint8_t number, const uint8_t *payload, uint8_t length);

// Takes the stuffing out in place and checks the CRC: the length of type, number and payload, or 0 for what is no frame.
uint8_t link_unstuff(uint8_t *bytes, uint8_t length);
