#include "vm_text.h"

#include "link.h"
#include "number_text.h"
#include "vm.h"
#include "vm_math.h"
#include "vm_memory.h"

static constexpr uint8_t QUEUE = 64, MASK = QUEUE - 1;

// Received bytes: whole lines that nobody has taken yet, each with its LF, and the beginning of the next one.
static char queue[QUEUE];
static uint8_t queue_first, queue_count, queue_lines, queue_fill;

static char line[PK_LIMIT_LINE];
static uint8_t line_length;

static char kept[PK_LIMIT_LINE];  // also collects the row for the LCD
static uint8_t kept_length;
static uint8_t sink;
static uint32_t starts;  // where in the kept text what is compared may begin
static uint16_t count;
static bool choosing;
static uint16_t wanted, passed;

static bool begins_character(char c) { return (c & 0xc0) != 0x80; }

static char folded(char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

void line_reset() { queue_count = queue_lines = queue_fill = line_length = 0; }

uint8_t program_input_room() { return QUEUE - queue_count; }

void program_input(uint8_t byte) {
  if (byte == '\r') byte = '\n';
  if (byte == '\n') {
    if (queue_fill == 0) return;
  } else if (queue_fill >= PK_LIMIT_LINE) {
    return;
  }
  if (queue_count == QUEUE || program_state() != PK_LINK_PROGRAM_RUNNING) return;
  queue[(queue_first + queue_count) & MASK] = byte;
  queue_count++;
  queue_fill++;
  if (byte == '\n') {
    queue_fill = 0;
    queue_lines++;
  }
}

bool line_take() {
  if (queue_lines == 0) return false;
  queue_lines--;
  line_length = 0;
  for (;;) {
    const char c = queue[queue_first];
    queue_first = (queue_first + 1) & MASK;
    queue_count--;
    if (c == '\n') return true;
    line[line_length++] = c;
  }
}

float line_number() { return text_to_number(line, line_length); }

void text_begin(uint8_t to) {
  sink = to;
  choosing = false;
  count = 0;
  if (to <= PK_SINK_KEEP) kept_length = 0;
  starts = to == PK_SINK_EQUAL ? 1 : 0xffffffff;
}

void text_letter(float index) {
  choosing = true;
  passed = 0;
  wanted = to_place(index);
}

void text_letter_end() { choosing = false; }

// The next character of what is compared or searched: a place in the kept text stays possible only where it has the same one.
static void match(char c) {
  uint8_t at = count;
  if (count <= PK_LIMIT_LINE) count++;
  for (uint32_t bit = 1; bit; bit <<= 1, at++) {
    if (at >= kept_length || folded(kept[at]) != c) starts &= ~bit;
  }
}

static uint8_t put(char c) {
  const bool begins = begins_character(c);
  if (choosing) {
    if (begins) passed++;
    if (passed != wanted) return GO_ON;
  }
  if (sink == PK_SINK_SERIAL) {
    while (!link_put(c)) {
      service();
      if (vm_interrupted()) return LEAVE;
    }
  } else if (sink == PK_SINK_LENGTH) {
    if (begins) count++;
  } else if (sink > PK_SINK_KEEP) {
    match(folded(c));
  } else if (sink == PK_SINK_KEEP || (begins && kept_length < 16)) {
    if (kept_length == sizeof kept) return PK_ERROR_TEXT_TOO_LONG;
    kept[kept_length++] = c;
  }
  return GO_ON;
}

uint8_t text_put(const char* text, uint8_t length) {
  uint8_t result = GO_ON;
  for (; length && result == GO_ON; length--) result = put(*text++);
  return result;
}

uint8_t text_put_flash(uint16_t address, uint8_t length) {
  uint8_t result = GO_ON;
  for (; length && result == GO_ON; length--) result = put(pgm_read_byte(address++));
  return result;
}

uint8_t text_put_line() { return text_put(line, line_length); }

uint8_t text_end(float& value) {
  choosing = false;
  if (sink < PK_SINK_KEEP) {
    if (sink != PK_SINK_SERIAL) lcd_write_row(sink == PK_SINK_LCD_ROW_2, kept, kept_length);
    return vm_interrupted() ? LEAVE : GO_ON;
  }
  if (sink == PK_SINK_KEEP) return GO_ON;
  if (sink == PK_SINK_EQUAL && count != kept_length) starts = 0;
  if (sink != PK_SINK_LENGTH) count = starts != 0;
  value = count;
  return TEXT_PUSHES;
}
