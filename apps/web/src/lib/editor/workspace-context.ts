import type { NamedEntry, NamedKind, WorkspaceContext } from '@paperkite/blocks';
import { boardsOf, extensionsInUse, isSceneTarget, sceneOf, type SceneTarget, type Target } from '@paperkite/project';
import { m } from '@paperkite/i18n';
import { newMonitor } from './monitors.ts';
import type { Questions } from './questions.svelte.ts';
import type { EditorSession } from './session.svelte.ts';

const QUESTIONS: Record<NamedKind, { create: () => string; rename: () => string }> = {
  variable: { create: m.editor_ask_variable, rename: m.editor_rename_variable },
  list: { create: m.editor_ask_list, rename: m.editor_rename_list },
  broadcast: { create: m.editor_ask_broadcast, rename: m.editor_rename_broadcast },
};

/** What the block workspace of one target sees of the project, and what it may ask the person for. */
export function createWorkspaceContext(
  session: EditorSession,
  questions: Questions,
  targetId: string,
): WorkspaceContext {
  const { doc } = session;
  const target = (): Target => session.project.targets.find(({ id }) => id === targetId) ?? session.stage;

  /** The target where it has costumes and sounds. */
  const onStage = (): SceneTarget | undefined => [target()].find(isSceneTarget);

  const named = (kind: NamedKind): NamedEntry[] => {
    if (kind === 'broadcast') return Object.entries(session.stage.broadcasts).map(([id, name]) => ({ id, name }));
    const of = (owner: Target, local: boolean): NamedEntry[] =>
      Object.entries(kind === 'variable' ? owner.variables : owner.lists).map(([id, { name }]) => ({
        id,
        name,
        local,
      }));
    const own = target();
    if (own.kind === 'stage') return of(own, false);
    // A board sees nothing of the stage.
    return own.kind === 'board' ? of(own, true) : [...of(session.stage, false), ...of(own, true)];
  };

  const extensions = (): readonly string[] => extensionsInUse(session.project, session.project.extensions);

  /** The target that owns a variable or list; messages belong to the stage. */
  const ownerOf = (kind: 'variable' | 'list', id: string): string => {
    const own = target();
    const isOwn = own.kind === 'board' || id in (kind === 'variable' ? own.variables : own.lists);
    return isOwn ? own.id : session.stage.id;
  };

  /** What is new is seen at once: a name alone means little to a child. */
  const showOnStage = (kind: 'variable' | 'list', owner: string, id: string): void => {
    const project = doc.toProject();
    const of = sceneOf(project).targets.find((each) => each.id === owner);
    if (of) doc.monitors.set(newMonitor(project, of, kind, id));
  };

  return {
    kind: () => target().kind,
    board: () => boardsOf({ targets: [target()] })[0]?.board,
    sprites: () => session.sprites.filter(({ id }) => id !== targetId).map(({ name }) => name),
    costumes: () => (onStage()?.costumes ?? []).map(({ name }) => name),
    backdrops: () => session.stage.costumes.map(({ name }) => name),
    sounds: () => (onStage()?.sounds ?? []).map(({ name }) => name),
    named,
    variablesOf: (name) => {
      const owner = name === '_stage_' ? session.stage : session.sprites.find((sprite) => sprite.name === name);
      return Object.values(owner?.variables ?? {}).map((variable) => variable.name);
    },
    async create(kind) {
      const answer = await questions.askText({
        title: QUESTIONS[kind].create(),
        label: m.editor_ask_name(),
        taken: named(kind).map(({ name }) => name),
        offerLocal: kind !== 'broadcast' && target().kind === 'sprite',
      });
      if (!answer) return undefined;
      const local = answer.local || target().kind === 'board';
      const owner = local ? targetId : session.stage.id;
      if (kind === 'broadcast') return { id: doc.broadcasts.create(answer.text), name: answer.text };
      const id = doc.transact(() => {
        const made = (kind === 'variable' ? doc.variables : doc.lists).create(owner, answer.text);
        showOnStage(kind, owner, made);
        return made;
      });
      return { id, name: answer.text, local };
    },
    ensure(kind, name) {
      const known = named(kind).find((entry) => entry.name === name);
      if (known) return known;
      if (kind === 'broadcast') return { id: doc.broadcasts.create(name), name };
      const own = target();
      const id = (kind === 'variable' ? doc.variables : doc.lists).create(own.id, name);
      return { id, name, local: own.kind !== 'stage' };
    },
    rename(kind, id) {
      const initial = named(kind).find((entry) => entry.id === id)?.name;
      if (initial === undefined) return;
      const taken = named(kind).map(({ name }) => name);
      const title = QUESTIONS[kind].rename();
      void questions
        .askText({ title, label: m.editor_ask_name(), initial, taken, offerLocal: false })
        .then((answer) => {
          if (!answer) return;
          if (kind === 'broadcast') doc.broadcasts.rename(id, answer.text);
          else (kind === 'variable' ? doc.variables : doc.lists).rename(ownerOf(kind, id), id, answer.text);
        });
    },
    remove(kind, id) {
      if (kind === 'broadcast') doc.broadcasts.remove(id);
      else
        doc.transact(() => {
          (kind === 'variable' ? doc.variables : doc.lists).remove(ownerOf(kind, id), id);
          doc.monitors.remove(id);
        });
    },
    // A board has its own shelves and no extensions.
    ...(target().kind !== 'board' && { extensions, chooseExtension: () => (questions.extensions = true) }),
    editProcedure: (procedure) => questions.askProcedure(procedure),
    comments: {
      read: () => target().comments,
      put: (id, comment) => doc.comments.set(targetId, id, comment),
      remove: (id) => doc.comments.remove(targetId, id),
      observe: (listener) =>
        doc.observe(({ targets }) => {
          if (targets.get(targetId)?.has('comments')) listener();
        }),
    },
    changed: (listener) => {
      let shown = extensions().join(' ');
      return doc.observe(({ areas, targets }) => {
        const touchesNames = [...targets.values()].some((touched) =>
          [...touched].some((area) => area !== 'locations' && area !== 'bodies' && area !== 'comments'),
        );
        // A block of another extension came in: its category comes, too.
        const before = shown;
        shown = extensions().join(' ');
        if (touchesNames || areas.has('targets') || shown !== before) listener();
      });
    },
  };
}
