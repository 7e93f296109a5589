import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { cpuMsOf, memoryOf, pidsOf } from './process-tree';
import { pause, resume } from './standstill';

const idle = 'setInterval(() => {}, 1000)';
const parentOf = (program: string) =>
  `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(program)}]);
   child.once('spawn', () => console.log('ready'));
   ${idle}`;

let root: ChildProcess | null = null;

/** Starts a process with a child of its own. */
async function startTree(): Promise<number> {
  const parent = spawn(process.execPath, ['-e', parentOf(idle)]);
  root = parent;
  await new Promise((resolve) => parent.stdout.once('data', resolve));
  return parent.pid ?? 0;
}

const stateOf = (pid: number) => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];

afterEach(() => {
  for (const pid of pidsOf(root?.pid ?? 0)) process.kill(pid, 'SIGKILL');
});

describe.skipIf(!existsSync('/proc/self/smaps_rollup'))('a program that has started another', () => {
  test('memory and processor time are those of both', async () => {
    const pid = await startTree();
    const [, child = 0] = pidsOf(pid);
    expect(child).toBeGreaterThan(0);
    expect(memoryOf([pid])).toBeGreaterThan(memoryOf([child]) ?? Infinity);
    expect(cpuMsOf([pid])).toBeGreaterThanOrEqual(cpuMsOf([child]) ?? Infinity);
  });

  test('both stand still, and both go on', async () => {
    const pid = await startTree();
    const states = () => pidsOf(pid).map((member) => stateOf(member) === 'T');
    pause([pid]);
    await sleep(20);
    expect(states()).toEqual([true, true]);
    resume([pid]);
    await sleep(20);
    expect(states()).toEqual([false, false]);
  });
});
