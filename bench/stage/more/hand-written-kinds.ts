/** The projects of `kinds.ts` as a programmer would write them. */
import { item, put } from './hand-written-lists.ts';

const COINS = [1, 2, 5, 10, 20];
const ROMAN: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function ways(sum: number, kind: number): number {
  if (sum === 0) return 1;
  return sum > 0 && kind > 0 ? ways(sum - item(COINS, kind), kind) + ways(sum, kind - 1) : 0;
}

/** The value of a text with sums, products and brackets. */
function calculate(text: string): number {
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (at < text.length && text[at] !== ')') {
      at++;
      value += product();
    }
    return value;
  };
  const product = (): number => {
    let value = factor();
    while (text[at] === '*') {
      at++;
      value *= factor();
    }
    return value;
  };
  const factor = (): number => {
    let value = 0;
    if (text[at] === '(') {
      at++;
      value = sum();
      at++;
    } else for (; text[at]! >= '0' && text[at]! <= '9'; at++) value = value * 10 + Number(text[at]);
    return value;
  };
  return sum();
}

export const kinds: Record<string, () => number> = {
  subsequence: () => {
    let a = '';
    let b = '';
    for (let i = 0; i < 200; i++) {
      a += 'abcdefg'[(i * i) % 7];
      b += 'gecab'[(i * 11) % 5];
    }
    const n = b.length + 1;
    const table: number[] = [];
    for (let i = 0; i < n * (a.length + 1); i++) table.push(0);
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        const at = i * n + j + 1;
        if (a[i - 1] === b[j - 1]) put(table, at, item(table, at - n - 1) + 1);
        else put(table, at, Math.max(item(table, at - n), item(table, at - 1)));
      }
    }
    return item(table, table.length);
  },
  coins: () => ways(120, 5),
  calculator: () => {
    let text = '1';
    for (let i = 0; i < 400; i++) text += `+${i}*(${i % 13}+7)`;
    let out = 0;
    for (let n = 0; n < 10; n++) out += calculate(text);
    return out;
  },
  roman: () => {
    let s = 0;
    for (let i = 1; i <= 2000; i++) {
      let made = '';
      let n = i;
      for (const [value, sign] of ROMAN) {
        for (; n >= value; n -= value) made += sign;
      }
      s += made.length;
    }
    return s;
  },
  balls: () => {
    const [x, y, dx, dy]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let i = 0; i < 100; i++) {
      x.push(((i * 37) % 400) - 200);
      y.push(((i * 53) % 300) - 150);
      dx.push((i % 7) - 3);
      dy.push(((i % 5) - 2) / 2);
    }
    let hits = 0;
    for (let n = 0; n < 500; n++) {
      for (let i = 1; i <= 100; i++) {
        put(x, i, item(x, i) + item(dx, i));
        put(y, i, item(y, i) + item(dy, i));
        if (Math.abs(item(x, i)) > 240) {
          put(dx, i, 0 - item(dx, i));
          hits++;
        }
        if (Math.abs(item(y, i)) > 180) {
          put(dy, i, 0 - item(dy, i));
          hits++;
        }
      }
    }
    return hits;
  },
  turns: () => {
    let [a, b, r] = [0, 0, 1];
    for (let n = 0; n < 1000; n++) {
      r = (r * 16807) % 2147483647;
      a += r % 6;
      if (a > b) b += r % 7;
    }
    return a * 1000 + b;
  },
};
