/** The projects of `projects.ts` as a programmer would write them, with the bounds that lists have. */
import { kinds } from './hand-written-kinds.ts';
import { item, put } from './hand-written-lists.ts';
import { structures } from './hand-written-structures.ts';
import { texts } from './hand-written-texts.ts';

const wrap = (n: number, by: number): number => ((n % by) + by) % by;
const round10 = (value: number): number => Number(value.toFixed(10));

export const baseline: Record<string, () => number> = {
  ...structures,
  ...texts,
  ...kinds,
  nbody: () => {
    const x: number[] = [];
    const y: number[] = [];
    const vx: number[] = [];
    const vy: number[] = [];
    const m: number[] = [];
    for (let i = 1; i <= 8; i++) {
      x.push(10 * round10(Math.cos((Math.PI * (i * 45)) / 180)));
      y.push(8 * round10(Math.sin((Math.PI * (i * 45)) / 180)));
      vx.push(0);
      vy.push(0);
      m.push(1 + i / 10);
    }
    for (let n = 0; n < 2000; n++) {
      for (let i = 1; i <= 8; i++) {
        for (let j = i + 1; j <= 8; j++) {
          const dx = item(x, j) - item(x, i);
          const dy = item(y, j) - item(y, i);
          const d = dx * dx + dy * dy + 0.5;
          const step = 0.01 / (d * Math.sqrt(d));
          put(vx, i, item(vx, i) + dx * item(m, j) * step);
          put(vy, i, item(vy, i) + dy * item(m, j) * step);
          put(vx, j, item(vx, j) - dx * item(m, i) * step);
          put(vy, j, item(vy, j) - dy * item(m, i) * step);
        }
      }
      for (let i = 1; i <= 8; i++) {
        put(x, i, item(x, i) + item(vx, i) * 0.01);
        put(y, i, item(y, i) + item(vy, i) * 0.01);
      }
    }
    let e = 0;
    for (let i = 1; i <= 8; i++) e += item(x, i) * item(y, i);
    return Math.floor(e * 1000);
  },
  life: () => {
    const now: number[] = [];
    const next: number[] = [];
    for (let i = 0; i < 64 * 64; i++) {
      now.push(Math.floor(2 / (((i * i) % 7) + 1)));
      next.push(0);
    }
    const at = (x: number, y: number): number => item(now, wrap(y, 64) * 64 + wrap(x, 64) + 1);
    for (let gen = 0; gen < 40; gen++) {
      for (let y = 0; y < 64; y++) {
        for (let x = 0; x < 64; x++) {
          let n = at(x - 1, y - 1) + at(x, y - 1) + at(x + 1, y - 1) + at(x - 1, y);
          n += at(x + 1, y) + at(x - 1, y + 1) + at(x, y + 1) + at(x + 1, y + 1);
          const i = y * 64 + x + 1;
          put(next, i, n === 3 || n + item(now, i) === 3 ? 1 : 0);
        }
      }
      for (let i = 1; i <= 64 * 64; i++) put(now, i, item(next, i));
    }
    let n = 0;
    for (let i = 1; i <= 64 * 64; i++) n += item(now, i) * (i % 97);
    return n;
  },
  levenshtein: () => {
    let a = '';
    let b = '';
    for (let i = 0; i < 300; i++) {
      a += 'abcdefghijk'[(i * 7) % 11];
      b += 'kjihgfedc'[(i * 5) % 9];
    }
    let last: number[] = [];
    for (let j = 0; j <= b.length; j++) last.push(j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1;
        let best = item(last, j) + cost;
        if (item(last, j + 1) + 1 < best) best = item(last, j + 1) + 1;
        if (item(row, j) + 1 < best) best = item(row, j) + 1;
        row.push(best);
      }
      last = row;
    }
    return item(last, last.length) * 1000 + item(last, 100);
  },
  bubble: () => {
    const a: number[] = [];
    let r = 12345;
    for (let i = 0; i < 700; i++) {
      r = (r * 1103515245 + 12345) % 2147483648;
      a.push(Math.floor(r / 65536) % 1000);
    }
    let n = a.length;
    let swapped = true;
    while (swapped) {
      swapped = false;
      for (let i = 1; i < n; i++) {
        if (item(a, i) > item(a, i + 1)) {
          const t = item(a, i);
          put(a, i, item(a, i + 1));
          put(a, i + 1, t);
          swapped = true;
        }
      }
      n--;
    }
    let s = 0;
    for (let i = 1; i <= a.length; i++) s = (s * 31 + item(a, i)) % 1000003;
    return s;
  },
  reverse: () => {
    let made = '';
    const reverse = (text: string): void => {
      if (text.length === 0) return;
      tail(text, 2, '');
      made += text[0];
    };
    const tail = (text: string, from: number, part: string): void => {
      if (from > text.length) reverse(part);
      else tail(text, from + 1, part + text[from - 1]!);
    };
    let n = 0;
    for (let i = 0; i < 400; i++) {
      made = '';
      reverse('the quick brown fox jumps over the lazy dog');
      if (made[0] === 'g') n += made.length;
    }
    return n;
  },
  hanoi: () => {
    let moves = 0;
    let check = 0;
    const hanoi = (n: number, from: string, to: string, by: string): void => {
      if (n <= 0) return;
      hanoi(n - 1, from, by, to);
      moves++;
      if (to === 'right') check = (check + n) % 7;
      hanoi(n - 1, by, to, from);
    };
    hanoi(16, 'left', 'right', 'middle');
    return moves * 10 + check;
  },
  dictionary: () => {
    const keys: string[] = [];
    const counts: number[] = [];
    for (let i = 0; i < 20000; i++) {
      const key = `key${(i * 7919) % 400}`;
      const n = keys.indexOf(key);
      if (n < 0) {
        keys.push(key);
        counts.push(1);
      } else counts[n]! += i;
    }
    let s = 0;
    for (const count of counts) s = (s * 3 + count) % 1000003;
    return s;
  },
  primes: () => {
    let count = 0;
    for (let n = 2; n < 3002; n++) {
      let prime = 1;
      for (let i = 2; i * i <= n && prime === 1; i++) if (n % i === 0) prime = 0;
      count += prime;
    }
    return count;
  },
  refreshed: () => {
    let s = 0;
    for (let i = 1; i <= 200000; i++) s = (s + i * i) % 65537;
    return s;
  },
};
