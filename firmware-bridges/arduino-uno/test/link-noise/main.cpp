// Sends commands to the firmware's link over a line that changes or loses one byte in a hundred, and counts what was done, what was
// lost, and what was done that nobody had asked for. Argument: how many commands.
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "hal.h"
#include "link.h"
#include "link_state.h"

using std::string;
using Bytes = std::vector<uint8_t>;

static const double NOISE = 0.01;

static uint32_t now_micros;
static std::deque<uint8_t> line;
static string done;

static void note(const string &what) { done += what + ';'; }
static string words(const char *what, int a, int b = 0, int c = 0) {
  char text[64];
  snprintf(text, sizeof text, "%s %d %d %d", what, a, b, c);
  return text;
}

uint32_t clock_micros() { return now_micros; }
uint32_t clock_millis() { return now_micros / 1000; }
int16_t uart_read() {
  if (line.empty()) return -1;
  const int16_t byte = line.front();
  line.pop_front();
  return byte;
}
uint8_t uart_room() { return 63; }
bool uart_write(uint8_t) { return true; }
void pin_mode(uint8_t pin, uint8_t mode) { note(words("mode", pin, mode)); }
void pin_write(uint8_t pin, bool high) { note(words("write", pin, high)); }
bool pin_read(uint8_t) { return false; }
uint32_t pin_levels() { return 0; }
bool pin_has_pwm(uint8_t pin) { return pin == 3; }
void pwm_write(uint8_t pin, uint8_t value) { note(words("pwm", pin, value)); }
uint16_t analog_read(uint8_t) { return 0; }
bool servo_write(uint8_t pin, uint8_t degrees) {
  note(words("servo", pin, degrees));
  return true;
}
void tone_start(uint8_t pin, uint16_t hertz, uint32_t ms) { note(words("tone", pin, hertz, ms)); }
void tone_stop(uint8_t pin) { note(words("no tone", pin)); }
void hal_restart() { note("restart"); }
uint32_t crc32_update(uint32_t crc, uint8_t byte) {
  crc ^= byte;
  for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
  return crc;
}
uint8_t program_state() { return PK_LINK_PROGRAM_STOPPED; }
void program_start() { note("start"); }
void program_stop() { note("stop"); }
uint16_t program_length() { return 0; }
uint32_t program_crc() { return 0; }
uint8_t program_input_room() { return 60; }
void program_input(uint8_t byte) { done += (char)byte; }

// xorshift64, always from the same start.
static double uniform() {
  static uint64_t state = 88172645463325252ull;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (state >> 11) / 9007199254740992.0;
}
static int below(int limit) { return (int)(uniform() * limit); }

static Bytes framed(Bytes raw) {
  uint32_t crc = 0xffffffff;
  for (uint8_t byte : raw) crc = crc32_update(crc, byte);
  crc = ~crc;
  for (int i = 0; i < 4; i++, crc >>= 8) raw.push_back(crc);
  Bytes out{0};
  for (size_t start = 0; start <= raw.size(); start++) {
    size_t end = start;
    while (end < raw.size() && raw[end] != 0) end++;
    out.push_back(end - start + 1);
    for (; start < end; start++) out.push_back(raw[start]);
  }
  out.push_back(0);
  return out;
}

static void send(const Bytes &raw, double noise) {
  for (uint8_t byte : framed(raw)) {
    if (uniform() >= noise) line.push_back(byte);
    else if (uniform() < 0.5) line.push_back(byte ^ (1 + below(255)));
  }
  link_poll();
  now_micros += 100;
}

struct Command {
  Bytes frame;
  string effect;
};

static Command command(uint8_t number) {
  const uint8_t pin = 2 + below(18);
  const uint16_t a = below(0x10000), b = below(0x10000);
  const uint8_t level = a & 1, angle = a % 181, share = a;
  switch (below(5)) {
    case 0:
      return {{PK_LINK_HOST_DIGITAL_WRITE, number, pin, level}, words("write", pin, level) + ';'};
    case 1:
      return {{PK_LINK_HOST_SERVO_WRITE, number, pin, angle}, words("servo", pin, angle) + ';'};
    case 2:
      return {{PK_LINK_HOST_PWM_WRITE, number, 3, share}, words("pwm", 3, share) + ';'};
    case 3:
      return {{PK_LINK_HOST_TONE, number, pin, (uint8_t)a, (uint8_t)(a >> 8), (uint8_t)b, (uint8_t)(b >> 8)},
              words("tone", pin, a, b) + ';'};
    default: {
      Command text{{PK_LINK_HOST_TEXT, number}, ""};
      for (int i = 0; i < PK_LINK_SIZE_MAX_TEXT; i++) text.effect += (char)('a' + below(26));
      text.frame.insert(text.frame.end(), text.effect.begin(), text.effect.end());
      return text;
    }
  }
}

int main(int, char **arguments) {
  const long count = atol(arguments[1]);
  long right = 0, lost = 0, wrong = 0;
  string before;
  link_init();
  send({PK_LINK_HOST_HELLO, 0, PK_LINK_VERSION, 1, 0}, 0);
  for (long i = 0; i < count; i++) {
    const Command sent = command(link_state.expected);
    done.clear();
    send(sent.frame, NOISE);
    // A frame whose last zero was lost ends with the first of the next.
    if (done.empty()) lost++;
    else if (done == sent.effect || done == before) right++;
    else wrong++;
    before = sent.effect;
    if (i % 1000 == 0) send({PK_LINK_HOST_KEEP, 0}, 0);
  }
  printf("{\"right\": %ld, \"lost\": %ld, \"wrong\": %ld}\n", right, lost, wrong);
  return 0;
}
