/**
 * Plays the scenarios on a stack of its own and saves what Temporal recorded of them, readable without a key, for the replay test:
 *
 *     npx tsx test/replay/record.ts [scenario …]
 *
 * Needed when `workflows/` changes the order of its commands on purpose, and no case file of an older order is left running.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import {
  JSONToPayload,
  historyToJSON,
  payloadToJSON,
  type History,
  type JSONPayload,
} from '@temporalio/common/lib/proto-utils';

import type { Json, JsonObject } from '../../domain/json';
import { createPayloadCodec } from '../../temporal';
import { caseFileWorkflowId } from '../../workflows/messages';
import { dropInACopy } from '../support/dropped-in';
import { addMessagingServices } from '../support/messaging-services';
import { startTestStack, until, type TestStack } from '../support/stack';
import { remindingAtOnce, SCENARIOS } from './scenarios';

const HISTORIES = fileURLToPath(new URL('./histories', import.meta.url));
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

async function main(wanted: readonly string[]): Promise<void> {
  const services = await dropInACopy(remindingAtOnce);
  await addMessagingServices(services);
  const stack = await startTestStack({ env: { SERVICES_FOLDER: services } });
  try {
    for (const [name, play] of Object.entries(SCENARIOS))
      if (wanted.length === 0 || wanted.includes(name)) await save(stack, name, await play(stack));
  } finally {
    await stack.remove();
  }
}

async function save(stack: TestStack, name: string, caseFileId: string): Promise<void> {
  const codec = await readCodec(stack.data);
  const hide = hiding([`${resolve(stack.data)}/`, PROJECT]);
  const connection = await Connection.connect({ address: stack.urls.temporal });
  const client = new Client({ connection, namespace: 'prepiska' });
  await mkdir(HISTORIES, { recursive: true });
  const runs = await until(() => findRuns(client, caseFileWorkflowId(caseFileId)));
  for (const [index, history] of runs.entries()) {
    const readable = await makeReadable(JSON.parse(historyToJSON(history)) as Json, codec, hide);
    const file = `${name}${runs.length > 1 ? `-run-${index + 1}` : ''}.json`;
    await writeFile(join(HISTORIES, file), `${JSON.stringify(readable, null, 2)}\n`);
    process.stdout.write(`${file}\n`);
  }
  await connection.close();
}

async function readCodec(dataFolder: string): Promise<PayloadCodec> {
  const { codecKey } = JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')) as { codecKey: string };
  return createPayloadCodec(codecKey);
}

/** The oldest first: more than one where continue-as-new cut the history. */
async function findRuns({ workflow }: Client, workflowId: string): Promise<readonly History[]> {
  const runs = [];
  for await (const run of workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.push(run);
  if (runs.length === 0 || runs.some(({ status }) => status.name === 'RUNNING'))
    throw new Error(`${workflowId} is unknown or still runs`);
  runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  return Promise.all(runs.map(({ runId }) => workflow.getHandle(workflowId, runId).fetchHistory()));
}

type Hide = (text: string) => string;

/** Takes out where this machine keeps its files. */
const hiding =
  (folders: readonly string[]): Hide =>
  (text) =>
    folders.reduce((rest, folder) => rest.replaceAll(folder, ''), text);

/** Workers and clients sign with their process and host, and so do the queues of their own. */
const withoutHost = (text: string): string => text.replace(/^\d+@.*$/, 'recorded');

async function makeReadable(node: Json, codec: PayloadCodec, hide: Hide): Promise<Json> {
  if (typeof node === 'string') return withoutHost(hide(node));
  if (typeof node !== 'object' || node === null) return node;
  if (isPayload(node)) return openPayload(node, codec, hide);
  if (isList(node)) return Promise.all(node.map((item) => makeReadable(item, codec, hide)));
  const entries = Object.entries(node).map(async ([name, value]) => [name, await makeReadable(value, codec, hide)]);
  return Object.fromEntries(await Promise.all(entries)) as JsonObject;
}

const isList = (node: readonly Json[] | JsonObject): node is readonly Json[] => Array.isArray(node);

const isPayload = (node: object): node is JSONPayload & JsonObject =>
  'metadata' in node && typeof node.metadata === 'object' && node.metadata !== null && 'encoding' in node.metadata;

async function openPayload(sealed: JSONPayload, codec: PayloadCodec, hide: Hide): Promise<Json> {
  const [payload] = await codec.decode([JSONToPayload(sealed)]);
  const data = Buffer.from(hide(Buffer.from(payload?.data ?? []).toString()));
  return { ...payloadToJSON({ ...payload, data }) } as JsonObject;
}

await main(process.argv.slice(2));
