/**
 * The SVG elements a picture may have: shapes, text, paint, filters. Everything else goes with all it holds: scripts,
 * `foreignObject`, animations (they can rewrite links), media, and other vocabularies.
 * @see https://www.w3.org/TR/SVG2/eltindex.html
 */
export const PICTURE_ELEMENTS: ReadonlySet<string> = new Set(
  `svg g defs symbol use switch a title desc style view path rect circle ellipse line polyline polygon text tspan textPath
  image marker pattern clipPath mask linearGradient radialGradient stop solidcolor hatch hatchpath meshgradient meshrow
  meshpatch filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
  feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
  feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

/**
 * Elements that may hold text only. An HTML parser reads HTML inside `title` and `desc`, so elements in there would mean
 * something else than they do to an XML parser.
 */
export const TEXT_ONLY_ELEMENTS: ReadonlySet<string> = new Set(['title', 'desc', 'style']);

/** Attributes that load, send or rebase something and that no picture needs. Lower case. */
export const FORBIDDEN_ATTRIBUTES: ReadonlySet<string> = new Set([
  'xml:base',
  'src',
  'srcset',
  'srcdoc',
  'action',
  'formaction',
  'ping',
  'background',
  'poster',
  'data',
]);

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
export const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink';
