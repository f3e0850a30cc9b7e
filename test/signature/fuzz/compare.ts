import { createHash } from 'node:crypto';

import type { Report, SignatureReport } from '../../../signature/report';
import { AT, type Sound } from './corpus';
import { cmsOf, holeOf, isPdf } from './mutate';
import { readTree, writeTree, type Node } from './tree';

/**
 * What a mutation that still passes may have changed (docs/threat-model-signatures.md, "Benign mutations"). Found by comparing it with
 * the sound file in a reader of our own, not by what the check says of itself.
 */
export type Benign =
  | 'nothing'
  | 'how a length or the hexadecimal digits are written'
  | 'the version or the list of hashes of the message'
  | 'certificates or lists in the bag'
  | 'unsigned attributes'
  | 'a signer left out'
  | 'a revision after it that says the same again';

export interface Passed {
  readonly report: Report;
  readonly content: Uint8Array | undefined;
}

/** The classes of a pass; an answer in words where the pass is wrong. */
export function explain(sound: Sound & { readonly passed: Passed }, bytes: Buffer, passed: Passed): Benign[] | string {
  const wrong = reportDifference(sound.passed, passed);
  if (wrong) return wrong;
  try {
    const [before, after] = [viewOf(sound.bytes, sound.content), viewOf(bytes, sound.content)];
    if (!sameBytes(sound.bytes, bytes)) return 'bytes outside the signature differ';
    if (!saysTheSame(sound.bytes, bytes)) return 'a later revision says something else';
    return classes(before, after) ?? 'what was signed differs';
  } catch (error) {
    return `it cannot be read independently: ${String(error)}`;
  }
}

/** Each signature is one of the sound file's, and says no more than that. */
function reportDifference(sound: Passed, { report, content }: Passed): string | undefined {
  if (!Buffer.from(content ?? []).equals(Buffer.from(sound.content ?? []))) return 'it passes with other content';
  if (report.signatures.length === 0) return 'it passes without a signature';
  const known = new Set(sound.report.signatures.map(identity));
  if (report.signatures.some((signature) => !known.has(identity(signature)))) return 'it passes for someone else';
  return report.signatures.every((one) => sound.report.signatures.some((other) => saysNoMore(one, other)))
    ? undefined
    : 'it says more than the sound file';
}

const identity = ({ signedBy, signingTime, chain }: SignatureReport): string =>
  JSON.stringify([signedBy, signingTime, chain]);

/** The same time stamp twice says it once. */
const timesOf = ({ timeStamps, bestSignatureTime, level }: SignatureReport): string =>
  JSON.stringify([[...new Set(timeStamps.map((one) => JSON.stringify(one)))], bestSignatureTime, level]);

/** A time stamp is not signed by the signer: it can be taken away, and then nothing is proved about the time. */
const saysNoMore = (one: SignatureReport, sound: SignatureReport): boolean =>
  timesOf(one) === timesOf(sound) ||
  (one.bestSignatureTime === AT.toISOString() &&
    one.timeStamps.every(({ indication }) => indication !== 'TOTAL_PASSED') &&
    (one.level.endsWith('-B') || one.level === sound.level));

/** All of a PDF up to its end, but for the space of the signature. */
function sameBytes(sound: Buffer, bytes: Buffer): boolean {
  if (!isPdf(sound)) return true;
  const [{ from, text }, other] = [holeOf(sound), holeOf(bytes)];
  const end = from + text.length;
  const whole = Buffer.concat([sound.subarray(0, from), sound.subarray(end)]);
  return (
    other.from === from &&
    other.text.length === text.length &&
    Buffer.concat([bytes.subarray(0, from), bytes.subarray(end, sound.length)]).equals(whole)
  );
}

const objectsOf = (bytes: Buffer): [number: string, body: string][] =>
  [...bytes.toString('latin1').matchAll(/(\d+) 0 obj\s([^]*?)\sendobj/g)].map(([, number = '', body = '']) => [
    number,
    body.trim(),
  ]);

