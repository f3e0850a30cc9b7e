import { createVerifier } from '../../activities/verifier/verifier';
import { cms } from '../support/signature/build-cms';
import { HOSTILE, pki, sound } from '../support/signature/hostile-cms';
import { HOSTILE_PDFS } from '../support/signature/hostile-pdf';
import { NOW } from '../support/signature/pki';

const verifier = createVerifier();
afterAll(() => verifier.close());

const options = { at: NOW, anchors: pki.anchors, crls: pki.crls };

/** What is said of a file in the end: the indication, or the code of a refusal. */
const outcomeOf = async (bytes: Buffer): Promise<string> =>
  verifier.verify({ bytes }, options).then(
    ({ report }) => report.indication,
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('a hostile file ends within its budget, never in a pass', () => {
  it.each([...HOSTILE, ...HOSTILE_PDFS])('%s', async (_name, make) => {
    expect(['TOTAL_FAILED', 'INDETERMINATE', 'FILE_UNSIGNED']).toContain(await outcomeOf(make()));
  });
});

it('others are answered while hostile files are judged, and the process goes on', async () => {
  const heavy = HOSTILE.filter(([name]) => /signers|circle|stamps/.test(name)).map(([, make]) => make());
  const certificates = [pki.signer.der, pki.issuing.der];
  const good = { bytes: cms({ ...sound, certificates }) };
  let turns = 0;
  const turn = setInterval(() => (turns += 1), 10);
  const [, ...others] = await Promise.all([
    Promise.all(heavy.map(outcomeOf)),
    ...Array.from({ length: 20 }, async () => (await verifier.verify(good, options)).report.subIndication),
  ]);
  clearInterval(turn);

  expect(new Set(others)).toEqual(new Set([(await verifier.verify(good, options)).report.subIndication]));
  expect(others).not.toContain('GENERIC');
  expect(turns).toBeGreaterThan(20);
});
