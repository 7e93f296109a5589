import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** False when JSON text cannot nest deeper than `levels`, since it opens no more brackets than that. Cheaper than a walk. */
export function mayBeDeeperThan(text: string, levels: number): boolean {
  return countUpTo(levels + 1, text, '{') + countUpTo(levels + 1, text, '[') > levels;
}

/** How often `character` occurs in `text`, counted no further than `most`. */
function countUpTo(most: number, text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count < most; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

/** True when a parsed value nests arrays and objects deeper than `levels`. Never descends further than that, so it is safe at any depth. */
export function isDeeperThan(value: JsonValue | undefined, levels: number): boolean {
  if (Array.isArray(value)) return levels === 0 || hasDeeperItem(value, levels - 1);
  return isJsonObject(value) && (levels === 0 || hasDeeperMember(value, levels - 1));
}

function hasDeeperItem(items: JsonValue[], levels: number): boolean {
  for (const item of items) {
    if (typeof item === 'object' && isDeeperThan(item, levels)) return true;
  }
  return false;
}

function hasDeeperMember(object: JsonObject, levels: number): boolean {
  for (const name in object) {
    const member = object[name];
    if (typeof member === 'object' && isDeeperThan(member, levels)) return true;
  }
  return false;
}