/** Each object behind the end of a sound PDF is, number and body, the newest of the sound one. */
function saysTheSame(sound: Buffer, bytes: Buffer): boolean {
  if (!isPdf(sound)) return true;
  const newest = new Map(objectsOf(sound));
  return objectsOf(bytes.subarray(sound.length)).every(([number, body]) => newest.get(number) === body);
}

interface View {
  readonly exact: string;
  readonly length: number;
  readonly tree: string;
  readonly head: string;
  readonly content: string;
  readonly bag: string;
  /** Of each signer: what is signed and the signature, then what is not signed. */
  readonly signers: readonly { readonly signed: string; readonly unsigned: string }[];
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const text = (node: Node | undefined): string => (node ? hash(plain(node)) : '');

/** Shortest lengths, octet strings in one piece. */
function plain(node: Node): Buffer {
  const { tag, nodes } = node;
  if (tag === 0x24 && nodes) return writeTree({ tag: 0x04, nodes: undefined, bytes: octets(node) });
  return nodes
    ? writeTree({ tag, nodes: undefined, bytes: Buffer.concat(nodes.map(plain)) })
    : writeTree({ tag, nodes, bytes: node.bytes });
}

const octets = ({ nodes, bytes }: Node): Buffer => (nodes ? Buffer.concat(nodes.map(octets)) : bytes);

/** The parameters of a hash or of RSA are NULL or absent (RFC 5754, 2). */
function withoutNull(algorithm: Node | undefined): Node | undefined {
  const [id, parameters, ...more] = algorithm?.nodes ?? [];
  const isNull = parameters?.tag === 0x05 && parameters.bytes.length === 0 && more.length === 0;
  return algorithm && id && isNull ? { ...algorithm, nodes: [id] } : algorithm;
}

/** RFC 5652, 5.1 and 5.3. */
function viewOf(file: Buffer, detached: Buffer | undefined): View {
  const bytes = cmsOf({ bytes: file });
  const { node: root } = readTree(bytes);
  const fields = root.nodes?.[1]?.nodes?.[0]?.nodes ?? [];
  const [version, digests, encapsulated] = fields;
  const inside = encapsulated?.nodes?.[1]?.nodes?.[0];
  const content = inside ? octets(inside) : (detached ?? Buffer.alloc(0));
  return {
    ...{ exact: hash(file), length: file.length, tree: text(root), head: text(version) + text(digests) },
    content: text(encapsulated?.nodes?.[0]) + hash(content),
    bag: fields.slice(3, -1).map(text).join(),
    signers: (fields.at(-1)?.nodes ?? []).map(({ nodes = [] }) => ({
      signed: [nodes[1], withoutNull(nodes[2]), nodes[3], withoutNull(nodes[4]), nodes[5]].map(text).join(),
      unsigned: nodes.slice(6).map(text).join(),
    })),
  };
}

/** Undefined where something differs that nothing may have changed. */
function classes(before: View, after: View): Benign[] | undefined {
  if (before.content !== after.content) return undefined;
  const partners = after.signers.map(({ signed }) => before.signers.find((one) => one.signed === signed));
  if (partners.length === 0 || partners.includes(undefined)) return undefined;
  const found: Benign[] = [];
  if (before.head !== after.head) found.push('the version or the list of hashes of the message');
  if (before.bag !== after.bag) found.push('certificates or lists in the bag');
  if (after.signers.some(({ unsigned }, at) => unsigned !== partners[at]?.unsigned)) found.push('unsigned attributes');
  if (after.signers.length < before.signers.length) found.push('a signer left out');
  if (after.length > before.length && before.tree === after.tree)
    found.push('a revision after it that says the same again');
  if (found.length > 0) return found;
  return before.exact === after.exact ? ['nothing'] : ['how a length or the hexadecimal digits are written'];
}
