import type { Sound } from './corpus';
import { mutatePdf } from './mutate-pdf';
import type { Random } from './random';
import { placesOf, readTree, writeTree, type Node } from './tree';

/** One change of a sound file; what it is depends on the random numbers alone. */
export function mutate({ name, bytes }: Sound, others: readonly Sound[], random: Random): Buffer {
  const kind = random.below(4);
  if (kind === 0) return mutateBytes(bytes, others, random);
  if (!name.endsWith('.pdf')) return mutateCms(bytes, others, random);
  return kind === 1 ? mutatePdf(bytes, others, random) : inContents(bytes, others, random);
}

type ByteChange = (bytes: Buffer, at: number, random: Random) => Buffer;

const replaced = (bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);

/** A run of at most 64 bytes. */
function runOf(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length);
  return bytes.subarray(from, from + 1 + random.below(64));
}

const BYTE_CHANGES: readonly ByteChange[] = [
  (bytes, at, random) => replaced(bytes, at, at + 1, Buffer.of((bytes[at] ?? 0) ^ (1 << random.below(8)))),
  (bytes, at, random) => replaced(bytes, at, at + 1, Buffer.of(random.below(256))),
  (bytes, at, random) => replaced(bytes, at, at, Buffer.of(random.below(256))),
  (bytes, at, random) => replaced(bytes, at, at + 1 + random.below(16), Buffer.alloc(0)),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, random) => replaced(bytes, at, at + 1 + random.below(32), Buffer.alloc(1 + random.below(32))),
  (bytes, at, random) => replaced(bytes, at, at, runOf(bytes, random)),
  (bytes, _at, random) => Buffer.concat([bytes, Buffer.alloc(1 + random.below(8), random.pick([0, 10, 32, 48]))]),
];

const mutateAlone = (bytes: Buffer, random: Random): Buffer =>
  random.pick(BYTE_CHANGES)(bytes, random.below(bytes.length), random);

/** One in ten takes a run of another file. */
function mutateBytes(bytes: Buffer, others: readonly Sound[], random: Random): Buffer {
  if (random.below(10) > 0) return mutateAlone(bytes, random);
  const run = runOf(random.pick(others).bytes, random);
  const at = random.below(bytes.length);
  return replaced(bytes, at, at + run.length, run);
}

type TreeChange = (parent: Node, at: number, random: Random, other: () => Node) => void;

const TAGS = [0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0, 0xa1, 0xa2, 0x24];
const nodeAt = ({ nodes = [] }: Node, at: number): Node => nodes[at] as Node;

const TREE_CHANGES: readonly TreeChange[] = [
  (parent, at) => void parent.nodes?.splice(at, 1),
  (parent, at) => void parent.nodes?.splice(at, 0, nodeAt(parent, at)),
  (parent, at, random) => {
    const [moved] = parent.nodes?.splice(at, 1) ?? [];
    if (moved) parent.nodes?.splice(random.below(parent.nodes.length + 1), 0, moved);
  },
  (parent, at, _random, other) => void parent.nodes?.splice(at, 1, other()),
  (parent, at, _random, other) => void parent.nodes?.splice(at, 0, other()),
  (parent, at, random) => void (nodeAt(parent, at).tag = random.pick(TAGS)),
  (parent, at) => void (nodeAt(parent, at).form = 'long'),
  (parent, at) => void (nodeAt(parent, at).form = 'indefinite'),
  (parent, at) => void parent.nodes?.splice(at, 1, { ...nodeAt(parent, at), nodes: undefined, bytes: Buffer.alloc(0) }),
  (parent, at) => void parent.nodes?.splice(at, 1, { tag: 0x30, nodes: [nodeAt(parent, at)], bytes: Buffer.alloc(0) }),
  (parent, at, random) => {
    const node = nodeAt(parent, at);
    if (!node.nodes && node.bytes.length > 0) node.bytes = mutateAlone(node.bytes, random);
  },
];

/** An element is taken away, doubled, moved, exchanged, or written in another way; lengths around it are put right. */
function mutateCms(bytes: Buffer, others: readonly Sound[], random: Random): Buffer {
  const { node: root } = readTree(bytes);
  const { parent, at } = random.pick(placesOf(root));
  const other = (): Node => {
    const { parent: from, at: index } = random.pick(placesOf(readTree(cmsOf(random.pick(others))).node));
    return nodeAt(from, index);
  };
  random.pick(TREE_CHANGES)(parent, at, random, other);
  return writeTree(root);
}

export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).equals(Buffer.from('%PDF-'));

/** The signature inside a file, with the zeros behind it. */
export const cmsOf = ({ bytes }: Pick<Sound, 'bytes'>): Buffer => (isPdf(bytes) ? unhex(holeOf(bytes).text) : bytes);

const unhex = (text: string): Buffer => Buffer.from(text, 'hex');

/** What stands between < and > of the signature. */
export function holeOf(bytes: Buffer): { readonly from: number; readonly text: string } {
  const from = bytes.indexOf('/Contents <3') + '/Contents <'.length;
  return { from, text: bytes.subarray(from, bytes.indexOf('>', from)).toString('latin1') };
}

/** The same changes in the signature of a PDF, the space for it as long as before. */
function inContents(bytes: Buffer, others: readonly Sound[], random: Random): Buffer {
  const { from, text } = holeOf(bytes);
  const changed = mutateCms(unhex(text), others, random).toString('hex').slice(0, text.length).padEnd(text.length, '0');
  return replaced(bytes, from, from + text.length, Buffer.from(changed));
}
