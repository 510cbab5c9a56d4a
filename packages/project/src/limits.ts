/**
 * Upper bounds on what a project may hold, so that a hostile or broken file ends in an error instead of a full memory.
 * They stand far above what real projects reach. The 200,000 list items are Scratch's own limit.
 */
export const PROJECT_LIMITS = {
  targets: 1_000,
  /** In all targets together. */
  blocks: 100_000,
  /** Variables, lists, comments, costumes, sounds, monitors: of each kind, in one target. */
  thingsPerTarget: 10_000,
  listItems: 200_000,
  boards: 4,
  /** Parts on the bench of one board. */
  boardParts: 40,
  /** Pins and settings of one part, of each. */
  boardPartMembers: 20,
  /** Characters of one board's program as text. */
  boardText: 65_536,
  /** Characters in any one string. */
  text: 2_000_000,
  /** Characters in an id or a key. */
  key: 1_000,
  /** Values in the whole document, counted one by one. */
  values: 3_000_000,
  /** Objects and arrays among them, which take much more memory than texts and numbers. */
  containers: 1_000_000,
  /** Members of all objects together. */
  members: 1_600_000,
  /** Nesting of the whole document. */
  depth: 64,
  /** Bytes of project.json. */
  jsonBytes: 32 * 1024 * 1024,
  /** Bytes of one costume or sound. */
  assetBytes: 50 * 1024 * 1024,
  /** Bytes of one vector picture: it is text, taken apart word by word. */
  svgBytes: 12 * 1024 * 1024,
  /** Tags in one vector picture. */
  svgTags: 400_000,
  /** Tags in all vector pictures of a file: a second's work. */
  svgTagsPerFile: 1_500_000,
  /** Bytes of everything in a file, unpacked. */
  unpackedBytes: 200 * 1024 * 1024,
  zipEntries: 20_000,
} as const;
