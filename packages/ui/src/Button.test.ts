import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import { mounted } from './mounted.ts';

const children = createRawSnippet(() => ({ render: () => '<span>Send</span>' }));

describe('a button', () => {
  it('does its deed once while it is busy, and keeps the focus', () => {
    const onclick = vi.fn();
    const button = mounted(Button, { children, onclick, busy: true }).querySelector('button')!;
    button.focus();
    button.click();
    expect(onclick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });

  it('does not send a form while it is busy', () => {
    const form = document.body.appendChild(document.createElement('form'));
    const submit = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', submit);
    form.append(mounted(Button, { children, type: 'submit', busy: true }));
    form.querySelector('button')!.click();
    expect(submit).not.toHaveBeenCalled();
    form.remove();
  });

  it('is a link when it leads somewhere', () => {
    const link = mounted(Button, { children, href: '/join' }).querySelector('a')!;
    expect(link.getAttribute('href')).toBe('/join');
  });
});
