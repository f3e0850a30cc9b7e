import { Client, Connection } from '@temporalio/client';

import { Refused, type ApiClient } from '../../cli/client';
import { signCms } from '../../signature/creation/sign-cms';
import { createSigner } from '../../signature/creation/signer';
import { EXTENSIONS, issue } from '../../stack/trust/issue';
import { caseFileWorkflowId } from '../../workflows/messages';
import { ADDRESS, HEIRS, TREES } from '../support/applications';
import { dropInACopy } from '../support/dropped-in';
import { act, closed, cutHistoriesAfter, itemOf, retryIncident, switchRegister } from '../support/officials';
import { COPIED_SERVICE } from '../support/second-approval';
import { applicationOf, startTestStack, until, type TestStack } from '../support/stack';

let stack: TestStack;
let maria: ApiClient;
beforeAll(async () => {
  stack = await startTestStack({ env: { SERVICES_FOLDER: await dropInACopy() } });
  maria = await stack.as('maria-ivanova');
}, 300_000);
afterAll(() => stack?.remove(), 60_000);

const addressFiling = async (certificate = 'maria-ivanova') =>
  stack.sign(await applicationOf('maria-ivanova', '2128', ADDRESS), certificate);

const refusal = async (act: Promise<unknown>): Promise<Refused['problem']> => {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`It was not refused: ${String(error)}`);
  return error.problem;
};

const mails = async (registrationNumber: string): Promise<unknown[]> => {
  const all = (await (await fetch(`${stack.urls.mail}/messages.json`)).json()) as { subject: string }[];
  return all.filter(({ subject }) => subject.includes(registrationNumber));
};

it('answers a signed application with a certificate that no human touched', async () => {
  const receipt = await maria.file(await addressFiling());

  const caseFile = await closed(maria, receipt.caseFileId);

  expect(caseFile.outcome).toBe('certificate');
  expect(caseFile.documents.map(({ kind }) => kind)).toEqual([
    'application',
    'signed-application',
    'signature-report',
    'signature-report',
    'reply',
  ]);
  expect(await mails(receipt.registrationNumber)).toHaveLength(1);
});

it('gives fifty filings at once fifty consecutive numbers', async () => {
  const filings = await Promise.all(Array.from({ length: 50 }, () => addressFiling()));

  const receipts = await Promise.all(filings.map((filing) => maria.file(filing)));

  const sequences = receipts
    .map(({ registrationNumber }) => Number(registrationNumber.split(/[-/]/)[1]))
    .sort((a, b) => a - b);
  expect(sequences).toEqual(Array.from({ length: 50 }, (_nothing, index) => (sequences[0] ?? 0) + index));
}, 120_000);

it('answers a repeated key with the first receipt, and refuses the key for another submission', async () => {
  const filing = { ...(await addressFiling()), key: 'a-key-of-this-test' };

  const first = await maria.file(filing);
  const second = await maria.file(filing);
  const other = await stack.sign(await applicationOf('maria-ivanova', '2128', { purpose: 'Друго' }), 'maria-ivanova');

  expect(second).toEqual(first);
  expect(await refusal(maria.file({ ...other, key: filing.key }))).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
    status: 422,
  });
});

it('refuses a signature over other content without giving a number', async () => {
  const filing = await addressFiling();
  const application = { ...filing.application, data: { purpose: 'Нещо друго' } };

  expect(await refusal(maria.file({ ...filing, application }))).toMatchObject({
    code: 'APPLICATION_CONTENT_MISMATCH',
    status: 422,
  });
});

it('refuses altered content and names the fault in words', async () => {
  const filing = await addressFiling();
  const content = Buffer.from(JSON.stringify({ ...filing.application, data: { purpose: 'Променено' } }));

  const problem = await refusal(maria.file({ ...filing, content }));

  expect(problem).toMatchObject({ code: 'SIGNED_CONTENT_ALTERED', verdict: { subIndication: 'HASH_FAILURE' } });
  expect(problem.verdict?.findings[0]?.bg).toMatch(/променен/);
});

