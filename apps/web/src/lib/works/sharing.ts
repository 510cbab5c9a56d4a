/** Who works on a project besides its owner, and whom the owner could ask. */
export interface Sharing {
  /** Only a project in a class can be shared. */
  inClass: boolean;
  members: { personId: string; nickname: string }[];
  classmates: { seatId: string; nickname: string }[];
}
