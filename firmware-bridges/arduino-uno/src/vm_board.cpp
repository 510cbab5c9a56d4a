// Instructions: pins, sound, sensors, display, strip, time.
#include "vm.h"
#include "vm_instructions.h"
#include "vm_math.h"

uint8_t op_PIN_MODE() {
  const uint8_t pin = fetch8();
  pin_mode(pin, fetch8());
  return GO_ON;
}

uint8_t op_DIGITAL_SET(float value) {
  pin_write(fetch8(), is_true(value));
  return GO_ON;
}

uint8_t op_DIGITAL_LOW() {
  pin_write(fetch8(), false);
  return GO_ON;
}

uint8_t op_DIGITAL_HIGH() {
  pin_write(fetch8(), true);
  return GO_ON;
}

float op_DIGITAL_READ() { return truth(pin_read(fetch8())); }
float op_ANALOG_READ() { return analog_read(fetch8()); }

uint8_t op_PWM_WRITE(float value) {
  pwm_write(fetch8(), to_whole(value, 255));
  return GO_ON;
}

uint8_t op_SERVO_WRITE(float degrees) {
  return servo_write(fetch8(), to_whole(degrees, 180)) ? GO_ON : PK_ERROR_TOO_MANY_SERVOS;
}

uint8_t op_TONE_START(float hertz) {
  tone_start(fetch8(), to_whole(hertz, 0xffff), 0);
  return GO_ON;
}

uint8_t op_TONE_STOP() {
  tone_stop(fetch8());
  return GO_ON;
}

float op_ULTRASONIC() {
  const uint8_t trigger = fetch8();
  ultrasonic_start(trigger, fetch8());
  while (!ultrasonic_done()) {
    service();
    if (vm_interrupted()) {
      machine.error = LEAVE;
      return 0;
    }
  }
  return ultrasonic_micros();
}

uint8_t op_STRIP_BEGIN() {
  program.strip_pin = fetch8();
  const uint8_t leds = fetch8();
  program.strip_count = leds <= program.strip ? leds : program.strip;
  return GO_ON;
}

static void strip_set(uint8_t from, uint8_t to, float colour) {
  const uint32_t value = to_whole(colour, 0xffffff);
  for (uint8_t* led = program.strip_memory + from * 3; from < to; from++) {
    *led++ = value >> 8;
    *led++ = value >> 16;
    *led++ = value;
  }
}

uint8_t op_STRIP_SET(float number, float colour) {
  const uint8_t led = to_whole(number, 255);
  if (led != 0 && led <= program.strip_count) strip_set(led - 1, led, colour);
  return GO_ON;
}

uint8_t op_STRIP_FILL(float colour) {
  strip_set(0, program.strip_count, colour);
  return GO_ON;
}

uint8_t op_STRIP_SHOW() {
  strip_show(program.strip_pin, program.strip_memory, program.strip_count);
  return GO_ON;
}

uint8_t op_LCD_CLEAR() {
  lcd_clear();
  return vm_interrupted() ? LEAVE : GO_ON;
}

static float millis_since(uint32_t start) { return clock_millis() - start; }

float op_MILLIS() { return millis_since(program_start_time); }
float op_TIMER() { return millis_since(timer_start); }

uint8_t op_RESET_TIMER() {
  timer_start = clock_millis();
  return GO_ON;
}
