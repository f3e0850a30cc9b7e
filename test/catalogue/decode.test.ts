import { decode } from '../../catalogue/decode';

const XML = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><name>Молба</name>`;
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

it.each([
  ['UTF-8', Buffer.from(XML('UTF-8'))],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${XML('UTF-8')}`)],
  ['UTF-16, its low byte first', utf16(`\uFEFF${XML('UTF-16')}`)],
  ['UTF-16, its high byte first', utf16(`\uFEFF${XML('UTF-16')}`).swap16()],
  ['UTF-16 without a mark', utf16(XML('UTF-16LE'))],
  ['UTF-16 without a mark, its high byte first', utf16(XML('UTF-16BE')).swap16()],
  ['windows-1251', windows1251(XML('windows-1251'))],
  ['UTF-8 that says UTF-16', Buffer.from(XML('UTF-16'))],
  ['UTF-8 that says what nobody knows', Buffer.from(XML('x-unknown'))],
])('reads %s', (_encoding, bytes) => {
  expect(decode(bytes)).toContain('?><name>Молба</name>');
  expect(decode(bytes)).toMatch(/^<\?xml/);
});

it('reads what is no XML as UTF-8', () => {
  expect(decode(Buffer.from('{ "име": "encoding=\'windows-1251\'" }'))).toContain('име');
  expect(decode(new Uint8Array())).toBe('');
});

/** Its Cyrillic letters stand from 0xC0 on, in the order of Unicode. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x410 + 0xc0;
  });
}
