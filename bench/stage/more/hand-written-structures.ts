/** The projects of `structures.ts` as a programmer would write them, with the bounds that lists have. */
import { item, put } from './hand-written-lists.ts';

export const structures: Record<string, () => number> = {
  bfs: () => {
    const queue: number[] = [],
      dist: number[] = [];
    for (let i = 0; i < 160000; i++) dist.push(-1);
    dist[0] = 0;
    queue.push(1);
    let steps = 0,
      far = 0;
    while (queue.length > 0) {
      const p = queue.shift()!;
      steps++;
      const c = item(dist, p);
      if (c > far) far = c;
      const visit = (q: number) => {
        if (item(dist, q) === -1 && (q * q) % 7 !== 2) {
          put(dist, q, c + 1);
          queue.push(q);
        }
      };
      if ((p - 1) % 400 > 0) visit(p - 1);
      if ((p - 1) % 400 < 399) visit(p + 1);
      if (p > 400) visit(p - 400);
      visit(p + 400);
    }
    return far * 100000 + steps;
  },
  heapsort: () => {
    const h: number[] = [];
    let r = 42;
    for (let i = 0; i < 20000; i++) {
      r = (r * 1664525 + 1013904223) % 4294967296;
      h.push(r);
    }
    let n = h.length;
    const sift = (from: number) => {
      let i = from,
        j = 2 * i;
      while (j <= n) {
        if (j < n && item(h, j) < item(h, j + 1)) j++;
        if (item(h, i) < item(h, j)) {
          const t = item(h, i);
          put(h, i, item(h, j));
          put(h, j, t);
          i = j;
          j = 2 * i;
        } else j = n + 1;
      }
    };
    for (let k = n >> 1; k >= 1; k--) sift(k);
    for (let m = h.length - 1; m > 0; m--) {
      const t = item(h, 1);
      put(h, 1, item(h, n));
      put(h, n, t);
      n--;
      sift(1);
    }
    let s = 0;
    for (let i = 1; i <= h.length; i++) s = (s * 31 + item(h, i)) % 1000003;
    return s;
  },
  rpn: () => {
    const tokens = [3, 4, '+', 5, '*', 7, '-', 2, '/'];
    let s = 0;
    for (let n = 0; n < 40000; n++) {
      const st: number[] = [];
      for (const t of tokens) {
        if (t === '+' || t === '-' || t === '*' || t === '/') {
          const b = st.pop()!,
            a = st.pop()!;
          st.push(t === '+' ? a + b : t === '-' ? a - b : t === '*' ? a * b : a / b);
        } else st.push(t as number);
      }
      s += st[0]!;
    }
    return s;
  },
  machine: () => {
    const code = ['load', 'add', 'dec', 'jump', 'halt'];
    let pc = 1,
      acc = 0,
      x = 300000,
      loops = 0;
    while (pc !== 0) {
      const op = code[pc - 1];
      loops++;
      if (op === 'load') pc++;
      else if (op === 'add') {
        acc = (acc + x) % 65536;
        pc++;
      } else if (op === 'dec') {
        x--;
        pc++;
      } else if (op === 'jump') {
        if (x > 0) pc = 2;
        else pc++;
      } else pc = 0;
    }
    return acc * 1000000 + loops;
  },
};
