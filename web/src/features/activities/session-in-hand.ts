/** A session as its forms need it: local day and clock times, and the version that was looked at. */
export interface SessionInHand {
  id: string;
  version: number;
  on: string;
  from: string;
  to: string;
  place: string;
  /** The room that is booked for it. */
  roomId: string | null;
  /** The communities whose rooms can be booked. */
  communityIds: readonly string[];
  capacity: number | null;
}
