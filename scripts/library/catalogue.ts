/**
 * What the starter library holds, in the order children see it. Names are data, in both languages: they become the names
 * inside a project. Labels of categories are messages (`library_category_<category>`).
 */

/** [中文, English] */
type Names = [string, string];

export type SpriteCategory = 'people' | 'animals' | 'vehicles' | 'nature' | 'things' | 'festival';
export type SoundCategory = 'percussion' | 'notes' | 'effects' | 'animals' | 'nature' | 'people';

export interface SpriteEntry {
  names: Names;
  category: SpriteCategory;
  /** Sound ids that come along with the sprite. */
  sounds: string[];
  /** Where the sprite turns, in costume units; the middle of the picture unless said. */
  centre?: [number, number];
  /** File name after the sprite's id, and the costume's name. */
  costumes: Record<string, Names>;
}

export const sprites: Record<string, SpriteEntry> = {
  kite: {
    names: ['风筝', 'Kite'],
    category: 'festival',
    sounds: ['pop', 'wind'],
    centre: [64, 60],
    costumes: { fly: ['飞', 'fly'], sway: ['摇摆', 'sway'], cheer: ['欢呼', 'cheer'] },
  },
  panda: {
    names: ['熊猫', 'Panda'],
    category: 'animals',
    sounds: ['pop'],
    costumes: { stand: ['站立', 'stand'], wave: ['招手', 'wave'], jump: ['欢呼', 'cheer'] },
  },
  child: {
    names: ['小朋友', 'Child'],
    category: 'people',
    sounds: ['pop', 'steps'],
    costumes: {
      stand: ['站立', 'stand'],
      'walk-1': ['走 1', 'walk 1'],
      'walk-2': ['走 2', 'walk 2'],
      wave: ['招手', 'wave'],
    },
  },
  teacher: {
    names: ['老师', 'Teacher'],
    category: 'people',
    sounds: ['pop', 'bell'],
    costumes: { stand: ['站立', 'stand'], point: ['指黑板', 'point'], read: ['读书', 'read'] },
  },
  robot: {
    names: ['机器人', 'Robot'],
    category: 'people',
    sounds: ['laser', 'tick'],
    costumes: { stand: ['站立', 'stand'], wave: ['招手', 'wave'], cheer: ['欢呼', 'cheer'] },
  },
  cat: {
    names: ['小猫', 'Cat'],
    category: 'animals',
    sounds: ['meow'],
    costumes: {
      stand: ['站立', 'stand'],
      'walk-1': ['走 1', 'walk 1'],
      'walk-2': ['走 2', 'walk 2'],
      meow: ['喵', 'meow'],
    },
  },
  dog: {
    names: ['小狗', 'Dog'],
    category: 'animals',
    sounds: ['bark'],
    costumes: {
      stand: ['站立', 'stand'],
      'walk-1': ['走 1', 'walk 1'],
      'walk-2': ['走 2', 'walk 2'],
      bark: ['汪', 'bark'],
    },
  },
  rabbit: {
    names: ['兔子', 'Rabbit'],
    category: 'animals',
    sounds: ['jump'],
    costumes: { sit: ['坐', 'sit'], listen: ['听', 'listen'], hop: ['跳', 'hop'] },
  },
  bird: {
    names: ['小鸟', 'Bird'],
    category: 'animals',
    sounds: ['bird'],
    costumes: { up: ['翅膀向上', 'wings up'], glide: ['滑翔', 'glide'], down: ['翅膀向下', 'wings down'] },
  },
  fish: {
    names: ['鱼', 'Fish'],
    category: 'animals',
    sounds: ['bubble', 'splash'],
    costumes: { 'swim-1': ['游 1', 'swim 1'], 'swim-2': ['游 2', 'swim 2'], 'swim-3': ['游 3', 'swim 3'] },
  },
  butterfly: {
    names: ['蝴蝶', 'Butterfly'],
    category: 'animals',
    sounds: ['magic'],
    costumes: { open: ['张开', 'open'], half: ['半开', 'half open'], closed: ['合拢', 'closed'] },
  },
  dragon: {
    names: ['龙', 'Dragon'],
    category: 'festival',
    sounds: ['gong', 'firecracker'],
    costumes: { 'fly-1': ['飞 1', 'fly 1'], 'fly-2': ['飞 2', 'fly 2'], roar: ['喷火', 'roar'] },
  },
  'dragon-boat': {
    names: ['龙舟', 'Dragon boat'],
    category: 'festival',
    sounds: ['kick', 'splash'],
    costumes: { 'row-1': ['划 1', 'row 1'], 'row-2': ['划 2', 'row 2'] },
  },
  lantern: {
    names: ['灯笼', 'Lantern'],
    category: 'festival',
    sounds: ['firecracker'],
    costumes: { still: ['静止', 'still'], left: ['摇摆', 'sway'], glow: ['亮', 'glow'] },
  },
  drum: {
    names: ['鼓', 'Drum'],
    category: 'festival',
    sounds: ['kick', 'snare', 'gong'],
    costumes: { rest: ['静止', 'rest'], left: ['左手敲', 'left hand'], right: ['右手敲', 'right hand'] },
  },
  baozi: {
    names: ['包子', 'Baozi'],
    category: 'things',
    sounds: ['pop'],
    costumes: { smile: ['微笑', 'smile'], steam: ['冒热气', 'steam'], sleep: ['睡觉', 'sleep'] },
  },
  rocket: {
    names: ['火箭', 'Rocket'],
    category: 'vehicles',
    sounds: ['whoosh'],
    costumes: { rest: ['静止', 'rest'], start: ['点火', 'start'], fly: ['飞', 'fly'] },
  },
  car: {
    names: ['汽车', 'Car'],
    category: 'vehicles',
    sounds: ['horn'],
    costumes: { 'drive-1': ['开 1', 'drive 1'], 'drive-2': ['开 2', 'drive 2'], lights: ['开灯', 'lights on'] },
  },
  'paper-plane': {
    names: ['纸飞机', 'Paper plane'],
    category: 'vehicles',
    sounds: ['whoosh'],
    costumes: { level: ['平飞', 'level'], climb: ['爬升', 'climb'], dive: ['俯冲', 'dive'] },
  },
  ball: {
    names: ['球', 'Ball'],
    category: 'things',
    sounds: ['pop', 'jump'],
    costumes: { round: ['圆', 'round'], squash: ['压扁', 'squashed'] },
  },
  apple: {
    names: ['苹果', 'Apple'],
    category: 'things',
    sounds: ['pop', 'coin'],
    costumes: { whole: ['完整', 'whole'], bitten: ['咬一口', 'bitten'], core: ['果核', 'core'] },
  },
  star: {
    names: ['星星', 'Star'],
    category: 'nature',
    sounds: ['magic', 'coin'],
    costumes: { smile: ['微笑', 'smile'], wink: ['眨眼', 'wink'], sparkle: ['闪光', 'sparkle'] },
  },
  cloud: {
    names: ['云', 'Cloud'],
    category: 'nature',
    sounds: ['wind'],
    costumes: { happy: ['开心', 'happy'], rain: ['下雨', 'rain'], storm: ['打雷', 'storm'] },
  },
  tree: {
    names: ['树', 'Tree'],
    category: 'nature',
    sounds: ['wind', 'bird'],
    costumes: { summer: ['夏天', 'summer'], autumn: ['秋天', 'autumn'], winter: ['冬天', 'winter'] },
  },
};

