import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { create, type Font, type FontCollection } from 'fontkit';
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
  const font = create(readFileSync(join(folder, style, `NotoSans_${style}.ttf`)));
  if (isCollection(font)) throw new Error(`NotoSans_${style}.ttf is a collection, not a font`);
  // pdfkit takes a parsed font as well as bytes; its type does not say so.
  return rememberWords(font) as unknown as FontSource;
}

const isCollection = (font: Font | FontCollection): font is FontCollection => 'fonts' in font;

const MAX_WORDS = 2_000;
const MAX_LENGTH = 40;

/** Shaping a word is the dearest part of a letter, and letters say the same words again and again. */
function rememberWords(font: Font): Font {
  const layout = font.layout.bind(font);
  const known = new Map<string, ReturnType<Font['layout']>>();
  font.layout = (text, ...options) => {
    if (text.length > MAX_LENGTH || options.some((option) => option !== undefined)) return layout(text, ...options);
    const run = known.get(text) ?? layout(text);
    if (known.size >= MAX_WORDS) known.clear();
    known.set(text, run);
    // pdfkit scales the positions it is given in place.
    const positions = run.positions.map((position) => ({ ...position }));
    return Object.assign(Object.create(Object.getPrototypeOf(run)), run, { positions });
  };
  return font;
}
