import { randomBytes, sign } from 'node:crypto';

import { readCertificate } from '../../signature/certificate/certificate';
import { buildSignedData } from '../../signature/creation/sign-cms';
import { der } from '../../signature/asn1/der';
import { OID } from '../../signature/asn1/oids';
import { createSigner } from '../../signature/creation/signer';
import {
  TAG,
  children,
  content,
  context,
  expect,
  integerHex,
  oid,
  readWhole,
  whole,
  type Tlv,
} from '../../signature/asn1/tlv';
import { algorithmOf, bitString, type Issued } from './issue';

const HOUR = 3_600_000;
const NONCE = '1.3.6.1.5.5.7.48.1.2';

/** Answers OCSP requests (RFC 6960): good for what was issued, revoked for what was revoked, unknown for anything else. */
export function answerOcsp(
  request: Uint8Array,
  {
    responder,
    statusOf,
    now,
  }: { responder: Issued; statusOf: (serial: string) => Date | 'good' | 'unknown'; now: Date },
): Buffer {
  const tbsRequest = children(readWhole(Buffer.from(request)))[0];
  const fields = children(expect(tbsRequest, TAG.sequence));
  const list = fields.find(({ tag }) => tag === TAG.sequence);
  const responses = children(expect(list, TAG.sequence)).map((item) => {
    const certId = expect(children(item)[0], TAG.sequence);
    return der.sequence(
      whole(certId),
      statusDer(statusOf(integerHex(children(certId)[3]))),
      der.generalizedTime(now),
      der.explicit(0, der.generalizedTime(new Date(now.getTime() + 12 * HOUR))),
    );
  });
  const nonce = findNonce(fields.find(({ tag }) => tag === context(2)));
  const tbs = der.sequence(
    der.explicit(1, readCertificate(responder.der).subject),
    der.generalizedTime(now),
    der.sequence(...responses),
    ...(nonce ? [der.explicit(1, der.sequence(nonce))] : []),
  );
  const basic = der.sequence(
    tbs,
    algorithmOf(responder.key),
    bitString(sign('sha256', tbs, responder.key)),
    der.explicit(0, der.sequence(responder.der)),
  );
  return der.sequence(
    der.element(TAG.enumerated, Buffer.from([0])),
    der.explicit(0, der.sequence(der.oid(OID.ocspBasic), der.octets(basic))),
  );
}

function statusDer(status: Date | 'good' | 'unknown'): Buffer {
  if (status === 'good') return der.element(0x80);
  return status === 'unknown' ? der.element(0x82) : der.explicit(1, der.generalizedTime(status));
}

function findNonce(extensions: Tlv | undefined): Buffer | undefined {
  const list = extensions ? children(expect(children(extensions)[0], TAG.sequence)) : [];
  const nonce = list.find((extension) => oid(children(extension)[0]) === NONCE);
  return nonce && whole(nonce);
}

/** Answers time-stamp requests (RFC 3161). */
export async function answerTimeStamp(
  request: Uint8Array,
  { authority, chain, now }: { authority: Issued; chain: readonly Buffer[]; now: Date },
): Promise<Buffer> {
  const [, imprint, ...rest] = children(readWhole(Buffer.from(request)));
  const [, digest] = children(expect(imprint, TAG.sequence));
  if (content(expect(digest, TAG.octetString)).length < 32) return refusal();
  const nonce = rest.find(({ tag }) => tag === TAG.integer);
  const info = der.sequence(
    der.integer(1),
    der.oid('1.3.6.1.4.1.13762.3'),
    whole(expect(imprint, TAG.sequence)),
    der.integerHex(`01${randomBytes(8).toString('hex')}`),
    der.generalizedTime(now),
    ...(nonce ? [whole(nonce)] : []),
  );
  const signer = createSigner(authority.key, [authority.der, ...chain]);
  const token = await buildSignedData({
    signer,
    parts: [info],
    embedded: info,
    contentType: OID.tstInfo,
    signingTime: now,
  });
  return der.sequence(der.sequence(der.integer(0)), token);
}

/** status rejection, failInfo badAlg */
const refusal = (): Buffer => der.sequence(der.sequence(der.integer(2), der.element(0x03, Buffer.from([7, 0x80]))));
