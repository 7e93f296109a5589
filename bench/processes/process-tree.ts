import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of one process. Times are in clock ticks, which are 10 ms on every Linux that Node runs on. */
interface ProcessFacts {
  pid: number;
  parent: number;
  ticks: number;
}

const msPerTick = 10;

function factsOf(pid: number): ProcessFacts | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything, so the fields are counted from its end.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0] = fields.slice(1, 2);
    // User and system time, its own and that of children it has waited for.
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return { pid, parent, ticks };
  } catch {
    return null;
  }
}

/** A process and everything it has started, the process first; empty where there is no /proc. */
function treeOf(root: number): ProcessFacts[] {
  let pids: number[];
  try {
    pids = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
  const all = pids.map(factsOf).filter((facts) => facts !== null);
  const tree = all.filter(({ pid }) => pid === root);
  for (const member of tree) tree.push(...all.filter(({ parent }) => parent === member.pid));
  return tree;
}

export function pidsOf(root: number): number[] {
  return treeOf(root).map(({ pid }) => pid);
}

export const isAlive = (pid: number): boolean => factsOf(pid) !== null;

/** Processor time that the programs and their children have used so far, in milliseconds; null where /proc is missing. */
export function cpuMsOf(roots: readonly number[]): number | null {
  const members = roots.flatMap(treeOf);
  if (members.length === 0) return null;
  return members.reduce((sum, { ticks }) => sum + ticks, 0) * msPerTick;
}

/**
 * Memory the programs and their children hold now, in bytes. Proportional: a page that several share is divided among them,
 * or PostgreSQL's shared buffers would be counted once a connection, and the text of node once a process. Null where the
 * kernel does not tell, be it of one of them only.
 */
export function memoryOf(roots: readonly number[]): number | null {
  let bytes = 0;
  for (const pid of roots.flatMap(pidsOf)) {
    try {
      const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'));
      bytes += Number(found?.[1] ?? 0) * 1024;
    } catch {
      // Either it has just ended, or it belongs to somebody else.
      if (factsOf(pid) !== null) return null;
    }
  }
  return bytes === 0 ? null : bytes;
}
