import type { TargetId, BlockId } from '@paperkite/project';
import type { Awareness } from 'y-protocols/awareness';

/** What a person shows the others of what they are doing. */
export interface Whereabouts {
  target?: TargetId;
  block?: BlockId;
}

/** Somebody else in the project. One person may be here several times, in several tabs. */
export interface PersonHere extends Whereabouts {
  /** One for each tab. */
  client: number;
  /** As the server vouches. */
  person: { id: string; name: string; role?: string };
  /** 0..7, the same for everybody who looks; which colours these are is up to the interface. */
  colour: number;
}

export interface Presence {
  /** Everybody else, this page's own other tabs included, longest here first. */
  people(): PersonHere[];
  show(whereabouts: Whereabouts): void;
  onChange(listener: () => void): () => void;
}

const COLOURS = 8;

export function presenceOf(awareness: Awareness): Presence {
  return {
    people: () =>
      [...awareness.getStates()].flatMap(([client, state]): PersonHere[] => {
        const person = (state as { person?: PersonHere['person'] }).person;
        if (client === awareness.clientID || typeof person?.id !== 'string' || typeof person.name !== 'string')
          return [];
        const { target, block } = state as Whereabouts;
        return [
          {
            client,
            person,
            colour: colourOf(person.id),
            ...(typeof target === 'string' && { target }),
            ...(typeof block === 'string' && { block }),
          },
        ];
      }),
    show: ({ target, block }) => awareness.setLocalState({ ...(target && { target }), ...(block && { block }) }),
    onChange(listener) {
      awareness.on('change', listener);
      return () => awareness.off('change', listener);
    },
  };
}

function colourOf(personId: string): number {
  let hash = 0;
  for (let i = 0; i < personId.length; i++) hash = (Math.imul(hash, 31) + personId.charCodeAt(i)) | 0;
  return (hash >>> 8) % COLOURS;
}
