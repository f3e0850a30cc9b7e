import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { askPublic } from '../../activities/clients/public-http';

let server: Server;
let host: string;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/elsewhere') response.writeHead(302, { Location: '/' }).end();
    else if (request.url === '/slow') setTimeout(() => response.end('late'), 2_000).unref();
    else response.end(request.url === '/large' ? 'x'.repeat(2_000) : 'an answer');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void (asked = []));
afterAll(() => void server.close());

const ask = async (url: string, privateHosts: readonly string[] = [host]) => {
  const answer = await askPublic(url, { limit: 1_000, timeout: 500 }, privateHosts);
  return answer && Buffer.from(answer).toString();
};

it('asks a private host that the configuration names', async () => {
  expect(await ask(`http://${host}/`)).toBe('an answer');
});

it.each([
  ['by its number', () => `http://${host}/`],
  ['by a name that leads there', () => `http://${host.replace('127.0.0.1', 'localhost')}/`],
  ['by a number in another notation', () => `http://${host.replace('127.0.0.1', '2130706433')}/`],
  ['by an IPv6 number that wraps it', () => `http://${host.replace('127.0.0.1', '[::ffff:127.0.0.1]')}/`],
])('never reaches a private host %s', async (_name, url) => {
  expect(await ask(url(), [])).toBeUndefined();
  expect(asked).toEqual([]);
});

it.each([
  ['a redirect', '/elsewhere'],
  ['an answer that is too large', '/large'],
  ['an answer that comes too late', '/slow'],
])('takes %s for none', async (_name, path) => {
  expect(await ask(`http://${host}${path}`)).toBeUndefined();
  expect(asked).toEqual([path]);
});

it.each(['file:///etc/passwd', 'ldap://ca.example/cn=ca', 'not an address', ''])(
  'takes %j for no address',
  async (url) => {
    expect(await ask(url)).toBeUndefined();
  },
);
