import { type JsonObject, type JsonValue } from '../json';

const openingBracket = '['.charCodeAt(0);
const openingBrace = '{'.charCodeAt(0);

/** False when JSON text cannot nest deeper than `levels`, since it opens no more brackets than that. Cheaper than a walk. */
export function mayBeDeeperThan(text: string, levels: number): boolean {
  let opened = 0;
  for (let index = 0; index < text.length && opened <= levels; index += 1) {
    const code = text.charCodeAt(index);
    if (code === openingBrace || code === openingBracket) opened += 1;
  }
  return opened > levels;
}

/** True when a parsed value nests arrays and objects deeper than `levels`. Never descends further than that, so it is safe at any depth. */
export function isDeeperThan(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Array.isArray(value) ? hasDeeperItem(value, levels - 1) : hasDeeperMember(value, levels - 1);
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
