import { explain } from './fuzz/compare';
import { readCorpus } from './fuzz/corpus';
import { fuzz } from './fuzz/fuzz';
import { verify } from '../../signature/verify';

const SEED = 20260601;
const COUNT = 100_000;

it(`of ${COUNT} mutations of sound files none breaks the check, hangs, or passes with anything changed that counts`, async () => {
  const { findings, passed } = await fuzz(SEED, COUNT);

  // A finding is repeated by `npm run fuzz -- 1 <seed> <index>`.
  expect(findings).toEqual([]);
  // The mutations reach what may be changed; one that changes nothing else would prove nothing.
  expect(passed['unsigned attributes']).toBeGreaterThan(0);
  expect(passed['certificates or lists in the bag']).toBeGreaterThan(0);
}, 1_200_000);

it('a pass with other content, another signer or other bytes would be found', async () => {
  const { files, options } = readCorpus();
  const [one, other] = ['attached-pss.p7m', 'stamped-rsa.p7m'].map((name) => files.find((file) => file.name === name));
  if (!one || !other) throw new Error('The corpus has other files');
  const [passed, foreign] = [await verify(one, options), await verify(other, options)];
  const sound = { ...one, passed };

  expect(explain(sound, one.bytes, passed)).toEqual(['nothing']);
  expect(explain(sound, one.bytes, { ...passed, content: Buffer.from('other') })).toContain('other content');
  expect(explain(sound, one.bytes, { ...passed, report: foreign.report })).toContain('someone else');
  expect(explain(sound, other.bytes, passed)).toContain('what was signed differs');
});
