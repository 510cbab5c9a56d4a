import { m } from '@paperkite/i18n';

const NAMES: Record<string, () => string> = {
  animals: m.library_category_animals,
  effects: m.library_category_effects,
  festival: m.library_category_festival,
  nature: m.library_category_nature,
  notes: m.library_category_notes,
  people: m.library_category_people,
  percussion: m.library_category_percussion,
  things: m.library_category_things,
  vehicles: m.library_category_vehicles,
};

/** A category of the starter library in the language of the page. */
export const categoryName = (id: string): string => NAMES[id]?.() ?? id;
