/** The bridge's program as one text of MakeCode TypeScript. */
export function bridgeProgram(): Promise<string>;
