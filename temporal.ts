import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { Client, Connection } from '@temporalio/client';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';

import type { Config } from './config';

/** How Prepiska talks to Temporal: the same encryption on the client and on the worker. */

const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM over every payload: what Temporal keeps, nobody can read without our key. */
export function createPayloadCodec(hexKey: string): PayloadCodec {
  const key = Buffer.from(hexKey, 'hex');
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(key, payload)),
    decode: async (payloads) => payloads.map((payload) => decrypt(key, payload)),
  };
}

function encrypt(key: Buffer, payload: Payload): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const plain = Buffer.from(
    JSON.stringify({
      metadata: Object.fromEntries(
        Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
      ),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(plain.length);
  const data = Buffer.concat([
    iv,
    cipher.update(Buffer.concat([length, plain, Buffer.from(payload.data ?? [])])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { metadata: { encoding: Buffer.from(ENCODING) }, data };
}

function decrypt(key: Buffer, payload: Payload): Payload {
  if (Buffer.from(payload.metadata?.encoding ?? []).toString() !== ENCODING) return payload;
  const sealed = Buffer.from(payload.data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  const bodyAt = 4 + plain.readUInt32BE(0);
  const { metadata } = JSON.parse(plain.subarray(4, bodyAt).toString()) as { metadata: Record<string, string> };
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    data: plain.subarray(bodyAt),
  };
}

export const failureConverterPath = fileURLToPath(new URL('./workflows/failure-converter.cjs', import.meta.url));

export function createDataConverter({ temporal }: Config): DataConverter {
  return { payloadCodecs: [createPayloadCodec(temporal.codecKey)], failureConverterPath };
}

export async function connectTemporal(config: Config): Promise<Client> {
  const { address, namespace } = config.temporal;
  const connection = await Connection.connect({ address });
  return new Client({ connection, namespace, dataConverter: createDataConverter(config) });
}
