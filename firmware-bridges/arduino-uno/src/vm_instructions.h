// The functions of all instructions, one of six shapes each. What is left to a function is what the instruction does; see vm_run.cpp.
#pragma once
#include <math.h>

#include "vm_machine.h"
#include "vm_math.h"
#include "vm_text.h"

// Where a library's function is the instruction.
extern "C" float __addsf3(float, float);
extern "C" float __subsf3(float, float);
extern "C" float __mulsf3(float, float);
extern "C" float __divsf3(float, float);
#define op_ADD __addsf3
#define op_SUBTRACT __subsf3
#define op_MULTIPLY __mulsf3
#define op_DIVIDE __divsf3
#define op_MODULO number_modulo
#define op_FLOOR floor
#define op_ROUND number_round
#define op_SQRT sqrt
#define op_RANDOM random_fraction
#define op_SERIAL_NUMBER line_number

uint8_t op_END();
uint8_t op_JUMP();
uint8_t op_JUMP_IF_FALSE(float);
uint8_t op_JUMP_IF_TRUE(float);
uint8_t op_JUMP_UNLESS_LESS(float, float);
uint8_t op_JUMP_UNLESS_EQUAL(float, float);
uint8_t op_JUMP_UNLESS_GREATER(float, float);
uint8_t op_YIELD();
uint8_t op_YIELD_JUMP();
float op_REPEAT_BEGIN(float);
uint8_t op_REPEAT();
uint8_t op_WAIT(float);
uint8_t op_CALL();
uint8_t op_RETURN();
uint8_t op_RETURN_VALUE(float);
uint8_t op_BROADCAST();
float op_ANY_RUNNING();
uint8_t op_STOP_ALL();
uint8_t op_STOP_OTHERS();
uint8_t op_RESERVE();
uint8_t op_DROP();
float op_DUPLICATE();
float op_PUSH_0();
float op_PUSH_1();
float op_PUSH_BF16();
float op_PUSH_F32();
float op_PUSH_TEXT();
float op_GET_LOCAL();
uint8_t op_SET_LOCAL(float);
float op_GET_GLOBAL();
uint8_t op_SET_GLOBAL(float);
uint8_t op_CHANGE_GLOBAL(float);
uint8_t op_CHANGE_GLOBAL_BF16();
float op_ABSOLUTE(float);
float op_BYTE(float);
uint8_t op_MAP();
uint8_t op_CONSTRAIN();
float op_LESS(float, float);
float op_EQUAL(float, float);
float op_GREATER(float, float);
uint8_t op_LIST_ADD(float);
uint8_t op_LIST_DELETE(float);
uint8_t op_LIST_CLEAR();
uint8_t op_LIST_INSERT(float, float);
uint8_t op_LIST_REPLACE(float, float);
float op_LIST_ITEM(float);
float op_LIST_LENGTH();
float op_LIST_INDEX(float);
uint8_t op_TEXT_BEGIN();
uint8_t op_TEXT_END();
uint8_t op_TEXT_CONSTANT();
uint8_t op_TEXT_NUMBER();
uint8_t op_TEXT_BOOLEAN();
uint8_t op_TEXT_STORED();
uint8_t op_TEXT_LINE();
uint8_t op_TEXT_NEWLINE();
uint8_t op_TEXT_LETTER();
uint8_t op_TEXT_LETTER_END();
uint8_t op_PIN_MODE();
uint8_t op_DIGITAL_LOW();
uint8_t op_DIGITAL_HIGH();
uint8_t op_DIGITAL_SET(float);
float op_DIGITAL_READ();
float op_ANALOG_READ();
uint8_t op_PWM_WRITE(float);
uint8_t op_SERVO_WRITE(float);
uint8_t op_TONE_START(float);
uint8_t op_TONE_STOP();
float op_ULTRASONIC();
uint8_t op_STRIP_BEGIN();
uint8_t op_STRIP_SET(float, float);
uint8_t op_STRIP_FILL(float);
uint8_t op_STRIP_SHOW();
uint8_t op_LCD_CLEAR();
float op_MILLIS();
float op_TIMER();
uint8_t op_RESET_TIMER();
