#include "link_frame.h"

#include "hal.h"


bool link_send(uint8_t type, uint8_t number, const uint8_t *payload, uint8_t length) {
  if (uart_room() < link_frame_bytes(length)) return false;
  uint8_t raw[PK_LINK_SIZE_MAX_FRAME + PK_LINK_SIZE_CRC];
  uint8_t count = 0;
  raw[count++] = type;
  raw[count++] = number;
  while (length-- > 0) raw[count++] = *payload++;
  uint32_t crc = 0xffffffff;
  for (uint8_t i = 0; i < count; i++) crc = crc32_update(crc, raw[i]);
  crc = ~crc;
  for (uint8_t i = 0; i < PK_LINK_SIZE_CRC; i++, crc >>= 8) raw[count++] = crc;

  // Each run up to a zero (or the end) goes out behind its length; frames are shorter than the longest run.
  for (uint8_t start = 0; start <= count;) {
    uint8_t end = start;
    while (end < count && raw[end] != 0) end++;
    uart_write(end - start + 1);
    while (start < end) uart_write(raw[start++]);
    start = end + 1;
  }
  uart_write(0);
  return true;
}

uint8_t link_unstuff(uint8_t *bytes, uint8_t length) {
  uint8_t out = 0;
  for (uint8_t in = 0; in < length;) {
    const uint8_t code = bytes[in++];
    if (code - 1 > length - in) return 0;
    for (uint8_t left = code - 1; left > 0; left--) bytes[out++] = bytes[in++];
    if (in < length) bytes[out++] = 0;
  }
  if (out < 2 + PK_LINK_SIZE_CRC) return 0;
  const uint8_t checked = out - PK_LINK_SIZE_CRC;
  uint32_t crc = 0xffffffff;
  for (uint8_t i = 0; i < checked; i++) crc = crc32_update(crc, bytes[i]);
  crc = ~crc;
  for (uint8_t i = checked; i < out; i++, crc >>= 8)
    if (bytes[i] != (uint8_t)crc) return 0;
  return checked;
}
