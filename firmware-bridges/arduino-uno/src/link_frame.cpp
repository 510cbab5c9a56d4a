#include "link_frame.h"

#include "hal.h"
#include "link_state.h"

static uint8_t frame[PK_LINK_SIZE_MAX_FRAME + PK_LINK_SIZE_CRC];
static uint8_t count;

void link_frame_put(uint8_t byte) { frame[count++] = byte; }

void link_frame_put_number(uint32_t value, uint8_t length) {
  for (; length > 0; length--, value >>= 8) link_frame_put(value);
}

void link_frame_begin(uint8_t type, uint8_t number) {
  count = 0;
  link_frame_put(type);
  link_frame_put(number);
}

void link_frame_mark(uint8_t bits) { frame[0] |= bits; }

bool link_frame_send() {
  if (uart_room() < link_frame_bytes(count - 2)) return false;
  uint32_t crc = 0xffffffff;
  for (uint8_t i = 0; i < count; i++) crc = crc32_update(crc, frame[i]);
  link_frame_put_number(~crc, PK_LINK_SIZE_CRC);
  // Each run up to a zero (or the end) goes out behind its length; frames are shorter than the longest run.
  for (uint8_t start = 0; start <= count; start++) {
    uint8_t end = start;
    while (end < count && frame[end] != 0) end++;
    uart_write(end - start + 1);
    while (start < end) uart_write(frame[start++]);
  }
  uart_write(0);
  return true;
}