export const backdrops: Record<string, Names> = {
  blank: ['空白', 'Blank'],
  sky: ['天空', 'Sky'],
  field: ['田野', 'Field'],
  classroom: ['教室', 'Classroom'],
  hutong: ['胡同', 'Hutong'],
  'great-wall': ['长城', 'Great Wall'],
  sea: ['大海', 'Sea'],
  space: ['太空', 'Space'],
  night: ['夜晚', 'Night'],
  stage: ['舞台', 'Stage'],
  grid: ['坐标', 'Grid'],
};

export const sounds: Record<string, { names: Names; category: SoundCategory }> = {
  pop: { names: ['啵', 'Pop'], category: 'effects' },
  jump: { names: ['跳', 'Jump'], category: 'effects' },
  coin: { names: ['金币', 'Coin'], category: 'effects' },
  win: { names: ['赢了', 'Win'], category: 'effects' },
  lose: { names: ['输了', 'Lose'], category: 'effects' },
  magic: { names: ['魔法', 'Magic'], category: 'effects' },
  laser: { names: ['激光', 'Laser'], category: 'effects' },
  whoosh: { names: ['嗖', 'Whoosh'], category: 'effects' },
  tick: { names: ['滴答', 'Tick tock'], category: 'effects' },
  bell: { names: ['铃声', 'Bell'], category: 'effects' },
  horn: { names: ['喇叭', 'Horn'], category: 'effects' },
  firecracker: { names: ['爆竹', 'Firecrackers'], category: 'effects' },
  kick: { names: ['大鼓', 'Bass drum'], category: 'percussion' },
  snare: { names: ['小鼓', 'Snare drum'], category: 'percussion' },
  hat: { names: ['踩镲', 'Hi-hat'], category: 'percussion' },
  gong: { names: ['锣', 'Gong'], category: 'percussion' },
  'note-gong': { names: ['古筝 宫', 'Guzheng D'], category: 'notes' },
  'note-shang': { names: ['古筝 商', 'Guzheng E'], category: 'notes' },
  'note-jue': { names: ['古筝 角', 'Guzheng F sharp'], category: 'notes' },
  'note-zhi': { names: ['古筝 徵', 'Guzheng A'], category: 'notes' },
  'note-yu': { names: ['古筝 羽', 'Guzheng B'], category: 'notes' },
  meow: { names: ['喵', 'Meow'], category: 'animals' },
  bark: { names: ['汪', 'Bark'], category: 'animals' },
  bird: { names: ['鸟叫', 'Bird song'], category: 'animals' },
  wind: { names: ['风', 'Wind'], category: 'nature' },
  splash: { names: ['水花', 'Splash'], category: 'nature' },
  bubble: { names: ['泡泡', 'Bubbles'], category: 'nature' },
  steps: { names: ['脚步', 'Steps'], category: 'people' },
  applause: { names: ['掌声', 'Applause'], category: 'people' },
  heartbeat: { names: ['心跳', 'Heartbeat'], category: 'people' },
};

/** What a new project starts with. */
export const start = { sprite: 'kite', backdrop: 'blank' };
