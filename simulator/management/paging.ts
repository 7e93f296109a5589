import { badQuery } from './fault.ts';

const DEFAULT_TAKE = 50;
const MOST_TAKE = 100;
// Tokens of a real tenant are 58 url-safe characters: 43 bytes.
const TOKEN_BYTES = 43;

const TAKE_ABOUT = 'Number of results per page. Defaults to 50.';

/** `take` of the checkpoint-paged lists: 1 to 100, 50 when absent. */
export function readTake(query: URLSearchParams): number {
  const given = query.get('take');
  if (given === null) return DEFAULT_TAKE;
  const take = Number(given);
  if (!Number.isInteger(take)) {
    throw badQuery(`'Expected type integer but found type string' on property take (${TAKE_ABOUT})`);
  }
  if (take < 1) throw badQuery(`'Value ${take} is less than minimum 1' on property take (${TAKE_ABOUT})`);
  if (take > MOST_TAKE) {
    throw badQuery(`'Value ${take} is greater than maximum ${MOST_TAKE}' on property take (${TAKE_ABOUT})`);
  }
  return take;
}

/** An opaque token for a place in a list. */
export function pageToken(place: number): string {
  return Buffer.from(`place:${place}:`.padEnd(TOKEN_BYTES, '.')).toString('base64url');
}

export function readPlace(query: URLSearchParams): number | undefined {
  const token = query.get('from');
  if (token === null) return undefined;
  const place = /^place:(\d+):/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (place === undefined) {
    throw badQuery("'Invalid cursor' on property from (Optional Id from which to start selection.)");
  }
  return Number(place);
}
