// CRC-32 (IEEE 802.3, reflected), bit by bit: a table would be faster and flash is dear.
#include "hal.h"

uint32_t crc32_update(uint32_t crc, uint8_t byte) {
  crc ^= byte;
  for (uint8_t bits = 8; bits; bits--) {
    const bool one = crc & 1;
    crc >>= 1;
    if (one) crc ^= 0xedb88320;
  }
  return crc;
}
