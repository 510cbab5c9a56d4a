/** Runs a script that came as text, in a page whose policy allows `blob:` and no evaluation. Rejects on a syntax error. */
export function loadScript(code: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    const broken = (event: ErrorEvent) => reject(new Error(event.message));
    script.onload = () => {
      removeEventListener('error', broken);
      resolve();
    };
    script.onerror = () => reject(new Error('not loaded'));
    // A script that does not parse still loads; what is wrong is told to the window, before.
    addEventListener('error', broken, { once: true });
    script.src = address;
    document.head.append(script);
    script.remove();
  }).finally(() => URL.revokeObjectURL(address));
}
