import { describe, expect, it, vi } from 'vitest';
import { mounted, type } from '../mounted.ts';
import CodeField from './CodeField.svelte';
import PinField from './PinField.svelte';

const field = (props: Partial<Parameters<typeof CodeField>[1]> = {}) => {
  const place = mounted(CodeField, { label: 'Class code', ...props });
  const input = place.querySelector('input')!;
  const boxes = () => [...place.querySelectorAll('.box')].map((box) => box.textContent.trim()).join('|');
  return { place, input, boxes };
};

describe('the class code field', () => {
  it('is one input with the label, not eight', () => {
    const { place, input } = field();
    expect(place.querySelectorAll('input')).toHaveLength(1);
    expect(place.querySelector('label')?.htmlFor).toBe(input.id);
  });

  it('shows each character in a box, upper-case', () => {
    const { input, boxes } = field();
    type(input, 'k7m');
    expect(boxes()).toBe('K|7|M|||||');
  });

  it('takes a pasted code with spaces, dashes and full-width characters', () => {
    const { input, boxes } = field();
    type(input, ' Ｋ7mr-ｐ３ qx ');
    expect(boxes()).toBe('K|7|M|R|P|3|Q|X');
  });

  it('keeps the first eight characters of something longer', () => {
    const { input } = field();
    type(input, 'ABCDEFGHI');
    expect(input.value).toBe('ABCDEFGH');
  });

  it('reports a complete code once', () => {
    const oncomplete = vi.fn();
    const { input } = field({ oncomplete });
    type(input, 'ABCDEFG');
    expect(oncomplete).not.toHaveBeenCalled();
    type(input, 'ABCDEFGH');
    type(input, 'ABCDEFGHI');
    expect(oncomplete.mock.calls).toEqual([['ABCDEFGH']]);
  });

  it('leaves text alone while an input method composes it', () => {
    const { input, boxes } = field();
    type(input, 'ni hao', new InputEvent('input', { bubbles: true, isComposing: true }));
    expect(input.value).toBe('ni hao');
    expect(boxes()).toBe('|||||||');
    type(input, '你好A1', new CompositionEvent('compositionend', { bubbles: true }));
    expect(boxes()).toBe('A|1||||||');
  });

  it('ties its error to the input', () => {
    const { place, input } = field({ error: '没有这个班级码' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = input.getAttribute('aria-describedby')!;
    expect(place.querySelector(`[id="${described}"]`)?.textContent).toContain('没有这个班级码');
  });
});

describe('the PIN field', () => {
  it('takes digits only and hides them until asked', async () => {
    const place = mounted(PinField, { label: 'PIN' });
    const input = place.querySelector('input')!;
    type(input, '1２a3');
    expect(input.value).toBe('123');
    expect(input.type).toBe('password');
    expect(place.querySelector('.boxes')?.textContent).not.toMatch(/\d/);
    place.querySelector('button')!.click();
    await Promise.resolve();
    expect(input.type).toBe('text');
    expect(input.value).toBe('123');
  });
});
