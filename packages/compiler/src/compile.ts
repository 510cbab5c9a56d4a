import {
  sceneOf,
  stageExtras,
  type Block,
  type Project,
  type SceneProject,
  type SceneTarget,
} from '@paperkite/project';
import { analyseEffects } from './analysis/effects.ts';
import { collectFlows } from './analysis/flows.ts';
import { inferTypes } from './analysis/infer-types.ts';
import { layOut } from './analysis/layout.ts';
import { normaliseDigits } from './analysis/observe.ts';
import type { CompiledProject, CompiledTarget, Diagnostic } from './compiled-project.ts';
import { emitProgram, type EmittedProgram } from './emit/program.ts';
import { HATS } from './extensions/index.ts';
import type { Program, ProgramTarget } from './ir/nodes.ts';
import { isWithin, NUMBER, type Type } from './ir/types.ts';
import { parameterKey } from './emit/stepped/keys.ts';
import { lowerProject, type LoweredReporter } from './lower/lower-project.ts';

/** A diagnostic list longer than this helps nobody. */
const MAX_DIAGNOSTICS = 1000;

/** For programs that take over from a running one. */
export interface BuildOptions {
  /** Kinds of value that cells must take besides those that flow into them, by variable, list or `parameterKey`. */
  widen?: Readonly<Record<string, Type>>;
  /** Collects every reporter block. */
  reporters?: LoweredReporter[];
}

/** Blocks of the stage and the sprites to typed IR: what `compileProject` emits from, and what `printIr` shows. */
export function buildProgram(
  original: Project,
  options: BuildOptions = {},
): { program: Program; diagnostics: Diagnostic[] } {
  const project = sceneOf(original);
  const diagnostics: Diagnostic[] = [];
  const program = lowerProject(
    project,
    (diagnostic) => {
      if (diagnostics.length < MAX_DIAGNOSTICS) diagnostics.push(diagnostic);
    },
    options.reporters,
  );
  for (const procedure of program.procedures) {
    for (const parameter of procedure.parameters) {
      parameter.type |= options.widen?.[parameterKey(procedure, parameter)] ?? 0;
    }
  }
  const flows = collectFlows(program);
  normaliseDigits(program, flows);
  inferTypes(program, flows, writtenFromOutside(project, options.widen));
  layOut(program, flows);
  return { program, diagnostics };
}

/**
 * Compiles a project to JavaScript for the stage. Whole-program and synchronous; does not throw on any project that fits the
 * document types: boards are left out, blocks it does not know do nothing and are listed in `diagnostics`.
 */
export function compileProject(original: Project): CompiledProject {
  const project = sceneOf(original);
  const { program, diagnostics } = buildProgram(project);
  return assemble(project, program, emitProgram(program, analyseEffects(program)), diagnostics);
}

/** Program text with the tables that go with it. */
export function assemble(
  project: SceneProject,
  program: Program,
  emitted: EmittedProgram,
  diagnostics: Diagnostic[],
): CompiledProject {
  return {
    format: 1,
    code: emitted.code,
    lines: emitted.lines,
    blocks: emitted.blocks,
    targets: project.targets.map((target, index) => compiledTarget(project, target, program.targets[index]!)),
    scripts: program.scripts.map((script, index) => ({
      target: script.owner,
      topBlock: script.topBlock,
      hat: script.hat,
      fields: script.fields,
      restarts: script.hat !== null && HATS.get(script.hat)?.restarts === true,
      edge: script.edge !== null,
      form: emitted.forms[index]!,
    })),
    monitors: project.monitors,
    usesVideo: project.targets.some(({ blocks }) => Object.values(blocks).some(isOfVideo)),
    diagnostics,
  };
}

const isOfVideo = ({ opcode }: Block): boolean => opcode.startsWith('videoSensing_');

/** Variables with a slider can become any number; lists that are shown can be edited by hand. */
function writtenFromOutside(project: Project, widen: BuildOptions['widen'] = {}): Map<string, Type> {
  const outside = new Map<string, Type>(Object.entries(widen));
  for (const monitor of project.monitors) {
    if (monitor.mode === 'slider') outside.set(monitor.id, (outside.get(monitor.id) ?? 0) | NUMBER);
  }
  return outside;
}

function compiledTarget(project: SceneProject, target: SceneTarget, program: ProgramTarget): CompiledTarget {
  return {
    id: target.id,
    name: target.name,
    isStage: target.kind === 'stage',
    costumes: target.costumes,
    currentCostume: target.currentCostume,
    sounds: target.sounds,
    volume: target.volume,
    variables: program.variables.map((variable) => ({
      id: variable.id,
      name: variable.name,
      value: variable.initial,
      storage: variable.storage,
      slot: variable.slot,
      accepts: variable.type,
      cloud: target.variables[variable.id]?.cloud === true,
    })),
    lists: program.lists.map((list) => ({
      id: list.id,
      name: list.name,
      items: [...list.initial],
      slot: list.slot,
      numeric: isWithin(list.items.type, NUMBER),
    })),
    ...(target.kind === 'stage'
      ? { tempo: target.tempo, ...extrasOf(project) }
      : {
          sprite: {
            visible: target.visible,
            x: target.x,
            y: target.y,
            size: target.size,
            direction: target.direction,
            draggable: target.draggable,
            rotationStyle: target.rotationStyle,
            layer: target.layer,
          },
        }),
  };
}

function extrasOf(project: Project): Pick<CompiledTarget, 'video' | 'speechLanguage'> {
  const { videoState, videoTransparency, textToSpeechLanguage } = stageExtras(project);
  return {
    video: {
      ...(videoState && { state: videoState }),
      ...(videoTransparency !== undefined && { transparency: videoTransparency }),
    },
    ...(textToSpeechLanguage && { speechLanguage: textToSpeechLanguage }),
  };
}
