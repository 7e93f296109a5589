import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { redeliveryCommand } from './redelivery-command';

/** What a real shell hands to the called program, a line for each call. */
function shellReads(command: string): string[][] {
  const stand = `auth0() { printf '%s\\0' "$@"; printf '\\1'; }\n`;
  const output = execFileSync('sh', ['-c', `${stand}${command}\n`], { encoding: 'utf8' });
  return output
    .split('\u0001')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
}

describe('the command for a bulk redelivery', () => {
  it('names the events of each event stream to the Auth0 CLI', () => {
    const names = [
      { streamId: 'est_a', eventId: 'evt_1' },
      { streamId: 'est_b', eventId: 'evt_2' },
      { streamId: 'est_a', eventId: "evt_3'; rm -rf $HOME" },
    ];
    expect(shellReads(redeliveryCommand(names))).toEqual([
      ['event-streams', 'redeliver', 'est_a', "evt_1,evt_3'; rm -rf $HOME"],
      ['event-streams', 'redeliver', 'est_b', 'evt_2'],
    ]);
  });

  it('is several commands for many, and none twice', () => {
    const names = Array.from({ length: 1_201 }, (_, n) => ({ streamId: 'est_a', eventId: `evt_${n}` }));
    const calls = shellReads(redeliveryCommand(names));
    expect(calls.map((call) => call[3]?.split(',').length)).toEqual([500, 500, 201]);
    expect(new Set(calls.flatMap((call) => call[3]?.split(',') ?? [])).size).toBe(1_201);
  });
});
