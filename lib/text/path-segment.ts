/**
 * An id as one segment of an address. Browsers and servers resolve `.` and `..` even when they are percent-encoded, and an
 * empty segment is no segment: such ids, and those that begin with the mark itself, are marked with `~`.
 */
export function pathSegment(id: string): string {
  return encodeURIComponent(/^(?:~|\.{0,2}$)/.test(id) ? `~${id}` : id);
}

/** The id that `pathSegment` wrote, from a segment that is percent-decoded already. */
export function idOfDecodedSegment(segment: string): string {
  return segment.startsWith('~') ? segment.slice(1) : segment;
}

/** The id that `pathSegment` wrote, from a segment as it stands in the address; throws `URIError` when it is malformed. */
export function idOfSegment(segment: string): string {
  return idOfDecodedSegment(decodeURIComponent(segment));
}
