/**
 * The project document: what is edited, saved, compiled and frozen. Plain JSON. Blocks carry Scratch 3's opcodes, input
 * names and field names; their place is one value (`at`), the same value that merges atomically in collaboration.
 */

/** SHA-256 of an asset's bytes, 64 lower-case hex digits. The document names assets; the bytes live elsewhere. */
export type AssetHash = string;
export type BlockId = string;
export type TargetId = string;
export type VariableId = string;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** What a Scratch variable or list item can hold. */
export type Scalar = string | number | boolean;

/** The newest format. Format 2 has boards; a project without one is still of format 1 (`documentFormat`). */
export const DOCUMENT_FORMAT = 2;

export interface Project {
  format: 1 | typeof DOCUMENT_FORMAT;
  title: string;
  /** Exactly one target is the stage and it comes first; then the sprites, whose front to back order is their `layer`; then the boards. */
  targets: Target[];
  /** Ids of Scratch extensions in use (`pen`, `music`, ...), known to us or not. */
  extensions: string[];
  monitors: Monitor[];
  /** Top-level keys of an imported file that we do not know: kept and written back. */
  unknown?: Record<string, Json>;
}

export type Target = SceneTarget | BoardTarget;
/** What the stage shows and Scratch's files know. */
export type SceneTarget = StageTarget | SpriteTarget;

interface TargetBase {
  id: TargetId;
  name: string;
  blocks: Record<BlockId, Block>;
  variables: Record<VariableId, Variable>;
  lists: Record<VariableId, List>;
  comments: Record<string, Comment>;
}

interface SceneTargetBase extends TargetBase {
  costumes: Costume[];
  currentCostume: number;
  sounds: Sound[];
  /** 0..100 */
  volume: number;
}

export interface StageTarget extends SceneTargetBase {
  kind: 'stage';
  /** Broadcast messages: id -> name. */
  broadcasts: Record<string, string>;
  /** Beats per minute. */
  tempo: number;
}

export interface SpriteTarget extends SceneTargetBase {
  kind: 'sprite';
  visible: boolean;
  x: number;
  y: number;
  /** Per cent; 100 is the costume's own size. */
  size: number;
  /** Degrees, 90 points right, in (-180, 180]. */
  direction: number;
  draggable: boolean;
  rotationStyle: 'all around' | 'left-right' | "don't rotate";
  /** 1 is the hindmost sprite. */
  layer: number;
}

export const BOARD_TYPES = ['arduino-uno', 'microbit'] as const;
export type BoardType = (typeof BOARD_TYPES)[number];

/** A board with its own scripts, variables and lists: it sees none of the stage's, but knows the project's messages by name. */
export interface BoardTarget extends TargetBase {
  kind: 'board';
  board: BoardType;
  /** What the program is: the blocks, or `text` (micro:bit only), which began as what the blocks say. */
  mode: 'blocks' | 'text';
  /** The program in text mode; kept while the blocks are the program. At most `PROJECT_LIMITS.boardText` characters. */
  text: string;
  /** What stands on the simulated board's bench. At most `PROJECT_LIMITS.boardParts`. */
  parts: BoardPart[];
}

export const BOARD_PART_KINDS = [
  'led',
  'button',
  'potentiometer',
  'servo',
  'buzzer',
  'ultrasonic',
  'strip',
  'lcd',
] as const;
export type BoardPartKind = (typeof BOARD_PART_KINDS)[number];

export interface BoardPart {
  id: string;
  kind: BoardPartKind;
  /** Pixels on the bench, from its left and top. */
  x: number;
  y: number;
  /** The part's own pin -> the board's pin (`D13`, `A0`, `P0`). */
  pins: Record<string, string>;
  settings: Record<string, Json>;
}

export interface Block {
  id: BlockId;
  opcode: string;
  fields: Record<string, Field>;
  /** Scratch's mutation element as JSON (procedures, control_stop, unknown extensions). */
  mutation?: Record<string, Json>;
  /** A shadow block stands in an input while no other block obscures it. */
  shadow: boolean;
  at: BlockLocation;
  /** Id of the comment attached to this block. */
  comment?: string;
}

export interface Field {
  value: Scalar;
  /** Id of the variable, list or broadcast that the field names. */
  id?: string;
}

/** Where a block is: free on the workspace (workspace units, y down), or in one slot of one parent. */
export type BlockLocation = { x: number; y: number } | { parent: BlockId; slot: Slot };

/**
 * `next`: below the parent. `input:NAME`: plugged into that input (value or statement). `shadow:NAME`: the input's shadow,
 * hidden while a block sits in `input:NAME`.
 */
export type Slot = 'next' | `input:${string}` | `shadow:${string}`;

export interface Variable {
  name: string;
  value: Scalar;
  cloud?: boolean;
}

export interface List {
  name: string;
  items: Scalar[];
}

export interface Comment {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  minimized: boolean;
}

export interface Costume {
  id: string;
  name: string;
  asset: AssetHash;
  format: 'svg' | 'png' | 'jpg' | 'gif' | 'bmp';
  /** In costume pixels from the left and top; for bitmaps in the bitmap's own pixels. */
  rotationCenterX: number;
  rotationCenterY: number;
  /** 1 for vectors, usually 2 for bitmaps: pixels per stage unit. */
  bitmapResolution: number;
}

export interface Sound {
  id: string;
  name: string;
  asset: AssetHash;
  format: 'wav' | 'mp3' | 'ogg';
  /** Hertz; 0 when the file did not say. */
  rate: number;
  sampleCount: number;
}

export interface Monitor {
  id: string;
  opcode: string;
  params: Record<string, string>;
  target: TargetId | null;
  mode: 'default' | 'large' | 'slider' | 'list';
  visible: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  sliderMin?: number;
  sliderMax?: number;
  isDiscrete?: boolean;
}

export const isChild = (at: BlockLocation): at is { parent: BlockId; slot: Slot } => 'parent' in at;
