import type { Helper } from './helper.ts';

/** Functions of sketches that reckon as blocks do. */
export const NUMBER_HELPERS = {
  rounded: {
    declaration: 'float rounded(float x);',
    body: `// The nearest whole number; halves go up.
float rounded(float x) {
  float below = floor(x);
  return x - below >= 0.5 ? below + 1 : below;
}`,
  },
  whole: {
    declaration: 'long whole(float x, long low, long high);',
    needs: ['rounded'],
    body: `// A whole number that is not outside of low..high.
long whole(float x, long low, long high) {
  if (isnan(x)) return 0;
  x = rounded(x);
  if (x <= low) return low;
  if (x >= high) return high;
  return (long)x;
}`,
  },
  milliseconds: {
    declaration: 'unsigned long milliseconds(float seconds);',
    needs: ['rounded'],
    body: `unsigned long milliseconds(float seconds) {
  float x = rounded(seconds * 1000);
  if (!(x > 0)) return 0;
  if (x >= 4294967295.0) return 4294967295UL;
  return (unsigned long)x;
}`,
  },
  modulo: {
    declaration: 'float modulo(float a, float b);',
    body: `// What is left of a after dividing by b, with the sign of b.
float modulo(float a, float b) {
  float rest = fmod(a, b);
  if ((rest < 0 && b > 0) || (rest > 0 && b < 0)) rest += b;
  return rest;
}`,
  },
  sine: {
    declaration: 'float sine(float degrees);',
    needs: ['modulo'],
    body: `float sine(float degrees) {
  float angle = modulo(degrees, 360);
  if (angle == 0 || angle == 180) return 0;
  if (angle == 90) return 1;
  if (angle == 270) return -1;
  return sin(angle * DEG_TO_RAD);
}`,
  },
  cosine: {
    declaration: 'float cosine(float degrees);',
    needs: ['modulo'],
    body: `float cosine(float degrees) {
  float angle = modulo(degrees, 360);
  if (angle == 0) return 1;
  if (angle == 90 || angle == 270) return 0;
  if (angle == 180) return -1;
  return cos(angle * DEG_TO_RAD);
}`,
  },
  tangent: {
    declaration: 'float tangent(float degrees);',
    needs: ['modulo'],
    body: `float tangent(float degrees) {
  float angle = modulo(degrees, 360);
  if (angle == 0 || angle == 180) return 0;
  if (angle == 90) return INFINITY;
  if (angle == 270) return -INFINITY;
  return tan(angle * DEG_TO_RAD);
}`,
  },
  pickRandom: {
    declaration: 'float pickRandom(float a, float b);',
    body: `// A whole number if both ends are whole, otherwise a fraction.
float pickRandom(float a, float b) {
  float low = min(a, b), high = max(a, b);
  if (low != floor(low) || high != floor(high)) return low + (high - low) * (random(0x1000000) / 16777216.0);
  return low + floor((high - low + 1) * (random(0x1000000) / 16777216.0));
}`,
  },
  mapNumber: {
    declaration: 'float mapNumber(float x, float fromLow, float fromHigh, float toLow, float toHigh);',
    body: `float mapNumber(float x, float fromLow, float fromHigh, float toLow, float toHigh) {
  return (x - fromLow) * (toHigh - toLow) / (fromHigh - fromLow) + toLow;
}`,
  },
  limit: {
    declaration: 'float limit(float x, float low, float high);',
    body: `float limit(float x, float low, float high) {
  if (x < low) return low;
  return x > high ? high : x;
}`,
  },
  colour: {
    declaration: 'float colour(float red, float green, float blue);',
    needs: ['whole'],
    body: `float colour(float red, float green, float blue) {
  return whole(red, 0, 255) * 65536 + whole(green, 0, 255) * 256 + whole(blue, 0, 255);
}`,
  },
} as const satisfies Record<string, Helper>;
