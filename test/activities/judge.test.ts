import type { ActivityDeps } from '../../activities/deps';
import { judge } from '../../activities/judge';
import type { Submission } from '../../db/submissions';
import type { Outcome } from '../../domain/receipt';
import { unfinished, type Verification } from '../../signature/verify';

const application = {
  service: '2016',
  applicant: { identifier: { kind: 'PNO', country: 'BG', number: '8501010010' } },
};

const judged = (verification: Verification, filed: object = application) => {
  const deps = {
    repositories: { trustAnchors: { list: async () => [] } },
    verifier: { verify: async () => verification },
  } as unknown as ActivityDeps;
  const submission = { application: filed, signed: Buffer.from([0x30]), receivedAt: new Date() };
  return judge(deps, submission as unknown as Submission<Outcome>);
};

const passedOver = (content: Buffer): Verification => ({
  report: { indication: 'TOTAL_PASSED', subIndication: null, format: 'CAdES', signatures: [] },
  content,
});

it('refuses a file whose check had to be ended, and says why', async () => {
  expect(await judged(unfinished({ bytes: Buffer.from([0x30]) }))).toMatchObject({
    type: 'refused',
    code: 'SIGNATURE_FAILED',
    verdict: { indication: 'INDETERMINATE', findings: [{ code: 'CHECK_BUDGET_EXCEEDED' }] },
  });
});

it('takes the application’s data as JSON, however it is written', async () => {
  expect((await judged(passedOver(Buffer.from(JSON.stringify(application, null, 4))))).type).toBe('accepted');
});

it.each([
  ['nested deeper than can be read', Buffer.from('['.repeat(500_000) + ']'.repeat(500_000))],
  ['longer than an application', Buffer.from(JSON.stringify(application) + ' '.repeat(2 * 1024 * 1024))],
  ['no JSON', Buffer.from('{')],
])('signed content that is %s is another document', async (_name, content) => {
  expect(await judged(passedOver(content))).toMatchObject({ code: 'APPLICATION_CONTENT_MISMATCH' });
});

const maria = { kind: 'PNO', country: 'BG', number: '5804122134' };
const company = { kind: 'NTR', country: 'BG', number: '999000120' };
type Typed = typeof maria;

/** An application of somebody, under a signature that passed. */
const signedBy = (identifiers: readonly Typed[], identifier: Typed) => {
  const own = { service: '2016', applicant: { identifier } };
  const signature = { signedBy: { name: 'Мария', identifiers }, errors: [], warnings: [], infos: [] };
  const { report } = passedOver(Buffer.alloc(0));
  const verification = { report: { ...report, signatures: [signature] }, content: Buffer.from(JSON.stringify(own)) };
  return judged(verification as unknown as Verification, own);
};

it.each([
  ['the applicant', [maria], maria],
  ['the company that applies, by its seal', [company], company],
  ['a person whose certificate names the company that applies', [maria, company], company],
])('accepts the signature of %s', async (_who, identifiers, applicant) => {
  expect(await signedBy(identifiers, applicant)).toMatchObject({
    type: 'accepted',
    needsReview: false,
    verdict: { findings: [] },
  });
});

it.each([
  ['another number', [{ ...maria, number: '7111034204' }]],
  ['the same number of another kind', [{ ...maria, kind: 'TIN' }]],
  ['the same number of another country', [{ ...maria, country: 'DE' }]],
  ['the company alone', [company]],
  ['no number at all', []],
])(
  'an official decides whether the signer may act for the applicant: the certificate holds %s',
  async (_what, held) => {
    expect(await signedBy(held, maria)).toMatchObject({
      type: 'accepted',
      needsReview: true,
      verdict: { findings: [{ code: 'SIGNED_BY_ANOTHER_PERSON' }] },
    });
  },
);

it('a person whose certificate does not name the company is another person', async () => {
  expect(await signedBy([maria], company)).toMatchObject({ needsReview: true });
});
