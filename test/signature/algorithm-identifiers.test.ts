import { der } from '../../signature/asn1/der';
import { readWhole } from '../../signature/asn1/tlv';
import { readAlgorithm, readHash } from '../../signature/algorithms';
import { hashIdentifier, pss } from '../support/signature/algorithms';

const RSA = der.oid('1.2.840.113549.1.1.11');
const JUNK = der.octets(Buffer.from('junk'));
const read = (identifier: Buffer) => readAlgorithm(readWhole(identifier), undefined);

it('parameters of RSA are NULL or absent', () => {
  expect(read(der.sequence(RSA, der.null()))).toEqual({ family: 'rsa', hash: 'sha256' });
  expect(read(der.sequence(RSA))).toEqual({ family: 'rsa', hash: 'sha256' });
  expect(read(der.sequence(RSA, JUNK))).toBeUndefined();
  expect(read(der.sequence(RSA, der.null(), JUNK))).toBeUndefined();
});

it('so are those of a hash', () => {
  expect(readHash(readWhole(hashIdentifier('sha256')))).toBe('sha256');
  expect(readHash(readWhole(der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.null())))).toBe('sha256');
  expect(readHash(readWhole(der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), JUNK)))).toBeUndefined();
});

describe('parameters of RSASSA-PSS', () => {
  const PSS = der.oid('1.2.840.113549.1.1.10');
  const mask = (hash: string) => der.sequence(der.oid('1.2.840.113549.1.1.8'), hashIdentifier(hash));
  const [first, second, salt] = [
    der.explicit(0, hashIdentifier('sha256')),
    der.explicit(1, mask('sha256')),
    der.explicit(2, der.integer(32)),
  ];

  it('are hash, mask and length of the salt, in this order', () => {
    const sound = { family: 'pss', hash: 'sha256', saltLength: 32 };
    expect(read(pss(2048, 'sha256').identifier)).toEqual(sound);
    expect(read(der.sequence(PSS, der.sequence(first, second, salt)))).toEqual(sound);
    expect(read(der.sequence(PSS, der.sequence(first, second)))).toMatchObject({ saltLength: 20 });
  });

  it.each([
    ['a field twice', [first, first, second]],
    ['another order', [second, first, salt]],
    ['another hash in the mask', [first, der.explicit(1, mask('sha512')), salt]],
    ['a field too many', [first, second, salt, der.explicit(3, der.integer(1))]],
    ['two values in a field', [der.explicit(0, hashIdentifier('sha256'), JUNK), second, salt]],
  ])('and nothing else: %s', (_name, fields) => {
    expect(read(der.sequence(PSS, der.sequence(...fields)))).toBeUndefined();
  });

  it('are a SEQUENCE', () => {
    expect(() => read(der.sequence(PSS, der.element(0x24, first, second, salt)))).toThrow('expected tag');
  });
});
