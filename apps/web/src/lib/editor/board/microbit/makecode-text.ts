import { fetchMakeCodeFiles, MakeCodeError } from '@paperkite/makecode';

/** The bridge's program, as MakeCode TypeScript of the set `blocks`. @throws MakeCodeError `makecode_unavailable` */
export async function fetchBridge(): Promise<string> {
  return fetchText((await fetchMakeCodeFiles('/makecode/')).bridge);
}

/** The script of the simulator's frame. @throws MakeCodeError `makecode_unavailable` */
export async function fetchFrameScript(): Promise<string> {
  return fetchText((await fetchMakeCodeFiles('/makecode/')).simulator);
}

async function fetchText(file: string): Promise<string> {
  const response = await fetch(file).catch(() => null);
  if (!response?.ok) throw new MakeCodeError('makecode_unavailable', { file });
  return response.text();
}
