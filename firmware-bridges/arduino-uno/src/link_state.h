// What the link remembers, shared by its parts.
#pragma once
#include <stdint.h>

#include "hal.h"

const uint8_t LINK_PINS = 20;
const uint8_t LINK_ANALOG_INPUTS = 6;
const uint8_t LINK_UART_ROOM = 63;  // Of an empty send ring.
const uint8_t LINK_TEXT_ROOM = 32;  // A power of two.
const uint8_t LINK_ERRORS = 2;

struct LinkSubscription {
  uint16_t period;  // Milliseconds, or PK_LINK_UNSUBSCRIBE.
  uint16_t last_ms;
  uint16_t reported;
  uint8_t deadband;
};

struct LinkError {
  uint8_t code;  // 0: none.
  uint8_t thread;
  uint16_t offset;
};

struct LinkState {
  bool active;
  bool greeting;  // The page waits for the answer to its hello.
  uint8_t parting;  // The command after whose answer the link ends: BYE, RESET or 0.
  uint16_t session;
  uint8_t expected;  // Number of the next command.
  uint8_t refused;   // Bit n: the command n before that was refused.
  uint16_t heard_ms;
  uint32_t driven;  // Pins whose output the link has set.

  uint8_t rx[2 + PK_LINK_SIZE_MAX_TEXT + PK_LINK_SIZE_CRC];  // Text is the longest.
  uint8_t rx_length;
  uint8_t rx_run;  // Bytes until the next zero that was stuffed away.
  uint32_t rx_crc;
  bool receiving;  // A frame has begun.
  bool in_frame;  // Text mode only.
  uint16_t text_ms;  // When the frame began, or text was taken last.

  LinkSubscription analog[LINK_ANALOG_INPUTS];
  uint8_t refresh;  // Analog inputs that are due whatever their value.
  uint32_t watched;
  uint32_t levels;
  uint16_t beat_ms;
  uint8_t sample_number;
  uint8_t skipped;

  uint8_t text[LINK_TEXT_ROOM];
  uint8_t text_first;
  uint8_t text_count;
  LinkError errors[LINK_ERRORS];
  uint8_t stream_type;    // 0 when nothing waits for an acknowledgement.
  uint8_t stream_length;  // Bytes of text on their way.
  uint8_t stream_number;
  uint16_t stream_ms;
};

extern LinkState link_state;

inline uint16_t link_millis() { return clock_millis(); }
