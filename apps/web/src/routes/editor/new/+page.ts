// The work is made on this device; there is nothing to render on the server.
export const ssr = false;
