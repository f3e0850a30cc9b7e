const SEQUENCE = 0x30;

/** PEM (RFC 7468) and base64, as mail programs and portals write signatures; anything else stays as it is. */
export function unwrap(bytes: Buffer): Buffer {
  if (bytes[0] === SEQUENCE) return bytes;
  const text = bytes.subarray(0, MAX_TEXT + 1);
  if (text.length > MAX_TEXT) return bytes;
  const body = (PEM.exec(text.toString('latin1')) ?? [])[1] ?? text.toString('latin1');
  const base64 = body.replace(/\s+/g, '');
  return BASE64.test(base64) && base64.length % 4 === 0 ? Buffer.from(base64, 'base64') : bytes;
}

/** Larger than any upload that is taken. */
const MAX_TEXT = 100 * 1024 * 1024;
const PEM = /^\s*-----BEGIN (?:CMS|PKCS7|PKCS #7 SIGNED DATA)-----([^-]*)-----END [A-Z0-9# ]+-----\s*$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
