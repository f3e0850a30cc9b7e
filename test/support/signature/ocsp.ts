import { createHash } from 'node:crypto';

import { der } from '../../../signature/asn1/der';
import { readCertificate } from '../../../signature/certificate/certificate';
import { bitString } from '../../../stack/trust/issue';
import { NOW, days, type Holder } from './pki';

export interface OcspWish {
  readonly certificate: Holder;
  readonly issuer: Holder;
  readonly by: Holder;
  readonly status?: 'good' | 'unknown' | Date;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  /** Its status changed after it was signed. */
  readonly forged?: boolean;
}

const sha1 = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest();

/** An OCSP answer (RFC 6960, 4.2.1). */
export function ocspAnswer(wish: OcspWish): Buffer {
  const { by } = wish;
  const tbs = responseData(wish);
  const shown = wish.forged ? responseData({ ...wish, nextUpdate: days(300) }) : tbs;
  const basic = der.sequence(
    shown,
    by.algorithm.identifier,
    bitString(by.algorithm.sign(tbs, by.key)),
    der.explicit(0, der.sequence(by.der)),
  );
  return der.sequence(
    der.element(0x0a, Buffer.from([0])),
    der.explicit(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))),
  );
}

function responseData({
  certificate,
  issuer,
  by,
  status = 'good',
  thisUpdate = days(-0.1),
  nextUpdate = days(0.9),
}: OcspWish): Buffer {
  const { subject, keyBits } = readCertificate(issuer.der);
  const certId = der.sequence(
    der.sequence(der.oid('1.3.14.3.2.26'), der.null()),
    der.octets(sha1(subject)),
    der.octets(sha1(keyBits)),
    der.integerHex(readCertificate(certificate.der).serial),
  );
  const single = der.sequence(
    certId,
    status === 'good'
      ? der.element(0x80)
      : status === 'unknown'
        ? der.element(0x82)
        : der.explicit(1, der.generalizedTime(status)),
    der.generalizedTime(thisUpdate),
    der.explicit(0, der.generalizedTime(nextUpdate)),
  );
  return der.sequence(der.explicit(1, readCertificate(by.der).subject), der.generalizedTime(NOW), der.sequence(single));
}
