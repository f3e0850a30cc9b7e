import { HEIRS } from '../support/applications';
import { act, closed } from '../support/officials';
import { applicationOf, startTestStack, type TestStack } from '../support/stack';

const running: TestStack[] = [];
const start = async (...options: Parameters<typeof startTestStack>): Promise<TestStack> => {
  const stack = await startTestStack(...options);
  running.push(stack);
  return stack;
};
afterAll(() => Promise.all(running.map((stack) => stack.remove())), 120_000);

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Files an application that waits for an officer. */
async function fileHeirs(stack: TestStack) {
  const application = await applicationOf('maria-ivanova', '2016', HEIRS);
  const maria = await stack.as('maria-ivanova');
  return maria.file(await stack.sign(application, 'maria-ivanova'));
}

it('keeps its data folder to itself, and lets another stack run beside it', async () => {
  const first = await start();

  await expect(startTestStack({ data: first.data })).rejects.toThrow(/belongs to a running stack \(process \d+\)/);
  const second = await start();

  const ports = (stack: TestStack) => Object.values(stack.urls).map((url) => new URL(url, 'http://a').port);
  expect(ports(first).filter((port) => port && ports(second).includes(port))).toEqual([]);
  const [one, other] = await Promise.all([fileHeirs(first), fileHeirs(second)]);
  expect(one.registrationNumber).toBe(other.registrationNumber);
}, 180_000);

it('goes on with every case file after everything was killed, and leaves no process behind', async () => {
  const before = await start();
  const { caseFileId, registrationNumber } = await fileHeirs(before);
  const orphans = Object.values(await before.pids());
  for (const pid of orphans) process.kill(pid, 'SIGKILL');
  await before.abandon();

  const after = await start({ data: before.data });

  expect(orphans.filter(isRunning)).toEqual([]);
  await act(after, 'ivan-marinov', caseFileId, { outcome: 'prepared', heirs: HEIRS.heirs });
  await act(after, 'radka-vasileva', caseFileId, { outcome: 'approve' });
  const maria = await after.as('maria-ivanova');
  await closed(maria, caseFileId);
  expect((await fileHeirs(after)).registrationNumber).not.toBe(registrationNumber);
  const parts = Object.values(await after.pids());
  await after.stop();
  expect(parts.filter(isRunning)).toEqual([]);
}, 180_000);

it('ends what a killed stack left running, and begins anew when it is asked to', async () => {
  const before = await start();
  await fileHeirs(before);
  const orphans = Object.values(await before.pids());
  await before.abandon();

  const after = await start({ data: before.data, flags: ['--reset'] });

  expect(orphans.filter(isRunning)).toEqual([]);
  const maria = await after.as('maria-ivanova');
  await expect((await fetch(`${after.urls.api}/case-files`, bearer(maria.token))).json()).resolves.toEqual([]);
}, 180_000);

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
