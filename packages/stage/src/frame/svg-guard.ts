/**
 * Makes a vector drawing safe to hand to the browser's own SVG code, which draws on the frame's thread and cannot be stopped:
 * what runs, loads or has no place in a picture goes, and what would take for ever is refused before it is drawn.
 */

/** More elements than any drawing has; beyond, laying them out takes seconds. */
const MOST_ELEMENTS = 50_000;
/** The same with everything counted as often as it is drawn: copies, masks, patterns and markers multiply. */
const MOST_DRAWN = 200_000;
const MOST_FILTERS = 60;
/** Filters cost with their reach; beyond these nobody sees a difference. */
const FILTER_LIMITS: Readonly<Record<string, number>> = { stdDeviation: 60, radius: 20, numOctaves: 5, order: 7 };

/** Deeper than this the browser's own recursion is at stake. */
const DEEPEST = 200;
/** Shorter dashes than this, in units of the drawing, are millions on a long line. */
const SHORTEST_DASH = 0.1;
/** Characters that entities may grow a file to. */
const MOST_TEXT = 16_000_000;

/** Runs, loads, moves or brings in another language. */
const UNWANTED =
  'script, foreignObject, iframe, audio, video, canvas, animate, animateMotion, animateTransform, animateColor, set, ' +
  'discard, handler, listener, feImage, link, meta';

/** Whether parsing a file would already take too long: too many elements, or entities of its own that make it grow. */
export function isTooMuch(text: string): boolean {
  if ((text.match(/<[a-z]/gi)?.length ?? 0) > MOST_ELEMENTS) return true;
  const declared = Array.from(text.matchAll(/<!ENTITY[^>]*>/g), ([declaration]) => declaration);
  if (declared.some((declaration) => declaration.includes('&'))) return true;
  const longest = Math.max(0, ...declared.map(({ length }) => length));
  return longest > 0 && longest * (text.match(/&/g)?.length ?? 0) > MOST_TEXT;
}

/** Style that brings in something from outside. Loading is forbidden by policy, too, and by being an image. */
const LEADS_OUT = /@import|@font-face|url\(\s*(?!['"]?#)/i;

/** Cleans a drawing in place; false when it must not be drawn at all. */
export function guardSvg(svg: Element): boolean {
  const elements = [...svg.querySelectorAll('*')];
  // Entities may have brought in more than the text showed.
  if (elements.length > MOST_ELEMENTS) return false;
  for (const unwanted of svg.querySelectorAll(UNWANTED)) unwanted.remove();
  for (const element of [svg, ...elements]) guardAttributes(element);
  for (const style of svg.querySelectorAll('style')) {
    if (LEADS_OUT.test(style.textContent)) style.remove();
  }
  guardFilters(svg);
  return drawnElements(svg) <= MOST_DRAWN;
}

function guardAttributes(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const isLink = name === 'href' || name === 'xlink:href';
    const leadsAway = isLink && !value.startsWith('#') && !/^data:image\/(png|jpeg|gif|bmp|webp)[;,]/i.test(value);
    if (leadsAway || LEADS_OUT.test(value) || /^on/i.test(name)) element.removeAttribute(name);
    else if (name === 'stroke-dasharray' && dashLength(value) < SHORTEST_DASH) element.removeAttribute(name);
  }
}

/** Of one round of dashes and gaps; Infinity for none. */
function dashLength(dashes: string): number {
  const sum = dashes.split(/[\s,]+/).reduce((all, dash) => all + (parseFloat(dash) || 0), 0);
  return sum > 0 ? sum : Infinity;
}

function guardFilters(svg: Element): void {
  const primitives = svg.querySelectorAll('filter > *');
  const users = svg.querySelectorAll('[filter], [style*="filter"]');
  if (primitives.length * Math.max(1, users.length) > MOST_FILTERS ** 2 || primitives.length > MOST_FILTERS) {
    for (const filter of svg.querySelectorAll('filter')) filter.remove();
    return;
  }
  for (const primitive of primitives) {
    for (const [name, limit] of Object.entries(FILTER_LIMITS)) {
      const numbers = primitive
        .getAttribute(name)
        ?.trim()
        .split(/[\s,]+/)
        .map(Number);
      if (numbers?.some((value) => !(value <= limit))) {
        primitive.setAttribute(name, numbers.map((value) => Math.min(limit, value || 0)).join(' '));
      }
    }
  }
}

/** How many elements are drawn, counting what is referred to as often as it is; Infinity for circles. */
function drawnElements(svg: Element): number {
  const byId = new Map<string, Element>();
  for (const element of svg.querySelectorAll('[id]')) if (!byId.has(element.id)) byId.set(element.id, element);
  // Style sheets may apply to anything: what they refer to counts for every element.
  const everywhere = [...svg.querySelectorAll('style')].flatMap((style) => referencesIn(style.textContent));
  const known = new Map<Element, number>();
  const open = new Set<Element>();

  const drawn = (element: Element, depth: number): number => {
    const before = known.get(element);
    if (before !== undefined) return before;
    if (open.has(element) || depth > DEEPEST) return Infinity;
    open.add(element);
    let count = 1;
    for (const child of element.children) count += drawn(child, depth + 1);
    const attributes = [...element.attributes].flatMap(({ name, value }) =>
      name.endsWith('href') ? [value.slice(1)] : referencesIn(value),
    );
    const isDrawn = !/^(defs|style|linearGradient|radialGradient|stop|filter|fe.*)$/.test(element.localName);
    for (const id of isDrawn ? [...attributes, ...everywhere] : attributes) {
      const target = byId.get(id);
      // A style sheet's pattern may hold what it applies to; the browser leaves that out.
      if (target && !(everywhere.includes(id) && open.has(target))) count += drawn(target, depth + 1);
      if (count > MOST_DRAWN) break;
    }
    open.delete(element);
    known.set(element, count);
    return count;
  };
  return drawn(svg, 0);
}

const referencesIn = (text: string): string[] =>
  Array.from(text.matchAll(/url\(\s*['"]?#([^'")\s]+)/g), ([, id]) => id!);