it.each([
  ['revoked', 'CERTIFICATE_REVOKED', 'REVOKED_NO_POE'],
  ['expired', 'CERTIFICATE_EXPIRED', 'OUT_OF_BOUNDS_NO_POE'],
])('refuses a certificate that is %s', async (kind, code, subIndication) => {
  const problem = await refusal(maria.file(await addressFiling(`maria-ivanova-${kind}`)));

  expect(problem).toMatchObject({ code, verdict: { subIndication } });
});

it('refuses a certificate that its holder made, whatever name stands in it', async () => {
  const filing = await addressFiling();
  const subject = [
    ['country', 'BG'],
    ['commonName', 'Мария Петрова Иванова'],
    ['serialNumber', 'PNOBG-5804122134'],
  ] as const;
  const [notBefore, notAfter] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
  const own = issue({ subject, notBefore, notAfter, extensions: [EXTENSIONS.keyUsage(0xc0)] });
  const bytes = await signCms(filing.content ?? Buffer.alloc(0), createSigner(own.key, [own.der]), {
    ...{ detached: true, signingTime: new Date() },
  });

  expect(await refusal(maria.file({ ...filing, signed: { name: 'a.p7s', bytes } }))).toMatchObject({
    code: 'CERTIFICATE_UNTRUSTED',
    status: 422,
  });
});

it('refuses a service that is not there, and a file that is too large', async () => {
  const filing = await addressFiling();
  const unknown = { ...filing.application, service: '9999' };
  const large = { name: 'a.p7s', bytes: Buffer.alloc(11 * 1024 * 1024, 0x30) };

  expect(await refusal(maria.file({ ...filing, application: unknown }))).toMatchObject({
    code: 'SERVICE_NOT_FOUND',
    status: 404,
  });
  expect(await refusal(maria.file({ ...filing, signed: large }))).toMatchObject({
    code: 'FILE_TOO_LARGE',
    status: 413,
  });
});

