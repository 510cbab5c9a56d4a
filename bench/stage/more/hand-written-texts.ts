/** The projects of `texts.ts` as a programmer would write them. */
export const texts: Record<string, () => number> = {
  wordsort: () => {
    const a: string[] = [];
    let r = 1;
    for (let n = 0; n < 600; n++) {
      let w = '';
      for (let k = 0; k < 5; k++) {
        r = (r * 75 + 74) % 65537;
        w += 'abcdefghijklmnopqrstuvwxyz'[r % 26];
      }
      a.push(w);
    }
    for (let i = 1; i < 600; i++)
      for (let j = 0; j < 600 - i; j++)
        if (a[j]! > a[j + 1]!) {
          const t = a[j]!;
          a[j] = a[j + 1]!;
          a[j + 1] = t;
        }
    let s = 0;
    for (let i = 1; i <= 600; i++) if (a[i - 1]!.includes('e')) s += i;
    return s;
  },
  caesar: () => {
    const abc = 'abcdefghijklmnopqrstuvwxyz';
    const alpha = [...abc];
    let text = '';
    for (let i = 0; i < 3000; i++) text += 'the quick brown fox ';
    let code = '';
    for (let i = 0; i < text.length; i++) {
      const n = alpha.indexOf(text[i]!) + 1;
      code += n === 0 ? text[i] : alpha[(n + 2) % 26];
    }
    let s = 0;
    for (let i = 0; i < code.length; i++) s = (s * 27 + alpha.indexOf(code[i]!) + 1) % 1000003;
    return s;
  },
  split: () => {
    let text = '';
    for (let i = 0; i < 3000; i++) text += ((i * 37) % 1000) + ',';
    let s = 0;
    for (let k = 0; k < 10; k++) {
      const parts: string[] = [];
      let part = '';
      for (let i = 0; i < text.length; i++) {
        if (text[i] === ',') {
          parts.push(part);
          part = '';
        } else part += text[i];
      }
      for (const p of parts) s += Number(p);
    }
    return s;
  },
  mixed: () => {
    let s = 0;
    const l: (string | number)[] = [];
    for (let i = 0; i < 30000; i++) {
      let v: string | number;
      if (i % 3 === 0) v = 'n' + i;
      else if (i % 3 === 1) v = i;
      else v = '';
      if (v === '') s += 1;
      else if (String(v).length > 4) s += 2;
      else s += Number(v) || 0;
      l.push(v);
    }
    for (const v of l) s += Number(v) || 0;
    return s;
  },
};
