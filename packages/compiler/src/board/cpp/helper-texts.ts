import type { Helper } from './helper.ts';

/** Functions of sketches that make and read texts. */
export const TEXT_HELPERS = {
  booleanText: {
    declaration: 'String booleanText(bool condition);',
    body: `String booleanText(bool condition) {
  return condition ? "true" : "false";
}`,
  },
  numberText: {
    declaration: 'String numberText(float x);',
    body: `// A number as text: whole numbers with all digits, others with six.
String numberText(float x) {
  if (isnan(x)) return "NaN";
  if (isinf(x)) return x > 0 ? "Infinity" : "-Infinity";
  String text = x < 0 ? "-" : "";
  x = fabs(x);
  if (x < 16777216 && x == floor(x)) return text + String((unsigned long)x);

  // The number in binary, before and after the point.
  uint32_t bits;
  memcpy(&bits, &x, 4);
  int power = max((int)(bits >> 23), 1) - 150;
  uint32_t mantissa = bits & 0x7FFFFF;
  if (bits >> 23) mantissa |= 0x800000;
  uint8_t before[16] = {0}, after[19] = {0};
  for (int i = 0; i < 24; i++) {
    if (!(mantissa >> i & 1)) continue;
    int place = i + power;
    if (place >= 0) before[place / 8] |= 1 << place % 8;
    else after[(-place - 1) / 8] |= 0x80 >> (-place - 1) % 8;
  }

  // The same in decimal: divide by ten before the point, multiply by ten after it.
  char digits[48];
  int first = 40, exponent = -1;
  for (bool more = true; more;) {
    unsigned int rest = 0;
    more = false;
    for (int i = 15; i >= 0; i--) {
      rest = rest * 256 + before[i];
      before[i] = rest / 10;
      rest %= 10;
      if (before[i]) more = true;
    }
    if (more || rest) {
      digits[--first] = rest;
      exponent++;
    }
  }
  int count = 40 - first;
  while (count < 7) {
    unsigned int carry = 0;
    for (int i = 18; i >= 0; i--) {
      carry += after[i] * 10;
      after[i] = carry & 255;
      carry >>= 8;
    }
    if (count == 0 && carry == 0) {
      exponent--;
      continue;
    }
    digits[first + count++] = carry;
  }

  // Six digits, the last one rounded.
  bool up = digits[first + 6] >= 5;
  for (int i = first + 5; up && i >= first; i--) {
    up = digits[i] == 9;
    digits[i] = up ? 0 : digits[i] + 1;
  }
  if (up) {
    digits[--first] = 1;
    exponent++;
  }
  int last = 5;
  while (last > 0 && digits[first + last] == 0) last--;

  bool scientific = exponent < -4 || exponent >= 6;
  int point = scientific ? 0 : exponent;
  if (point < 0) text += "0.";
  for (int i = point + 1; i < 0; i++) text += '0';
  for (int i = 0; i <= max(last, point); i++) {
    if (i == point + 1 && point >= 0) text += '.';
    text += (char)('0' + (i <= last ? digits[first + i] : 0));
  }
  if (scientific) {
    text += exponent < 0 ? "e-" : "e+";
    if (abs(exponent) < 10) text += '0';
    text += String(abs(exponent));
  }
  return text;
}`,
  },
  sameText: {
    declaration: 'bool sameText(const String &a, const String &b);',
    body: `bool sameText(const String &a, const String &b) {
  return a.equalsIgnoreCase(b);
}`,
  },
  containsText: {
    declaration: 'bool containsText(String text, String part);',
    body: `bool containsText(String text, String part) {
  text.toLowerCase();
  part.toLowerCase();
  return part.length() == 0 || text.indexOf(part) >= 0;
}`,
  },
  letter: {
    declaration: 'String letter(float n, const String &text);',
    body: `// Character n of a text, from 1. A character can take several bytes (UTF-8).
String letter(float n, const String &text) {
  n = floor(n);
  float seen = 0;
  String found = "";
  for (unsigned int i = 0; i < text.length(); i++) {
    if ((text[i] & 0xC0) != 0x80) seen++;
    if (seen == n) found += text[i];
  }
  return found;
}`,
  },
  characters: {
    declaration: 'int characters(const String &text);',
    body: `int characters(const String &text) {
  int count = 0;
  for (unsigned int i = 0; i < text.length(); i++) {
    if ((text[i] & 0xC0) != 0x80) count++;
  }
  return count;
}`,
  },
  readLine: {
    declaration: 'String serialLine = "";\nbool readLine();',
    body: `// Takes what came over the serial port; true when a line is complete.
bool readLine() {
  static String coming = "";
  while (Serial.available()) {
    char c = Serial.read();
    if (c == '\\n' || c == '\\r') {
      if (coming.length() == 0) continue;
      serialLine = coming;
      coming = "";
      return true;
    }
    if (coming.length() < 32) coming += c;
  }
  return false;
}`,
  },
  serialNumber: {
    declaration: 'float serialNumber();',
    needs: ['readLine'],
    body: `// The number that the last line begins with.
float serialNumber() {
  const char *text = serialLine.c_str();
  while (*text == ' ' || *text == '\\t') text++;
  bool negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  unsigned long digits = 0;
  int tens = 0, places = 0;
  for (; isdigit(*text); text++) {
    if (digits <= 99999999) digits = digits * 10 + (*text - '0');
    else tens++;
  }
  if (*text == '.') text++;
  else text = "";
  for (; isdigit(*text) && digits <= 99999999 && places < 10; text++) {
    digits = digits * 10 + (*text - '0');
    places++;
  }
  float number = digits;
  float divisor = 1;
  for (; tens > 0; tens--) number *= 10;
  for (; places > 0; places--) divisor *= 10;
  number /= divisor;
  return negative ? -number : number;
}`,
  },
} as const satisfies Record<string, Helper>;
