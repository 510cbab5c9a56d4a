import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectAccess, type ProjectAccessFacts } from './index.ts';

const stranger: ProjectAccessFacts = {
  isOwner: false,
  isMember: false,
  teachesClass: false,
  sitsInClass: false,
  isStaff: false,
  inClass: true,
  ownerInClass: true,
  classFrozen: false,
  deleted: false,
  shownToClass: false,
  published: false,
};

const CALLERS = {
  owner: { isOwner: true, sitsInClass: true },
  member: { isMember: true, sitsInClass: true },
  teacher: { teachesClass: true },
  'teacher who owns it': { isOwner: true, teachesClass: true },
  classmate: { sitsInClass: true },
  staff: { isStaff: true },
  anybody: {},
} satisfies Record<string, Partial<ProjectAccessFacts>>;

const SITUATIONS = {
  'as usual': {},
  'class frozen': { classFrozen: true },
  'shown to the class': { shownToClass: true },
  'shown, class frozen': { shownToClass: true, classFrozen: true },
  'owner has left the class': { ownerInClass: false, shownToClass: true },
  'not in a class': { inClass: false, ownerInClass: false, sitsInClass: false, teachesClass: false },
  'in the bin': { deleted: true, shownToClass: true, published: true },
  published: { published: true },
} satisfies Record<string, Partial<ProjectAccessFacts>>;

/* prettier-ignore */
const TABLE: Record<keyof typeof CALLERS, Record<keyof typeof SITUATIONS, string>> = {
  owner:                 { 'as usual': 'write', 'class frozen': 'read',  'shown to the class': 'write', 'shown, class frozen': 'read',  'owner has left the class': 'write', 'not in a class': 'write', 'in the bin': 'read', published: 'write' },
  member:                { 'as usual': 'write', 'class frozen': 'read',  'shown to the class': 'write', 'shown, class frozen': 'read',  'owner has left the class': 'write', 'not in a class': 'write', 'in the bin': 'none', published: 'write' },
  teacher:               { 'as usual': 'write', 'class frozen': 'write', 'shown to the class': 'write', 'shown, class frozen': 'write', 'owner has left the class': 'none',  'not in a class': 'none',  'in the bin': 'none', published: 'write' },
  'teacher who owns it': { 'as usual': 'write', 'class frozen': 'write', 'shown to the class': 'write', 'shown, class frozen': 'write', 'owner has left the class': 'write', 'not in a class': 'write', 'in the bin': 'read', published: 'write' },
  classmate:             { 'as usual': 'none',  'class frozen': 'none',  'shown to the class': 'read',  'shown, class frozen': 'read',  'owner has left the class': 'none',  'not in a class': 'none',  'in the bin': 'none', published: 'read' },
  staff:                 { 'as usual': 'none',  'class frozen': 'none',  'shown to the class': 'none',  'shown, class frozen': 'none',  'owner has left the class': 'none',  'not in a class': 'none',  'in the bin': 'none', published: 'read' },
  anybody:               { 'as usual': 'none',  'class frozen': 'none',  'shown to the class': 'none',  'shown, class frozen': 'none',  'owner has left the class': 'none',  'not in a class': 'none',  'in the bin': 'none', published: 'read' },
};

const cells = Object.entries(TABLE).flatMap(([caller, row]) =>
  Object.entries(row).map(([situation, access]) => [caller, situation, access] as const),
);

describe('what may be done with a project', () => {
  it.each(cells)('%s, %s: %s', (caller, situation, access) => {
    const facts = {
      ...stranger,
      ...CALLERS[caller as keyof typeof CALLERS],
      ...SITUATIONS[situation as keyof typeof SITUATIONS],
    };
    expect(projectAccess(facts)).toBe(access);
  });

  it('a pupil who left the class keeps what is his or hers, also while it is frozen, and loses what others shared', () => {
    const left = { ...stranger, sitsInClass: false, classFrozen: true };
    expect(projectAccess({ ...left, isOwner: true, ownerInClass: false })).toBe('write');
    expect(projectAccess({ ...left, isMember: true })).toBe('none');
  });

  it('is never writing without owning it, sharing it or teaching the class, nor for pupils while it is frozen', () => {
    const facts: fc.Arbitrary<ProjectAccessFacts> = fc.record(
      Object.fromEntries(Object.keys(stranger).map((key) => [key, fc.boolean()])) as {
        [K in keyof ProjectAccessFacts]: fc.Arbitrary<boolean>;
      },
    );
    fc.assert(
      fc.property(facts, (some) => {
        const access = projectAccess(some);
        if (!some.isOwner && !some.isMember && !(some.inClass && some.teachesClass)) expect(access).not.toBe('write');
        if (some.deleted) expect(access).toBe(some.isOwner ? 'read' : 'none');
        if (some.inClass && some.classFrozen && some.sitsInClass && !some.teachesClass)
          expect(access).not.toBe('write');
        if (some.isStaff) expect(access).toBe(projectAccess({ ...some, isStaff: false }));
      }),
      { numRuns: 2000 },
    );
  });
});
