import { createCancelCaseFile, createOpenCaseFile } from '../../activities/calls';
import type { QuietPoint } from '../../domain/case-file';
import { idOf, pointOf, SENDER, withCaseFiles } from '../support/case-files';
import { startTestServer, type TestServer } from '../support/database';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

describe('a case file that another one calls', () => {
  async function withCall() {
    const { deps, ...parts } = await withCaseFiles(server, 0);
    const open = createOpenCaseFile(deps);
    const call = (seq: number, more = {}) =>
      open({
        ...{ caseFileId: idOf(SENDER), bundleHash: 'h', seq, execution: 'Call#1', element: 'Call', process: 'Called' },
        ...{ variables: { size: 3, registrationNumber: 'of the caller' }, points: [], ...more },
      });
    const end = (caseFileId: string, answer: QuietPoint['answer'] & object, seq = 2) => {
      const point = { ...pointOf(SENDER, seq, { status: 'closed', outcome: 'completed' }), caseFileId, answer };
      return parts.record({ caseFileId, seq: seq - 1, points: [point], collects: false });
    };
    return { ...parts, call, end, cancel: createCancelCaseFile(deps) };
  }

  const ANSWER = {
    to: idOf(SENDER),
    event: { type: 'complete', execution: 'Call#1', variables: { ok: true } },
  } as const;

  it('begins once for each call, with what it is given and a number of its own', async () => {
    const { call, begun, repositories } = await withCall();
    await call(1);
    await call(1);
    await call(2);

    expect(new Set(begun).size).toBe(2);
    const [first = ''] = begun;
    const [received, started] = await repositories.journal.list(first);
    const { registrationNumber } = await repositories.caseFiles.get(first);
    expect(received?.payload).toMatchObject({ from: { registrationNumber: '94-99', element: 'Call' } });
    expect(started?.payload).toMatchObject({ event: { variables: { size: 3, registrationNumber } } });
    expect((await repositories.journal.list(idOf(SENDER))).map(({ payload }) => payload)).toMatchObject([
      {},
      { execution: 'Call#1', caseFileId: first, registrationNumber },
      { execution: 'Call#1' },
    ]);
  });

  it('tells its caller once how it ended', async () => {
    const { call, end, begun, mailOf, told } = await withCall();
    await call(1);
    await end(begun[0] ?? '', ANSWER);
    await end(begun[0] ?? '', ANSWER);

    expect(await mailOf(SENDER)).toMatchObject([ANSWER.event]);
    expect(new Set(told)).toEqual(new Set([idOf(SENDER)]));
  });

  it('tells an error with its code', async () => {
    const { call, end, begun, mailOf } = await withCall();
    await call(1);
    const event = { type: 'fail', execution: 'Call#1', code: 'unfit', message: 'It does not fit' } as const;
    await end(begun[0] ?? '', { to: idOf(SENDER), event });

    expect(await mailOf(SENDER)).toMatchObject([event]);
  });

  it('leaves nothing behind for a caller that is over', async () => {
    const { call, end, begun, db } = await withCall();
    await call(1);
    await call(2);
    const [first = '', second = ''] = begun;
    await end(first, ANSWER);
    await end(idOf(SENDER), { ...ANSWER, to: first }, 1);
    await end(second, ANSWER);

    expect(await db('mail')).toEqual([]);
  });

  it('is cancelled with the call, unless it is over', async () => {
    const { call, end, begun, cancel, cancelled } = await withCall();
    await call(1);
    await call(2);
    const [first = '', second = ''] = begun;
    await end(first, ANSWER);

    await cancel({ caseFileId: idOf(SENDER), execution: 'Call#1', points: [] });

    expect(cancelled).toEqual([second]);
  });

  it('is refused where a hundred have called one another already', async () => {
    const { call, begun } = await withCall();
    await call(1);
    for (let depth = 2; depth <= 100; depth += 1) await call(1, { caseFileId: begun.at(-1) });

    await expect(call(1, { caseFileId: begun.at(-1) })).rejects.toMatchObject({ code: 'SERVICE_INVALID' });
    expect(begun).toHaveLength(100);
  });
});
