/**
 * The frame's document. A frame that is loaded by address does not work offline, and a script that it loads by address
 * does not either (no service worker sees the requests of an opaque origin), so the page hands over the code as text and the one
 * inline script below turns it into a `blob:` script. A page's policy must allow that inline script: by
 * `FRAME_SCRIPT_HASH`, which never changes while this text does not, or by a nonce.
 */
const BOOTSTRAP =
  "addEventListener('message',function f(e){if(e.source!==parent||!e.ports[0])return;" +
  "removeEventListener('message',f);window.paperkitePort=e.ports[0];" +
  "var s=document.createElement('script');s.src=URL.createObjectURL(new Blob([e.data],{type:'text/javascript'}));" +
  'document.head.append(s)})';

/** The source expression for `script-src` in the policy of every page with a stage. `bootstrap.test.ts` keeps it true. */
export const FRAME_SCRIPT_HASH = "'sha256-zDHBu7m0cMJeQJ69+IlFMg/8361HV9nxXwnoSJ5GaHE='";

const STYLE =
  'html,body{margin:0;height:100%;overflow:hidden;background:transparent}' +
  'body{display:grid;place-items:center}canvas{display:block;outline:none;touch-action:none;user-select:none}';

/** Narrower than any page's: nothing may be loaded or sent. `blob:` is the code that the page hands over. */
const policy = (nonce: string | undefined): string =>
  [
    "default-src 'none'",
    `script-src blob: ${FRAME_SCRIPT_HASH}${nonce ? ` 'nonce-${nonce}'` : ''}`,
    'worker-src blob:',
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');

/**
 * `srcdoc` of a frame without origin and network that awaits one message, whose data is the text of a script and whose port
 * becomes `window.paperkitePort`, and runs the script. The stage's, and that of other parts that run people's programs.
 */
export const frameDocument = (nonce?: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">` +
  `<style${nonce ? ` nonce="${nonce}"` : ''}>${STYLE}</style><body><script${nonce ? ` nonce="${nonce}"` : ''}>${BOOTSTRAP}</script>`;

/** For the test that compares `FRAME_SCRIPT_HASH` with the script. */
export const frameBootstrap = BOOTSTRAP;
