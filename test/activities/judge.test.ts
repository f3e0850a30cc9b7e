import type { ActivityDeps } from '../../activities/deps';
import { judge } from '../../activities/judge';
import type { Submission } from '../../db/submissions';
import type { Outcome } from '../../domain/receipt';
import { unfinished, type Verification } from '../../signature/verify';

const application = {
  service: '2016',
  applicant: { identifier: { kind: 'PNO', country: 'BG', number: '8501010010' } },
};

const judged = (verification: Verification) => {
  const deps = {
    repositories: { trustAnchors: { list: async () => [] } },
    verifier: { verify: async () => verification },
  } as unknown as ActivityDeps;
  const submission = { application, signed: Buffer.from([0x30]), receivedAt: new Date() };
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
