import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';

it('every thread of a process that gives way has a nice value of at least 10, and its parent keeps its own', () => {
  const before = getPriority();
  const program = `
    import { readdirSync } from 'node:fs';
    import { getPriority } from 'node:os';
    import { giveWay } from './lib/server/pages/priority.ts';
    giveWay();
    const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
    process.stdout.write(JSON.stringify(threads.map((thread) => getPriority(thread))));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(new Set(JSON.parse(said) as number[])).toEqual(new Set([Math.max(10, before)]));
  expect(getPriority()).toBe(before);
});
