import { err, ok, type Result } from '@paperkite/kernel';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { innerCss, isInnerAddress } from './addresses.ts';
import { declaredEntities, decodeEntities, MAX_ENTITY_TEXT, resolveDeclared } from './entities.ts';
import {
  FORBIDDEN_ATTRIBUTES,
  PICTURE_ELEMENTS,
  SVG_NAMESPACE,
  TEXT_ONLY_ELEMENTS,
  XLINK_NAMESPACE,
} from './vocabulary.ts';

/**
 * Makes a vector picture harmless to show and to open in an editor's page: no scripts, event handlers, animations, foreign
 * content, DOCTYPE or entities, and no reference to anything but itself and embedded bitmaps. A picture that has none of
 * these comes back as the very same bytes. What remains means the same to an XML and to an HTML parser.
 * Works without a DOM, so in a worker and in Node. Errors: `asset-damaged` when it is not well-formed enough to be shown,
 * `asset-too-large`.
 */
export function sanitizeSvg(bytes: Uint8Array): Result<Uint8Array, ProjectError> {
  if (bytes.length > PROJECT_LIMITS.svgBytes) {
    return err(new ProjectError('asset-too-large', { limit: PROJECT_LIMITS.svgBytes }));
  }
  if (countTags(bytes) > PROJECT_LIMITS.svgTags) {
    return err(new ProjectError('asset-too-large', { limit: PROJECT_LIMITS.svgTags }));
  }
  const source = decode(bytes);
  try {
    const clean = new Cleaner(source.text).run();
    if (clean === source.text && source.exact) return ok(bytes);
    const encoded = new TextEncoder().encode(clean);
    return encoded.length > PROJECT_LIMITS.assetBytes
      ? err(new ProjectError('asset-too-large', { limit: PROJECT_LIMITS.assetBytes }))
      : ok(encoded);
  } catch (error) {
    if (error instanceof ProjectError) return err(error);
    throw error;
  }
}

/** How many tags, opening or closing, a picture has at most. */
export function countTags(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LESS_THAN); at >= 0; at = bytes.indexOf(LESS_THAN, at + 1)) count++;
  return count;
}

const LESS_THAN = 0x3c;

/** The text, and whether the bytes are nothing but that text in UTF-8. */
function decode(bytes: Uint8Array): { text: string; exact: boolean } {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const label = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(label)) {
    try {
      return { text: new TextDecoder(label).decode(bytes).replace(/^<\?xml[^>]*>/, ''), exact: false };
    } catch {
      // An encoding nobody knows: its letters are lost, the shapes are not.
    }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), exact: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), exact: false };
  }
}

