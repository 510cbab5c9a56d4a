import { fetchMakeCodeFiles } from '@paperkite/makecode';

/** The bridge's program, as MakeCode TypeScript of the set `blocks`. */
export async function fetchBridge(): Promise<string> {
  const { bridge } = await fetchMakeCodeFiles('/makecode/');
  const response = await fetch(bridge);
  if (!response.ok) throw new Error(`${response.status} ${bridge}`);
  return response.text();
}
