/** The built worker as text; `build-frame.mjs` makes it. */
declare module 'virtual:stage-worker' {
  const code: string;
  export default code;
}
