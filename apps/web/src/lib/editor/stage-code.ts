/** How long each file may take: a connection that stands still must not keep a stage from being asked for again. */
const PATIENCE_MS = 30_000;

/**
 * The program of the stage's frame, whose name holds the hash of its text.
 * @throws Error when it cannot be had, or takes too long
 */
export async function fetchFrameCode(): Promise<string> {
  const read = async (address: string): Promise<Response> => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return answer;
  };
  const { file } = (await (await read('/stage/stage-frame.json')).json()) as { file: string };
  return (await read(`/stage/${file}`)).text();
}
