import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { create } from 'fontkit';
import type PDFDocument from 'pdfkit';

type FontSource = Parameters<InstanceType<typeof PDFDocument>['registerFont']>[1];

export interface Fonts {
  readonly regular: FontSource;
  readonly bold: FontSource;
}

let parsed: Fonts | undefined;

/**
 * Fonts with Cyrillic: pdfkit's own print it as garbage without an error. They are parsed once: given as bytes, every document
 * would read its 600 KB anew, which takes thirty times as long as all the rest.
 */
export function loadFonts(): Fonts {
  parsed ??= { regular: load('400Regular'), bold: load('700Bold') };
  return parsed;
}

function load(style: string): FontSource {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
  // pdfkit takes a parsed font as well as bytes; its type does not say so.
  return create(readFileSync(join(folder, style, `NotoSans_${style}.ttf`))) as unknown as FontSource;
}