it('lists every problem of a submission in the OpenAPI document', async () => {
  const document = (await (await fetch(`${stack.urls.api}/openapi.json`)).json()) as {
    paths: Record<string, { post: { responses: Record<string, { description: string }> } }>;
  };
  const said = JSON.stringify(document.paths['/case-files']?.post.responses);

  for (const code of ['SERVICE_NOT_FOUND', 'FORM_INVALID', 'FILE_TOO_LARGE', 'FILE_TYPE_MISMATCH', 'FILE_UNSIGNED'])
    expect(said).toContain(code);
  for (const code of ['SIGNED_CONTENT_ALTERED', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_REVOKED', 'CERTIFICATE_UNTRUSTED'])
    expect(said).toContain(code);
  for (const code of ['TOKEN_WRONG_KIND', 'IDEMPOTENCY_KEY_REUSED']) expect(said).toContain(code);
});

it('refuses a file that is not what its name says, and an unsigned one', async () => {
  const filing = await addressFiling();

  expect(await refusal(maria.file({ ...filing, signed: { name: 'a.pdf', bytes: filing.signed.bytes } }))).toMatchObject(
    { code: 'FILE_TYPE_MISMATCH' },
  );
  const pdf = await maria.makeDocument(filing.application);
  const { content: _content, ...rest } = filing;
  expect(await refusal(maria.file({ ...rest, signed: { name: 'a.pdf', bytes: pdf } }))).toMatchObject({
    code: 'FILE_UNSIGNED',
  });
});

it('names every wrong field by its pointer in both languages', async () => {
  const application = await applicationOf('maria-ivanova', '2086', { ...TREES, trees: 0 });
  const problem = await refusal(maria.makeDocument(application));

  expect(problem.code).toBe('FORM_INVALID');
  expect(problem.errors?.[0]).toMatchObject({
    pointer: '/data/trees',
    detail: { bg: expect.stringContaining('Брой дървета') },
  });
});

it('lets an official decide about a signature of another person, and ends the case when it is not accepted', async () => {
  const receipt = await maria.file(await addressFiling('georgi-dimitrov'));
  expect(receipt.next).toBe('signature-review');
  const { official, item } = await itemOf(stack, 'stefka-todorova', receipt.caseFileId);

  await official.complete(item.id, item.version, { outcome: 'refuse', note: 'Няма пълномощно.' });

  expect((await closed(maria, receipt.caseFileId)).outcome).toBe('termination');
});

it('goes on with the service once the official accepts the signature', async () => {
  const receipt = await maria.file(await addressFiling('georgi-dimitrov'));
  const { official, item } = await itemOf(stack, 'stefka-todorova', receipt.caseFileId);

  await official.complete(item.id, item.version, { outcome: 'accept' });

  expect((await closed(maria, receipt.caseFileId)).outcome).toBe('certificate');
});

it('refuses to decide an item twice, and another unit’s item', async () => {
  const receipt = await maria.file(
    await stack.sign(await applicationOf('maria-ivanova', '2016', HEIRS), 'maria-ivanova'),
  );
  const { official, item } = await itemOf(stack, 'ivan-marinov', receipt.caseFileId);
  const stranger = await stack.as('nikola-hristov');
  const values = { outcome: 'prepared', heirs: HEIRS.heirs };

  expect(await refusal(stranger.complete(item.id, item.version, values))).toMatchObject({
    code: 'WORK_ITEM_NOT_YOURS',
    status: 403,
  });
  await official.complete(item.id, item.version, values, 'the-first-decision');
  expect(await refusal(official.complete(item.id, item.version, values))).toMatchObject({
    code: 'WORK_ITEM_CLOSED',
    status: 409,
  });
  await expect(official.complete(item.id, item.version, values, 'the-first-decision')).resolves.toMatchObject({
    workItem: { state: 'completed' },
  });
  expect(await refusal(stranger.getCaseFile(receipt.caseFileId))).toMatchObject({ code: 'CASE_FILE_NOT_FOUND' });
});

it('runs a bundle that was dropped in, with its one more approval', async () => {
  const application = await applicationOf('maria-ivanova', COPIED_SERVICE, HEIRS);
  const { caseFileId } = await maria.file(await stack.sign(application, 'maria-ivanova'));

  await act(stack, 'ivan-marinov', caseFileId, { outcome: 'prepared', heirs: HEIRS.heirs });
  await act(stack, 'radka-vasileva', caseFileId, { outcome: 'approve' });
  await act(stack, 'anton-georgiev', caseFileId, { outcome: 'approve' });

  expect((await closed(maria, caseFileId)).outcome).toBe('certificate');
});

it('keeps a case file whose register is silent as an incident, and goes on when the operator orders it', async () => {
  await switchRegister(stack, false);
  const { caseFileId } = await maria.file(await addressFiling());
  await until(async () => (await maria.getCaseFile(caseFileId)).status === 'incident', 90);
  await switchRegister(stack, true);

  await retryIncident(stack, caseFileId);

  expect((await closed(maria, caseFileId)).outcome).toBe('certificate');
}, 150_000);

it('refuses a missing token, a broken one, and one of another kind', async () => {
  const ask = async (authorization: string): Promise<string> => {
    const response = await fetch(`${stack.urls.api}/me`, { headers: { authorization } });
    return ((await response.json()) as { code: string }).code;
  };
  const idToken = `${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')}.e30.AA`;

  expect(await ask('')).toBe('TOKEN_MISSING');
  expect(await ask('Bearer rubbish')).toBe('TOKEN_INVALID');
  expect(await ask(`Bearer ${idToken}`)).toBe('TOKEN_WRONG_KIND');
});

it('answers broken JSON and broken multipart with a problem, never with a crash', async () => {
  const send = async (path: string, type: string, body: string) => {
    const headers = {
      authorization: `Bearer ${maria.token}`,
      'content-type': type,
      'idempotency-key': 'broken-on-purpose',
    };
    const response = await fetch(`${stack.urls.api}${path}`, { method: 'POST', headers, body });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      code: ((await response.json()) as { code: string }).code,
    };
  };

  expect(await send('/applications', 'application/json', '{"a":')).toMatchObject({
    status: 400,
    code: 'REQUEST_MALFORMED',
  });
  expect(await send('/case-files', 'multipart/form-data; boundary=x', '--x\r\nrubbish')).toMatchObject({
    status: 400,
    code: 'REQUEST_MALFORMED',
  });
  expect(await send('/case-files', 'multipart/form-data', 'rubbish')).toMatchObject({ status: 400 });
});

describe.each(['worker', 'server', 'temporal', 'postgres'] as const)(
  'when the %s is killed without warning',
  (part) => {
    it('goes on with every way: no second number, no second mail', async () => {
      const filings = {
        address: await addressFiling(),
        heirs: await stack.sign(await applicationOf('maria-ivanova', '2016', HEIRS), 'maria-ivanova'),
        trees: await stack.sign(await applicationOf('maria-ivanova', '2086', TREES), 'maria-ivanova'),
      };
      const patiently = (filing: typeof filings.heirs, key: string) => until(() => maria.file({ ...filing, key }), 90);
      const heirs = await maria.file(filings.heirs);
      const trees = await maria.file(filings.trees);

      const address = patiently(filings.address, `killed-${part}`);
      await stack.kill(part);
      const receipt = await address;

      await act(stack, 'ivan-marinov', heirs.caseFileId, { outcome: 'prepared', heirs: HEIRS.heirs });
      await act(stack, 'radka-vasileva', heirs.caseFileId, { outcome: 'approve' });
      await act(stack, 'nikola-hristov', trees.caseFileId, {
        recommendation: 'refuse',
        finding: 'Здрави дървета.',
        outcome: 'submit',
      });
      await act(stack, 'anton-georgiev', trees.caseFileId, { outcome: 'refuse', ground: 'Дърветата са здрави.' });

      const outcomes = await Promise.all(
        [receipt, heirs, trees].map(async ({ caseFileId }) => (await closed(maria, caseFileId)).outcome),
      );
      expect(outcomes).toEqual(['certificate', 'certificate', 'refusal']);
      for (const { registrationNumber } of [receipt, heirs, trees])
        expect(await mails(registrationNumber)).toHaveLength(1);
      expect(await maria.file({ ...filings.address, key: `killed-${part}` })).toEqual(receipt);
    }, 240_000);
  },
);

it('refuses no decision while a long case file’s history is cut', async () => {
  await cutHistoriesAfter(stack, 30);
  const application = await applicationOf('maria-ivanova', '2016', HEIRS);
  const { caseFileId } = await maria.file(await stack.sign(application, 'maria-ivanova'));

  const decide = async (person: string, values: Record<string, unknown>) => {
    const { official, item } = await itemOf(stack, person, caseFileId);
    await official.complete(item.id, item.version, values);
  };
  for (let turn = 0; turn < 5; turn += 1) {
    await decide('ivan-marinov', { outcome: 'prepared', heirs: HEIRS.heirs });
    await decide('radka-vasileva', { outcome: 'return', note: 'Още веднъж.' });
  }
  await decide('ivan-marinov', { outcome: 'prepared', heirs: HEIRS.heirs });
  await decide('radka-vasileva', { outcome: 'approve' });

  expect((await closed(maria, caseFileId)).outcome).toBe('certificate');
  expect(await runsOf(caseFileId)).toBeGreaterThan(1);
}, 120_000);

async function runsOf(caseFileId: string): Promise<number> {
  const connection = await Connection.connect({ address: stack.urls.temporal });
  const { workflow } = new Client({ connection, namespace: 'prepiska' });
  const query = `WorkflowId = '${caseFileWorkflowId(caseFileId)}'`;
  const { count } = await until(async () => {
    const counted = await workflow.count(query);
    return counted.count > 1 && counted;
  });
  await connection.close();
  return count;
}
