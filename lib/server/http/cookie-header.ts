import { type CookieReader } from './session';

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Reads cookies from the `Cookie` header of a request. Of two with one name the last counts, as in Next. */
export function cookieReader(header: string): CookieReader {
  return {
    get: (name) => {
      const part = header
        .split(';')
        .map((text) => text.trim())
        .findLast((text) => text.startsWith(`${name}=`));
      return part === undefined ? undefined : { name, value: decoded(part.slice(name.length + 1)) };
    },
  };
}
