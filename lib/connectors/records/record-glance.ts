/** A record as a person looks at it who is to choose one. */
export interface RecordGlance {
  id: string;
  /** First and last name; empty where it has none. */
  name: string;
  email: string | null;
  company: string | null;
  /** The user id that stands in it. */
  userId: string | null;
  /** Epoch ms; null where the other side does not tell it. */
  createdAtMs: number | null;
  changedAtMs: number | null;
}
