import { readFile } from 'node:fs/promises';
import { parseDefinition, type Definition } from '@paperkite/contest';
import { putDefinition, SYSTEM, withCaller, type DatabaseHandle } from '@paperkite/data';
import { unwrap } from '@paperkite/kernel';

/** The definitions that ship with the program. */
const SHIPPED = ['cn-ai-2024'];

/** Stores the shipped definitions, each version once. */
export async function ensureDefinitions(db: DatabaseHandle): Promise<void> {
  for (const id of SHIPPED) {
    const file = new URL(import.meta.resolve(`@paperkite/contest/definitions/${id}.yaml`));
    const definition: Definition = unwrap(parseDefinition(await readFile(file, 'utf8')));
    await withCaller(db, SYSTEM, (tx) =>
      putDefinition(tx, { id: definition.id, version: definition.version, body: definition }),
    );
  }
}