const damaged = () => new ProjectError('asset-damaged');
const MAX_NESTING = 500;
const MAX_ATTRIBUTES = 1_000;
const TAG_NAME = /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y;
const ATTRIBUTE = /\s*([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;

/** One pass over the text: copies what may stay, word for word where possible. */
class Cleaner {
  readonly #text: string;
  #at = 0;
  #out = '';
  /** Names of open elements as written; `dropped` from the first that may not stay. */
  readonly #open: string[] = [];
  #droppedFrom: number | undefined;
  #entities: Map<string, string> = new Map();
  /** `svg:` where the picture writes its own elements with a prefix. */
  #prefix = '';
  /** Prefixes of XLink's attributes, in small letters; `xlink` where the picture does not say. */
  readonly #linkPrefixes = new Set(['xlink']);
  #done = false;

  constructor(text: string) {
    // eslint-disable-next-line no-control-regex
    this.#text = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  }

  run(): string {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('<', this.#at);
      const end = next < 0 ? this.#text.length : next;
      this.#characters(this.#text.slice(this.#at, end));
      this.#at = end;
      if (next >= 0) this.#markup();
    }
    if (!this.#done || this.#open.length > 0) throw damaged();
    return this.#out;
  }

  get #keeping(): boolean {
    return this.#droppedFrom === undefined;
  }

  #characters(text: string): void {
    if (!this.#keeping) return;
    if (this.#open.length === 0) {
      // Outside the root only white space (and a byte order mark) may stand.
      this.#out += text.replace(/[^\s\uFEFF]/g, '');
      return;
    }
    const resolved = resolveDeclared(text, this.#entities);
    if (this.#local(this.#open.at(-1)!) !== 'style') this.#out += resolved;
    else this.#out += this.#css(resolved);
  }

  /** Style text stays as written when it is safe as decoded. */
  #css(written: string): string {
    const decoded = decodeEntities(written);
    const inner = innerCss(decoded);
    return inner === decoded ? written : escapeText(inner);
  }

  #markup(): void {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) {
      const raw = this.#through('-->', 4);
      // HTML ends comments in more ways than XML does.
      if (this.#keeping && !/[<>]|--/.test(raw.slice(4, -3))) this.#out += raw;
    } else if (text.startsWith('<![CDATA[', this.#at)) {
      const raw = this.#through(']]>', 9);
      this.#characters(escapeText(raw.slice(9, -3)));
    } else if (text.startsWith('<?', this.#at)) {
      const raw = this.#through('?>', 2);
      if (this.#out.length <= 1 && /^<\?xml\s[^<>]*\?>$/.test(raw)) this.#out += raw;
    } else if (text.startsWith('<!', this.#at)) {
      this.#doctype();
    } else if (text.startsWith('</', this.#at)) {
      this.#closeTag(this.#through('>', 2));
    } else {
      this.#openTag();
    }
  }

  /** Moves behind the next `end` and returns what was passed. */
  #through(end: string, from: number): string {
    const at = this.#text.indexOf(end, this.#at + from);
    if (at < 0) throw damaged();
    const raw = this.#text.slice(this.#at, at + end.length);
    this.#at = at + end.length;
    return raw;
  }

  #doctype(): void {
    const rest = this.#text.slice(this.#at, this.#at + 65_536);
    const match = /^<!DOCTYPE[^[>]*(?:\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]\s*)?>/i.exec(rest);
    if (!match || this.#open.length > 0) throw damaged();
    this.#entities = declaredEntities(match[1] ?? '');
    const references = this.#entities.size > 0 ? this.#text.split('&').length : 0;
    if (references * MAX_ENTITY_TEXT > PROJECT_LIMITS.assetBytes) throw damaged();
    this.#at += match[0].length;
  }

  #closeTag(raw: string): void {
    const name = raw.slice(2, -1).trimEnd();
    if (this.#open.pop() !== name) throw damaged();
    if (this.#keeping) this.#out += raw;
    else if (this.#droppedFrom === this.#open.length) this.#droppedFrom = undefined;
    if (this.#open.length === 0) this.#done = true;
  }

  #openTag(): void {
    const from = this.#at;
    TAG_NAME.lastIndex = from;
    const name = TAG_NAME.exec(this.#text)?.[1];
    if (name === undefined) throw damaged();
    const attributes = new Map<string, string>();
    let at = TAG_NAME.lastIndex;
    for (;;) {
      ATTRIBUTE.lastIndex = at;
      const match = ATTRIBUTE.exec(this.#text);
      if (!match) break;
      if (attributes.size > MAX_ATTRIBUTES) throw damaged();
      if (!attributes.has(match[1]!)) attributes.set(match[1]!, match[2] ?? match[3] ?? '');
      at = ATTRIBUTE.lastIndex;
    }
    TAG_END.lastIndex = at;
    const end = TAG_END.exec(this.#text);
    if (!end || this.#done) throw damaged();
    this.#at = TAG_END.lastIndex;
    const closed = end[1] === '/';
    const root = this.#open.length === 0;
    if (root) this.#prefix = name.includes(':') ? name.slice(0, name.indexOf(':') + 1) : '';
    if (root && this.#local(name) !== 'svg') throw damaged();

    if (root) {
      for (const [key, value] of attributes) {
        if (key.startsWith('xmlns:') && this.#resolve(value) === XLINK_NAMESPACE) {
          this.#linkPrefixes.add(key.slice('xmlns:'.length).toLowerCase());
        }
      }
    }

    const keep = this.#keeping && this.#mayStay(name, attributes);
    if (root && !keep) throw damaged();
    if (keep) this.#out += this.#rewrite(this.#text.slice(from, this.#at), name, attributes, root, closed);
    if (closed) {
      if (root) this.#done = true;
      return;
    }
    if (!keep) this.#droppedFrom ??= this.#open.length;
    this.#open.push(name);
    if (this.#open.length > MAX_NESTING) throw damaged();
  }

  #local(name: string): string {
    return name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : name;
  }

  #mayStay(name: string, attributes: ReadonlyMap<string, string>): boolean {
    const parent = this.#open.at(-1);
    if (parent !== undefined && TEXT_ONLY_ELEMENTS.has(this.#local(parent))) return false;
    const namespace = attributes.get(this.#prefix === '' ? 'xmlns' : `xmlns:${this.#prefix.slice(0, -1)}`);
    if (namespace !== undefined && this.#resolve(namespace) !== SVG_NAMESPACE) return false;
    return name.startsWith(this.#prefix) && PICTURE_ELEMENTS.has(this.#local(name));
  }

  #resolve(value: string): string {
    return decodeEntities(resolveDeclared(value, this.#entities)).trim();
  }

  /** The tag as it was if all its attributes may stay as they are. */
  #rewrite(raw: string, name: string, attributes: ReadonlyMap<string, string>, root: boolean, closed: boolean): string {
    const kept = new Map<string, string>();
    for (const [key, value] of attributes) {
      const safe = this.#attribute(key, resolveDeclared(value, this.#entities));
      if (safe !== undefined) kept.set(key, safe);
    }
    if (root) {
      // Pictures cut out of web pages lack the declarations that XML needs.
      const own = this.#prefix === '' ? 'xmlns' : `xmlns:${this.#prefix.slice(0, -1)}`;
      if (!kept.has(own)) kept.set(own, SVG_NAMESPACE);
      if (!kept.has('xmlns:xlink') && this.#text.includes('xlink:href')) kept.set('xmlns:xlink', XLINK_NAMESPACE);
    }
    const same = kept.size === attributes.size && [...kept].every(([key, value]) => attributes.get(key) === value);
    if (same) return raw;
    const written = [...kept].map(([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`).join('');
    return `<${name}${written}${closed ? '/>' : '>'}`;
  }

  /** The value as it may stay (still with entities), or undefined when the attribute must go. */
  #attribute(key: string, value: string): string | undefined {
    const lower = key.toLowerCase();
    const decoded = decodeEntities(value);
    if (lower === 'xmlns' || lower.startsWith('xmlns:')) return value;
    if (lower.startsWith('on') || FORBIDDEN_ATTRIBUTES.has(lower)) return undefined;
    const [prefix, local] = lower.includes(':') ? lower.split(':') : ['', lower];
    if (prefix !== '' && prefix !== 'xml' && !this.#linkPrefixes.has(prefix!)) return undefined;
    if (local === 'href') return isInnerAddress(decoded) ? value : undefined;
    const inner = innerCss(decoded);
    if (inner === decoded) return value;
    return inner === '' ? undefined : escapeText(inner);
  }
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
