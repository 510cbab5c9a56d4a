import { flushSync, mount, unmount, type Component, type ComponentProps } from 'svelte';
import { onTestFinished } from 'vitest';

/** Mounts a component for one test into a fresh place in the document, and takes it away afterwards. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function mounted<C extends Component<any>>(component: C, props: ComponentProps<C>): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'));
  const instance = mount(component, { target: place, props });
  flushSync();
  onTestFinished(async () => {
    await unmount(instance);
    place.remove();
  });
  return place;
}

/** What a person types or pastes: sets the text and tells the page, as a browser does. */
export function type(
  input: HTMLInputElement,
  text: string,
  event: Event = new InputEvent('input', { bubbles: true }),
): void {
  input.value = text;
  input.setSelectionRange(text.length, text.length);
  input.dispatchEvent(event);
  flushSync();
}
