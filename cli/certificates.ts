/** The DER of every certificate (or list) in a file: PEM with one or many, or DER. */
export function readCertificates(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN [A-Z0-9 ]+-----([\s\S]+?)-----END/g)].map(([, body]) =>
    Buffer.from((body ?? '').replace(/\s+/g, ''), 'base64'),
  );
  return blocks.length > 0 ? blocks : [bytes];
}
