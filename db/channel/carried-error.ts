import { isStoreUnavailable, mayHaveHappened, StoreUnavailableError } from '@/lib/store';

/** An error on its way to another process, where no class holds. */
export interface CarriedError {
  name: string;
  message: string;
  stack: string | null;
  isStoreUnavailable: boolean;
  mayHaveHappened: boolean;
}

/** What callers tell errors of the language apart by. */
const ownClasses = { RangeError, TypeError, SyntaxError };

/** Takes an error apart for the way. */
export function carryError(error: unknown): CarriedError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const facts = { isStoreUnavailable: isStoreUnavailable(error), mayHaveHappened: mayHaveHappened(error) };
  return { name, message, stack: stack ?? null, ...facts };
}

/** The error again, of the same name and message, and still recognised by `isStoreUnavailable`. Its stack is where it arose. */
export function reviveError({ name, message, stack, ...facts }: CarriedError): Error {
  const error = facts.isStoreUnavailable
    ? new StoreUnavailableError(message, { mayHaveHappened: facts.mayHaveHappened })
    : new (isOwnClass(name) ? ownClasses[name] : Error)(message);
  error.name = name;
  if (stack !== null) error.stack = stack;
  return error;
}

const isOwnClass = (name: string): name is keyof typeof ownClasses => name in ownClasses;
