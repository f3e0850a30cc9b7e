/**
 * BER as a tree, read and written without anything of `signature/`: what is compared with the check must not be the check. It takes
 * every length there is, and knows no depth but that of the corpus.
 */
export interface Node {
  tag: number;
  /** Of a constructed element that holds elements. */
  nodes: Node[] | undefined;
  bytes: Buffer;
  /** How its length is written; the shortest where none is said. */
  form?: 'long' | 'indefinite';
}

const MAX_DEPTH = 200;

export function readTree(bytes: Buffer): { readonly node: Node; readonly to: number } {
  return read(bytes, 0, bytes.length, 0);
}

function read(bytes: Buffer, from: number, limit: number, depth: number): { node: Node; to: number } {
  if (from + 2 > limit || depth > MAX_DEPTH) throw new Error('no element');
  const tag = bytes.readUInt8(from);
  const { start, end } = readLength(bytes, from + 1, limit);
  if (!(tag & 0x20)) {
    if (end === undefined) throw new Error('no length');
    return { node: { tag, nodes: undefined, bytes: bytes.subarray(start, end) }, to: end };
  }
  const nodes = readAll(bytes, start, end ?? limit, depth + 1, end === undefined);
  if (nodes) return { node: { tag, nodes: nodes.list, bytes: Buffer.alloc(0) }, to: end ?? nodes.to + 2 };
  if (end === undefined) throw new Error('no end');
  return { node: { tag, nodes: undefined, bytes: bytes.subarray(start, end) }, to: end };
}

/** Undefined where what is inside are no elements: the check need not have looked there. */
function readAll(bytes: Buffer, start: number, limit: number, depth: number, isOpen: boolean) {
  const list: Node[] = [];
  let to = start;
  try {
    while (isOpen ? !isEnd(bytes, to) : to < limit) {
      const child = read(bytes, to, limit, depth);
      list.push(child.node);
      to = child.to;
    }
    return { list, to };
  } catch {
    return undefined;
  }
}

const isEnd = (bytes: Buffer, at: number): boolean => bytes[at] === 0 && bytes[at + 1] === 0;

function readLength(bytes: Buffer, at: number, limit: number): { start: number; end: number | undefined } {
  const first = bytes.readUInt8(at);
  if (first === 0x80) return { start: at + 1, end: undefined };
  const octets = first & 0x80 ? first & 0x7f : 0;
  if (octets > 6 || at + 1 + octets > limit) throw new Error('no length');
  const start = at + 1 + octets;
  const end = start + (octets ? bytes.readUIntBE(at + 1, octets) : first);
  if (end > limit) throw new Error('too long');
  return { start, end };
}

export function writeTree({ tag, nodes, bytes, form }: Node): Buffer {
  const body = nodes ? Buffer.concat(nodes.map(writeTree)) : bytes;
  if (form === 'indefinite') return Buffer.concat([Buffer.of(tag, 0x80), body, Buffer.of(0, 0)]);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length, form === 'long'), body]);
}

function lengthOf(length: number, isLong: boolean): Buffer {
  if (!isLong && length < 0x80) return Buffer.of(length);
  if (!isLong && length < 0x100) return Buffer.of(0x81, length);
  if (!isLong && length < 0x10000) return Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.of(0x84, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}

/** Every element with the one that holds it. */
export function placesOf(root: Node): { readonly parent: Node; readonly at: number }[] {
  return (root.nodes ?? []).flatMap((node, at) => [{ parent: root, at }, ...placesOf(node)]);
}
