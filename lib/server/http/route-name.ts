function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Folders of `app/api` are named like this; what is not is somebody's id. */
const isFolder = (segment: string) => /^(\[(\.{3})?\w+\]|[a-z]+(-[a-z]+)*)$/.test(segment);

/**
 * The route that answers `path`, as its folders name it, such as `/api/events/[id]`: addresses hold ids of people, routes hold
 * none. `params` in the order of the path, decoded.
 */
export function routeOf(path: string, params: Readonly<Record<string, string | string[]>>): string {
  const [root = '', api = '', ...rest] = path.split('/');
  let names = rest.map(decoded);
  // The first segment after `/api` is a folder, save where one route takes everything.
  let from = 1;
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== 'string') return [root, api, ...names.slice(0, -value.length), `[...${name}]`].join('/');
    const place = names.indexOf(value, from);
    if (place >= 0) names = names.with(place, `[${name}]`);
    from = Math.max(from, place + 1);
  }
  return [root, api, ...names.map((each) => (isFolder(each) ? each : '[id]'))].join('/');
}
