import type { Role } from "./api.js";

type Maybe<T> = T | Promise<T>;

/** Where an app keeps things from one run to the next: a `Map`, or a few lines around localStorage or AsyncStorage. */
export interface Store {
  get(key: string): Maybe<string | null | undefined>;
  set(key: string, value: string): Maybe<unknown>;
  delete(key: string): Maybe<unknown>;
}

/** A place in a lobby, with the token that is good for it. */
export interface Seat {
  role: Role;
  code: string;
  token: string;
  name: string;
  /** When it was taken, in milliseconds since 1970. A lobby is gone an hour after its host. */
  taken: number;
}

export const seatKey = (role: string, code: string): string => `seat.${role}.${code}`;

/** The seats of this device: one of each role in a lobby. */
export class Seats {
  constructor(private readonly store: Store) {}

  async get(role: Role, code: string): Promise<Seat | null> {
    const seat = await this.store.get(seatKey(role, code));
    return seat == null ? null : { role, code, ...(JSON.parse(seat) as Omit<Seat, "role" | "code">) };
  }

  async keep({ role, code, ...seat }: Omit<Seat, "taken">): Promise<void> {
    await this.store.set(seatKey(role, code), JSON.stringify({ ...seat, taken: Date.now() }));
  }

  async forget(role: Role, code: string): Promise<void> {
    await this.store.delete(seatKey(role, code));
  }
}

/** A key for `Idempotency-Key`. Not crypto.randomUUID, which pages without https don't have. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}
