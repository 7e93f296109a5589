import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlCommand, shellQuote } from './curl-command';

const webhookUrl = "https://gauge.example.com/webhook?a=1&b=it's";

/** Lets a real shell read the script, as if it had been pasted. */
async function shell(script: string): Promise<string> {
  const child = spawn('sh', { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TOKEN: 'pa$s "w" `x`' } });
  child.stdin.end(script);
  return text(child.stdout);
}

/** The arguments that a shell would hand to curl, and what curl would read from its standard input. */
async function handedToCurl(command: string): Promise<{ args: string[]; input: string }> {
  const pretend = `curl() { printf '%s\\0' "$@"; printf '\\0'; case "$*" in *@-*) cat;; esac; }`;
  const [args = '', input = ''] = (await shell(`${pretend}\n${command}\n`)).split('\0\0');
  return { args: args.split('\0'), input };
}

describe('quoting for the shell', () => {
  it('hands any text through a shell unchanged', async () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        expect(await shell(`printf %s ${shellQuote(value)}`)).toBe(value);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the command', () => {
  it('posts exactly the received body, whatever stands in it, with the token filled in', async () => {
    const body = JSON.stringify({ id: 'evt_1', text: `it's "$HOME" \`id\` \\n !! é 😀 $(id)` }, null, 2);
    const { args } = await handedToCurl(curlCommand({ webhookUrl, body, credential: 'bearer', headers: {} }));
    expect(args).toEqual([
      '-sS',
      '-i',
      '-X',
      'POST',
      webhookUrl,
      '-H',
      'Authorization: Bearer pa$s "w" `x`',
      '-H',
      'content-type: application/json',
      '--data-raw',
      body,
    ]);
  });

  it('posts a body too large for the command line from a here-document', async () => {
    const body = `{"id":"evt_1","text":"${"it's $HOME ".repeat(20_000)}",\nEVENT\n"end":1}`;
    const { args, input } = await handedToCurl(curlCommand({ webhookUrl, body, credential: 'bearer', headers: {} }));
    expect(args.slice(-2)).toEqual(['--data-binary', '@-']);
    // The here-document ends with a line break, which JSON does not mind.
    expect(input).toBe(`${body}\n`);
  });

  it('puts the placeholder where the sender had its secret', async () => {
    const header = curlCommand({
      webhookUrl,
      body: '{}',
      credential: 'header',
      headers: { cookie: 'redacted', 'x-key': 'redacted' },
    });
    expect((await handedToCurl(header)).args).toContain('x-key: pa$s "w" `x`');
    const basic = curlCommand({ webhookUrl, body: '{}', credential: 'basic', headers: { authorization: 'redacted' } });
    expect((await handedToCurl(basic)).args.join(' ')).toContain('-u pa$s "w" `x`');
  });

  it('lets no header name reach the shell', () => {
    const command = curlCommand({ webhookUrl, body: '{}', credential: 'header', headers: { 'x"$(id)': 'redacted' } });
    expect(command).toContain('-H "xid: $TOKEN"');
  });
});
