import type { Helper } from './helper.ts';

/** Functions of sketches for the clock and for parts. */
export const DEVICE_HELPERS = {
  timer: {
    declaration: 'unsigned long timerStart = 0;\nfloat timer();',
    body: `// Seconds since the start, or since the timer was reset.
float timer() {
  return (millis() - timerStart) / 1000.0;
}`,
  },
  playTone: {
    declaration: 'void playTone(int pin, float frequency);',
    needs: ['whole'],
    body: `void playTone(int pin, float frequency) {
  long hertz = whole(frequency, 0, 65535);
  if (hertz < 31) noTone(pin);
  else tone(pin, hertz);
}`,
  },
  turnServo: {
    declaration: 'void turnServo(Servo &servo, int pin, float angle);',
    needs: ['whole'],
    body: `void turnServo(Servo &servo, int pin, float angle) {
  if (!servo.attached()) servo.attach(pin);
  servo.write(whole(angle, 0, 180));
}`,
  },
  distance: {
    declaration: 'float distance(int trigger, int echo);',
    body: `// Centimetres by ultrasound; 0 when nothing is heard.
float distance(int trigger, int echo) {
  pinMode(trigger, OUTPUT);
  digitalWrite(trigger, LOW);
  delayMicroseconds(2);
  digitalWrite(trigger, HIGH);
  delayMicroseconds(10);
  digitalWrite(trigger, LOW);
  // Unlike pulseIn it also counts the time that interrupts take.
  return pulseInLong(echo, HIGH, 30000) / 58.0;
}`,
  },
  strip: {
    declaration:
      'void stripBegin();\nvoid stripSet(float index, float colour);\nvoid stripFill(float colour);\nvoid stripShow();',
    needs: ['whole'],
    body: `// A strip of WS2812 LEDs: three bytes each, green first.
void stripBegin() {
  pinMode(stripPin, OUTPUT);
  digitalWrite(stripPin, LOW);
  stripFill(0);
  stripBegun = true;
}

void stripSet(float index, float colour) {
  long i = whole(index, 0, 255);
  if (!stripBegun || i < 1 || i > stripCount) return;
  long rgb = whole(colour, 0, 0xFFFFFF);
  strip[3 * i - 3] = rgb >> 8;
  strip[3 * i - 2] = rgb >> 16;
  strip[3 * i - 1] = rgb;
}

void stripFill(float colour) {
  for (int i = 1; i <= stripCount; i++) stripSet(i, colour);
}

// Sends one bit after another: 0.3 microseconds high is a 0, 0.75 a 1.
void stripShow() {
  if (!stripBegun) return;
  volatile uint8_t *port = portOutputRegister(digitalPinToPort(stripPin));
  uint8_t mask = digitalPinToBitMask(stripPin);
  delayMicroseconds(300);
  noInterrupts();
  uint8_t high = *port | mask, low = *port & ~mask;
  for (int i = 0; i < 3 * stripCount; i++) {
    uint8_t value = strip[i];
    for (uint8_t bit = 0; bit < 8; bit++) {
      asm volatile(
        "st %a0, %1\\n nop\\n nop\\n sbrs %3, 7\\n st %a0, %2\\n"
        "nop\\n nop\\n nop\\n nop\\n nop\\n nop\\n st %a0, %2\\n"
        : : "e"(port), "r"(high), "r"(low), "r"(value));
      value <<= 1;
    }
  }
  interrupts();
}`,
  },
  lcd: {
    declaration:
      'void lcdBegin();\nvoid lcdPrint(int row, const String &text);\nvoid lcdClear();\nvoid lcdSend(uint8_t value, bool data);',
    body: `// A 16x2 LCD with the usual I2C adapter (PCF8574 at address 0x27). It takes four bits at a time.
void lcdHalf(uint8_t half, bool data) {
  uint8_t out = half << 4 | 0x08 | (data ? 1 : 0);
  Wire.beginTransmission(0x27);
  Wire.write(out | 0x04);
  Wire.write(out);
  Wire.endTransmission();
  delayMicroseconds(50);
}

void lcdSend(uint8_t value, bool data) {
  lcdHalf(value >> 4, data);
  lcdHalf(value & 15, data);
}

void lcdBegin() {
  Wire.begin();
  delay(50);
  for (int i = 0; i < 3; i++) {
    lcdHalf(3, false);
    delay(5);
  }
  lcdHalf(2, false);
  lcdSend(0x28, false);
  lcdSend(0x0C, false);
  lcdSend(0x06, false);
  lcdClear();
}

void lcdClear() {
  lcdSend(0x01, false);
  delay(2);
}

// Fills a row with the first 16 characters of a text.
void lcdPrint(int row, const String &text) {
  lcdSend(row == 2 ? 0xC0 : 0x80, false);
  int column = 0;
  for (unsigned int i = 0; i < text.length() && column < 16; i++) {
    uint8_t c = text[i];
    if ((c & 0xC0) == 0x80) continue;
    lcdSend(c >= ' ' && c <= '~' ? c : '?', true);
    column++;
  }
  for (; column < 16; column++) lcdSend(' ', true);
}`,
  },
} as const satisfies Record<string, Helper>;
