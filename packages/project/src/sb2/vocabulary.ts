/**
 * How Scratch 2's blocks are called and built in Scratch 3. One line for each block: the old name, the new one, then what
 * becomes of the old arguments, in order:
 * - `NAME:kind` an input with a shadow of that kind, `NAME:bool` and `NAME:stack` inputs without;
 * - `NAME@opcode` an input whose shadow is a menu block of that opcode with a field of the same name;
 * - `NAME!` a field, `NAME!upper` one whose values Scratch 3 writes in capitals, `NAME!variable`, `NAME!list`,
 *   `NAME!broadcast` one that names such a thing;
 * - `NAME=value` a field that Scratch 2 did not have and that takes up no argument.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format_(2.0)/Block_Selectors
 */
const LINES = `
forward: motion_movesteps STEPS:number
turnRight: motion_turnright DEGREES:number
turnLeft: motion_turnleft DEGREES:number
heading: motion_pointindirection DIRECTION:angle
pointTowards: motion_pointtowards TOWARDS@motion_pointtowards_menu
gotoX:y: motion_gotoxy X:number Y:number
gotoSpriteOrMouse: motion_goto TO@motion_goto_menu
glideSecs:toX:y:elapsed:from: motion_glidesecstoxy SECS:number X:number Y:number
changeXposBy: motion_changexby DX:number
xpos: motion_setx X:number
changeYposBy: motion_changeyby DY:number
ypos: motion_sety Y:number
bounceOffEdge motion_ifonedgebounce
setRotationStyle motion_setrotationstyle STYLE!
xpos motion_xposition
ypos motion_yposition
heading motion_direction
scrollRight motion_scroll_right DISTANCE:number
scrollUp motion_scroll_up DISTANCE:number
scrollAlign motion_align_scene ALIGNMENT!
xScroll motion_xscroll
yScroll motion_yscroll
say:duration:elapsed:from: looks_sayforsecs MESSAGE:text SECS:number
say: looks_say MESSAGE:text
think:duration:elapsed:from: looks_thinkforsecs MESSAGE:text SECS:number
think: looks_think MESSAGE:text
show looks_show
hide looks_hide
hideAll looks_hideallsprites
lookLike: looks_switchcostumeto COSTUME@looks_costume
nextCostume looks_nextcostume
startScene looks_switchbackdropto BACKDROP@looks_backdrops
startSceneAndWait looks_switchbackdroptoandwait BACKDROP@looks_backdrops
nextScene looks_nextbackdrop
changeGraphicEffect:by: looks_changeeffectby EFFECT!upper CHANGE:number
setGraphicEffect:to: looks_seteffectto EFFECT!upper VALUE:number
filterReset looks_cleargraphiceffects
changeSizeBy: looks_changesizeby CHANGE:number
setSizeTo: looks_setsizeto SIZE:number
changeStretchBy: looks_changestretchby CHANGE:number
setStretchTo: looks_setstretchto STRETCH:number
comeToFront looks_gotofrontback FRONT_BACK=front
goBackByLayers: looks_goforwardbackwardlayers NUM:integer FORWARD_BACKWARD=backward
costumeIndex looks_costumenumbername NUMBER_NAME=number
costumeName looks_costumenumbername NUMBER_NAME=name
sceneName looks_backdropnumbername NUMBER_NAME=name
backgroundIndex looks_backdropnumbername NUMBER_NAME=number
scale looks_size
playSound: sound_play SOUND_MENU@sound_sounds_menu
doPlaySoundAndWait sound_playuntildone SOUND_MENU@sound_sounds_menu
stopAllSounds sound_stopallsounds
changeVolumeBy: sound_changevolumeby VOLUME:number
setVolumeTo: sound_setvolumeto VOLUME:number
volume sound_volume
playDrum music_playDrumForBeats DRUM@music_menu_DRUM BEATS:number
drum:duration:elapsed:from: music_midiPlayDrumForBeats DRUM:number BEATS:number
rest:elapsed:from: music_restForBeats BEATS:number
noteOn:duration:elapsed:from: music_playNoteForBeats NOTE:note BEATS:number
instrument: music_setInstrument INSTRUMENT@music_menu_INSTRUMENT
midiInstrument: music_midiSetInstrument INSTRUMENT:number
changeTempoBy: music_changeTempo TEMPO:number
setTempoTo: music_setTempo TEMPO:number
tempo music_getTempo
clearPenTrails pen_clear
stampCostume pen_stamp
putPenDown pen_penDown
putPenUp pen_penUp
penColor: pen_setPenColorToColor COLOR:color
changePenHueBy: pen_changePenHueBy HUE:number
setPenHueTo: pen_setPenHueToNumber HUE:number
changePenShadeBy: pen_changePenShadeBy SHADE:number
setPenShadeTo: pen_setPenShadeToNumber SHADE:number
changePenSizeBy: pen_changePenSizeBy SIZE:number
penSize: pen_setPenSizeTo SIZE:number
whenGreenFlag event_whenflagclicked
whenKeyPressed event_whenkeypressed KEY_OPTION!
whenClicked event_whenthisspriteclicked
whenSceneStarts event_whenbackdropswitchesto BACKDROP!
whenSensorGreaterThan event_whengreaterthan WHENGREATERTHANMENU!upper VALUE:number
whenSensorGreaterThan:video videoSensing_whenMotionGreaterThan REFERENCE:number
whenIReceive event_whenbroadcastreceived BROADCAST_OPTION!broadcast
broadcast: event_broadcast BROADCAST_INPUT:broadcast
doBroadcastAndWait event_broadcastandwait BROADCAST_INPUT:broadcast
wait:elapsed:from: control_wait DURATION:positive
doRepeat control_repeat TIMES:whole SUBSTACK:stack
doForever control_forever SUBSTACK:stack
doIf control_if CONDITION:bool SUBSTACK:stack
doIfElse control_if_else CONDITION:bool SUBSTACK:stack SUBSTACK2:stack
doWaitUntil control_wait_until CONDITION:bool
doUntil control_repeat_until CONDITION:bool SUBSTACK:stack
doWhile control_while CONDITION:bool SUBSTACK:stack
doForLoop control_for_each VARIABLE!variable VALUE:text SUBSTACK:stack
stopScripts control_stop STOP_OPTION!
whenCloned control_start_as_clone
createCloneOf control_create_clone_of CLONE_OPTION@control_create_clone_of_menu
deleteClone control_delete_this_clone
COUNT control_get_counter
INCR_COUNT control_incr_counter
CLR_COUNT control_clear_counter
warpSpeed control_all_at_once SUBSTACK:stack
touching: sensing_touchingobject TOUCHINGOBJECTMENU@sensing_touchingobjectmenu
touchingColor: sensing_touchingcolor COLOR:color
color:sees: sensing_coloristouchingcolor COLOR:color COLOR2:color
distanceTo: sensing_distanceto DISTANCETOMENU@sensing_distancetomenu
doAsk sensing_askandwait QUESTION:text
answer sensing_answer
keyPressed: sensing_keypressed KEY_OPTION@sensing_keyoptions
mousePressed sensing_mousedown
mouseX sensing_mousex
mouseY sensing_mousey
soundLevel sensing_loudness
isLoud sensing_loud
timer sensing_timer
timerReset sensing_resettimer
getAttribute:of: sensing_of PROPERTY! OBJECT@sensing_of_object_menu
timeAndDate sensing_current CURRENTMENU!upper
timestamp sensing_dayssince2000
getUserName sensing_username
getUserId sensing_userid
senseVideoMotion videoSensing_videoOn ATTRIBUTE@videoSensing_menu_ATTRIBUTE SUBJECT@videoSensing_menu_SUBJECT
setVideoState videoSensing_videoToggle VIDEO_STATE@videoSensing_menu_VIDEO_STATE
setVideoTransparency videoSensing_setVideoTransparency TRANSPARENCY:number
+ operator_add NUM1:number NUM2:number
- operator_subtract NUM1:number NUM2:number
* operator_multiply NUM1:number NUM2:number
/ operator_divide NUM1:number NUM2:number
randomFrom:to: operator_random FROM:number TO:number
< operator_lt OPERAND1:text OPERAND2:text
= operator_equals OPERAND1:text OPERAND2:text
> operator_gt OPERAND1:text OPERAND2:text
& operator_and OPERAND1:bool OPERAND2:bool
| operator_or OPERAND1:bool OPERAND2:bool
not operator_not OPERAND:bool
concatenate:with: operator_join STRING1:text STRING2:text
letter:of: operator_letter_of LETTER:whole STRING:text
stringLength: operator_length STRING:text
% operator_mod NUM1:number NUM2:number
rounded operator_round NUM:number
computeFunction:of: operator_mathop OPERATOR! NUM:number
readVariable data_variable VARIABLE!variable
setVar:to: data_setvariableto VARIABLE!variable VALUE:text
changeVar:by: data_changevariableby VARIABLE!variable VALUE:number
showVariable: data_showvariable VARIABLE!variable
hideVariable: data_hidevariable VARIABLE!variable
contentsOfList: data_listcontents LIST!list
append:toList: data_addtolist ITEM:text LIST!list
deleteLine:ofList: data_deleteoflist INDEX:integer LIST!list
insert:at:ofList: data_insertatlist ITEM:text INDEX:integer LIST!list
setLine:ofList:to: data_replaceitemoflist INDEX:integer LIST!list ITEM:text
getLine:ofList: data_itemoflist INDEX:integer LIST!list
lineCountOfList: data_lengthoflist LIST!list
list:contains: data_listcontainsitem LIST!list ITEM:text
showList: data_showlist LIST!list
hideList: data_hidelist LIST!list
`;

