import { TAG, children, content, context, readWhole, whole, type Tlv } from '../../../signature/asn1/tlv';

const OPEN = Buffer.from([0x80]);
const CLOSE = Buffer.from([0, 0]);

const indefinite = (tag: number, ...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([tag]), OPEN, ...parts, CLOSE]);

/** A SignedData in BER, as streaming programs write it: lengths left open, the content in pieces. What is signed stays DER. */
export function asBer(bytes: Buffer): Buffer {
  const [type, body] = children(readWhole(bytes)) as [Tlv, Tlv];
  const [inner] = children(body) as [Tlv];
  const fields = children(inner).map((field, index) => (index === 2 ? openContent(field) : open(field)));
  return indefinite(TAG.sequence, whole(type), indefinite(context(0), indefinite(TAG.sequence, ...fields)));
}

/** Bags and the list of signers; what is inside them stays. */
const open = (field: Tlv): Buffer =>
  field.tag === TAG.set || field.tag === context(0)
    ? indefinite(
        field.tag,
        ...children(field).map((one) =>
          field.tag === TAG.set && one.tag === TAG.sequence && children(one).length > 4
            ? indefinite(TAG.sequence, ...children(one).map(whole))
            : whole(one),
        ),
      )
    : whole(field);

function openContent(encapsulated: Tlv): Buffer {
  const [type, explicit] = children(encapsulated) as [Tlv, Tlv | undefined];
  if (!explicit) return whole(encapsulated);
  const octets = content(children(explicit)[0] as Tlv);
  const pieces = [octets.subarray(0, 10), octets.subarray(10)].map((piece) =>
    Buffer.concat([Buffer.from([TAG.octetString, piece.length]), piece]),
  );
  return indefinite(TAG.sequence, whole(type), indefinite(context(0), indefinite(0x24, ...pieces)));
}
