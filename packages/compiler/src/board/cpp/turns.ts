import { helperIn } from '../comments/code-comments.ts';
import type { Sketch } from './functions.ts';
import { commentText } from './literal.ts';
import { receiversOf, usedMessages } from './program-facts.ts';
import type { SketchWriter } from './sketch-writer.ts';
import { pinText } from './values.ts';

/** The part of the sketch that lets scripts take turns. */
export function writeTurns(w: SketchWriter, sketch: Sketch): void {
  const { program, names, comments } = sketch;
  const lines = program.scripts.filter(({ hat }) => hat.kind === 'line');
  w.put('');
  w.putAll(`void start(Script &script) {
  script.running = true;
  script.step = 0;
  if (&script == current) startedAnew = true;
}

void takeTurn(Script &script, bool (*run)(Script &my)) {
  if (!script.running) return;
  current = &script;
  startedAnew = false;
  if (run(script) && !startedAnew) script.running = false;
}
`);
  w.braces('void stopAll()', '', () => {
    for (const script of program.scripts) w.put(`${names.script(script)}.running = false;`);
  });
  w.put('');
  w.braces('void stopOthers()', '', () => {
    for (const script of program.scripts) {
      const name = names.script(script);
      w.put(`if (current != &${name}) ${name}.running = false;`);
    }
  });
  for (const message of usedMessages(program)) {
    w.put('');
    w.put(`// ${comments.broadcasts(commentText(program.messages[message]!))}`);
    w.braces(`void ${names.message(message)}()`, '', () => {
      for (const script of receiversOf(program, message)) w.put(`start(${names.script(script)});`);
    });
  }
  const pins = program.scripts.filter(({ hat }) => hat.kind === 'pin');
  if (pins.length > 0) {
    w.put('');
    w.putAll(
      helperIn(
        comments,
        `// Whether a pin has changed to this level since the last look.
bool becomes(int level, int pin, int &before) {
  int now = digitalRead(pin);
  bool changed = before >= 0 && now != before && now == level;
  before = now;
  return changed;
}`,
      ),
    );
  }
  w.put('');
  w.put(`// ${comments.lookAtInputs}`);
  w.braces('void lookAtInputs()', '', () => {
    for (const script of pins) {
      const { hat } = script;
      if (hat.kind !== 'pin') continue;
      const level = hat.rising ? 'HIGH' : 'LOW';
      const name = names.script(script);
      w.put(`if (becomes(${level}, ${pinText(hat.pin)}, ${names.level(script)}) && !${name}.running) start(${name});`);
    }
    if (sketch.helpers.has('readLine')) {
      w.braces('if (readLine())', '', () => {
        for (const script of lines) w.put(`if (!${names.script(script)}.running) start(${names.script(script)});`);
      });
    }
  });
}
