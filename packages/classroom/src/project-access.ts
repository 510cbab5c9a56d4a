/** What somebody may do with a live project. Frozen snapshots of entries have rules of their own, in the contest. */
export type Access = 'none' | 'read' | 'write';

/** How somebody stands to a project. One person can stand in several ways. */
export type ProjectRelation = 'owner' | 'member' | 'teacher' | 'classmate' | 'staff' | 'public';

/** What has happened to the project or to the people, as far as it changes access; the strongest applies. */
export type ProjectSituation = 'open' | 'frozen' | 'left' | 'deleted';

/** Facts about the caller and the project, all from the store, none from the request. */
export interface ProjectAccessFacts {
  readonly isOwner: boolean;
  /** The owner shared it with the caller. */
  readonly isMember: boolean;
  /** Teaches the class that the project is in. */
  readonly teachesClass: boolean;
  /** Holds a seat, not removed, in the class that the project is in. */
  readonly sitsInClass: boolean;
  /** Holds a staff role in the unit of the class, or above. */
  readonly isStaff: boolean;
  /** The project is in a class at all. */
  readonly inClass: boolean;
  /** The owner holds a seat, not removed, in that class, or teaches it. */
  readonly ownerInClass: boolean;
  /** The teacher has frozen the class: pupils look and do not edit. */
  readonly classFrozen: boolean;
  /** The owner put it into the bin. */
  readonly deleted: boolean;
  /** The teacher shows it to the class. */
  readonly shownToClass: boolean;
  /** It is in the public gallery. */
  readonly published: boolean;
}

/**
 * Who may do what with a project, and what freezing, leaving and deleting change. "Left" is, for owner and member, that they
 * hold no seat in the project's class any more; for teacher and classmate, that the owner does not.
 *
 * - Freezing a class makes its pupils readers; teachers go on.
 * - A pupil who leaves a class, or is removed, keeps the projects he or she owns; the class and its teachers no longer see them;
 *   projects that others own and shared stay behind with those others.
 * - What is deleted waits in its owner's bin: to be looked at and restored by nobody else.
 * - Staff never look into live projects: they see what was handed in, frozen, and each look leaves a trace.
 */
export const PROJECT_ACCESS: Readonly<Record<ProjectRelation, Readonly<Record<ProjectSituation, Access>>>> = {
  owner: { open: 'write', frozen: 'read', left: 'write', deleted: 'read' },
  member: { open: 'write', frozen: 'read', left: 'none', deleted: 'none' },
  teacher: { open: 'write', frozen: 'write', left: 'none', deleted: 'none' },
  classmate: { open: 'read', frozen: 'read', left: 'none', deleted: 'none' },
  staff: { open: 'none', frozen: 'none', left: 'none', deleted: 'none' },
  public: { open: 'read', frozen: 'read', left: 'read', deleted: 'none' },
};

const STRENGTH: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 };

/** What the caller may do: the most that any of their relations to the project gives them by {@link PROJECT_ACCESS}. */
export function projectAccess(facts: ProjectAccessFacts): Access {
  let most: Access = 'none';
  for (const relation of relationsOf(facts)) {
    const access = PROJECT_ACCESS[relation][situationOf(relation, facts)];
    if (STRENGTH[access] > STRENGTH[most]) most = access;
  }
  return most;
}

function relationsOf(facts: ProjectAccessFacts): ProjectRelation[] {
  const { inClass } = facts;
  const relations: [ProjectRelation, boolean][] = [
    ['owner', facts.isOwner],
    ['member', facts.isMember],
    ['teacher', inClass && facts.teachesClass],
    ['classmate', inClass && facts.sitsInClass && facts.shownToClass],
    ['staff', facts.isStaff],
    ['public', facts.published],
  ];
  return relations.filter(([, holds]) => holds).map(([relation]) => relation);
}

function situationOf(relation: ProjectRelation, facts: ProjectAccessFacts): ProjectSituation {
  if (facts.deleted) return 'deleted';
  if (!facts.inClass) return 'open';
  const callerInClass = facts.sitsInClass || facts.teachesClass;
  const isOwnWork = relation === 'owner' || relation === 'member';
  if (isOwnWork ? !callerInClass : !facts.ownerInClass) return 'left';
  // Freezing is for pupils: a teacher who owns or shares a project in the class goes on working.
  return facts.classFrozen && !facts.teachesClass ? 'frozen' : 'open';
}
