/** Why a frame may be left in a state, see `FunctionTable.sites`. */
export type SiteKind = 'start' | 'before' | 'again' | 'in' | 'run' | 'enter';

/** The block and kind that a site's name holds. Ids of blocks may hold spaces, kinds do not. */
export function siteOf(site: string): { block: string; kind: SiteKind | '' } {
  const gap = site.lastIndexOf(' ');
  if (gap < 0) return { block: '', kind: site === 'start' ? 'start' : '' };
  return { block: site.slice(0, gap), kind: site.slice(gap + 1).replace(/\d+$/, '') as SiteKind };
}
