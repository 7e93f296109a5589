import { spawn } from 'node:child_process';
import { requireNode } from './node-version.ts';

requireNode();

/** Parts of the check, longest first: the machine's processors are never idle while one is left. */
const parts = ['unit', 'lint', 'types', 'structure', 'format', 'dead', 'lockfile'] as const;

/** Parts that run at the same time. Unit tests use every processor themselves, but wait for disks in between. */
const atOnce = 3;

interface Result {
  part: string;
  code: number;
  seconds: number;
  output: string;
}

function run(part: string): Promise<Result> {
  const startedAtMs = Date.now();
  const child = spawn('npm', ['run', '--silent', `check:${part}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - startedAtMs) / 1_000);
      resolve({ part, code: code ?? 1, seconds, output: Buffer.concat(output).toString() });
    });
  });
}

/** Prints a part as soon as it ends: its output only when it failed. */
function report({ part, code, seconds, output }: Result): void {
  const isGood = code === 0;
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${part} (${String(seconds)} s)`);
  if (!isGood) console.log(output);
}

const waiting: string[] = [...parts];

/** Runs parts until none is left; resolves to whether all of them were good. */
async function runAll(): Promise<boolean> {
  let isGood = true;
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const result = await run(part);
    report(result);
    isGood &&= result.code === 0;
  }
  return isGood;
}

const outcomes = await Promise.all(Array.from({ length: atOnce }, runAll));
process.exit(outcomes.every(Boolean) ? 0 : 1);
