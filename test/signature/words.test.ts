import { FAULTS, type Fault } from '../../signature/findings';
import { REMARKS } from '../../signature/remarks';
import type { Finding } from '../../signature/report';

/** Text where a reason is filled in with text, words where with words. */
const FILLING = Object.assign(new String('2026-06-01T12:00:00.000Z'), { bg: 'проба', en: 'sample' });
const all = <Answer>(list: object): [string, Answer][] =>
  Object.entries(list).map(([name, make]: [string, (...parts: unknown[]) => Answer]) => [name, make(FILLING, FILLING)]);

const faults = all<Fault>(FAULTS);
const findings: [string, Finding][] = [
  ...faults.map(([name, { finding }]): [string, Finding] => [name, finding]),
  ...all<Finding>(REMARKS),
];

const sentences = (text: string): number => (text.match(/[\p{L}\d)“”][.:](?= \p{Lu}|$)/gu) ?? []).length;

describe.each(findings)('the reason %s', (_name, { code, bg, en }) => {
  it('has a code for programs, and whole sentences for people in Bulgarian and in English', () => {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    for (const text of [bg, en]) expect(text).toMatch(/^\p{Lu}.+\.$/u);
    expect(bg).toMatch(/^\p{Script=Cyrillic}/u);
    expect(en).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  it('fills in everything', () => {
    for (const text of [bg, en]) expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });
});

it.each(faults)('%s says how to go on, after what is wrong', (_name, { finding: { bg, en } }) => {
  expect(sentences(bg)).toBeGreaterThan(1);
  expect(sentences(en)).toBe(sentences(bg));
});

it('one code always says the same', () => {
  const codes = findings.map(([, { code }]) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

it('only a proven fault fails a signature: revoked, expired, early, altered, forged or no signature at all', () => {
  const failing = faults.filter(([, { indication }]) => indication === 'TOTAL_FAILED');
  const proven = ['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'REVOKED', 'EXPIRED', 'NOT_YET_VALID'];
  expect(failing.map(([, { subIndication }]) => subIndication).filter((one) => !proven.includes(one))).toEqual([]);
  const doubtful = faults.filter(([, { indication }]) => indication === 'INDETERMINATE');
  expect(doubtful.map(([, { subIndication }]) => subIndication).filter((one) => proven.includes(one))).toEqual([]);
});
