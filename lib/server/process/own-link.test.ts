import { describe, expect, it, vi } from 'vitest';
import { lookUpElsewhere, OwnLinkError, refuseOwnLink } from './own-link';

const answers = vi.hoisted(() => ({ of: [] as { address: string; family: number }[] | Error }));

vi.mock('node:dns', () => ({
  lookup: (_host: string, _options: object, done: (error: Error | null, found?: object[]) => void) =>
    answers.of instanceof Error ? done(answers.of) : done(null, answers.of),
}));

const hostOf = (address: string) => new URL(`http://${address}/`).hostname.replace(/^\[|\]$/g, '');

describe('the guard of the own link', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '0xa9fea9fe',
    '2852039166',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[::169.254.169.254]',
    '[64:ff9b::169.254.169.254]',
    '[2002:a9fe:a9fe::1]',
    '[fe80::1]',
    '[febf::1]',
    '[fd00:ec2::254]',
  ])('refuses %s', (address) => {
    expect(() => refuseOwnLink([hostOf(address)])).toThrow(OwnLinkError);
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.253.1.1', '[::1]', '[::ffff:10.0.0.1]', '[fec0::1]', '[fd00:ec2::253]'])(
    'lets %s pass: targets within a network are wanted',
    (address) => {
      expect(() => refuseOwnLink([hostOf(address)])).not.toThrow();
    },
  );

  const lookedUp = (all: boolean) =>
    new Promise((resolve) => {
      lookUpElsewhere('name.test', { all }, (error, address, family) => resolve(error ?? [address, family]));
    });

  it('refuses a name when any of its addresses is of the own link', async () => {
    answers.of = [
      { address: '127.0.0.1', family: 4 },
      { address: '::ffff:169.254.169.254', family: 6 },
    ];
    expect([await lookedUp(true), await lookedUp(false)]).toEqual([expect.any(OwnLinkError), expect.any(OwnLinkError)]);
    answers.of = [{ address: 'fe80::1%eth0', family: 6 }];
    expect(await lookedUp(true)).toBeInstanceOf(OwnLinkError);
  });

  it('hands on that a name is not known', async () => {
    answers.of = new Error('ENOTFOUND');
    expect(await lookedUp(true)).toBe(answers.of);
  });

  it('answers as Node asks: with all addresses, or with the first', async () => {
    answers.of = [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ];
    expect(await lookedUp(true)).toEqual([answers.of, undefined]);
    expect(await lookedUp(false)).toEqual(['127.0.0.1', 4]);
  });
});