/** Kinds of inputs that show a value of their own: the block that does, and its field. */
export const SHADOWS = {
  number: { opcode: 'math_number', field: 'NUM' },
  positive: { opcode: 'math_positive_number', field: 'NUM' },
  whole: { opcode: 'math_whole_number', field: 'NUM' },
  integer: { opcode: 'math_integer', field: 'NUM' },
  angle: { opcode: 'math_angle', field: 'NUM' },
  note: { opcode: 'note', field: 'NOTE' },
  text: { opcode: 'text', field: 'TEXT' },
  color: { opcode: 'colour_picker', field: 'COLOUR' },
  broadcast: { opcode: 'event_broadcast_menu', field: 'BROADCAST_OPTION' },
} as const;

export type ShadowKind = keyof typeof SHADOWS;
export type NamedKind = 'variable' | 'list' | 'broadcast';

export type Argument =
  | { as: 'value'; name: string; kind: ShadowKind }
  | { as: 'menu'; name: string; opcode: string }
  | { as: 'bool'; name: string }
  | { as: 'stack'; name: string }
  | { as: 'field'; name: string; kind: 'plain' | 'upper' | NamedKind };

export interface BlockRule {
  opcode: string;
  args: Argument[];
  /** Fields with one value always. */
  constants: Record<string, string>;
}

function readArgument(text: string): Argument {
  const [, name, mark, rest] = /^(\w+)([:@!])(.*)$/.exec(text)!;
  if (mark === '@') return { as: 'menu', name: name!, opcode: rest! };
  if (mark === '!') return { as: 'field', name: name!, kind: rest === '' ? 'plain' : (rest as 'upper' | NamedKind) };
  if (rest === 'bool' || rest === 'stack') return { as: rest, name: name! };
  return { as: 'value', name: name!, kind: rest as ShadowKind };
}

/** What becomes of each Scratch 2 block, by its old name. Procedures and a few odd ones are not among them. */
export const BLOCK_RULES: ReadonlyMap<string, BlockRule> = new Map(
  LINES.trim()
    .split('\n')
    .map((line) => {
      const [old, opcode, ...args] = line.split(' ');
      const constants = args.filter((arg) => arg.includes('=')).map((arg) => arg.split('='));
      return [
        old!,
        {
          opcode: opcode!,
          args: args.filter((arg) => !arg.includes('=')).map(readArgument),
          constants: Object.fromEntries(constants) as Record<string, string>,
        },
      ];
    }),
);
