import { faces, MISSING, type Face, type Weight } from './fonts.ts';
import { isSimple } from './shaping.ts';

/** A stretch of one line in one face and one direction. */
export interface Run {
  readonly face: Face;
  readonly text: string;
}

type Kind = 'left' | 'right' | 'digit' | 'neutral';

interface Piece extends Run {
  readonly kind: Kind;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const RIGHT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const DIGIT = /^\p{Nd}+$/u;
const NEUTRAL = /^[\s\p{P}\p{S}]+$/u;

// fontkit turns a right-to-left run round but doesn't mirror its brackets.
const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};

/** The characters of a text as a reader counts them (grapheme clusters). */
export function characters(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

/**
 * Splits one line into runs, each in the first face that has all its characters, in the order they are
 * drawn from left to right. A subset of the Unicode bidirectional algorithm (UAX 9) for a left-to-right
 * line: right-to-left words, the spaces between them and the numbers among them are turned round.
 * Explicit embeddings never get here (`visibleText`): they are how a name is made to read as another.
 */
export function runsOf(line: string, weight: Weight): Run[] {
  const [first] = faces(weight);
  // What most lines are: measured, a long table is then set in a third of the time.
  if (line !== '' && first !== undefined && isSimple(line) && covers(first, line)) return [{ face: first, text: line }];
  const pieces = settleNeutrals(characters(line).map((text) => pieceOf(text, weight)));
  return visualOrder(joined(pieces)).map(({ face, text }) => ({ face, text }));
}

function pieceOf(text: string, weight: Weight): Piece {
  const kind = kindOf(text);
  const chain = faces(weight);
  const face = chain.find((candidate) => covers(candidate, text));
  if (face) return { face, text, kind };
  // A letter with a mark that no face has keeps its letter; anything else is shown as an empty box.
  const letter = /^\p{L}/u.exec(text)?.[0];
  const bare = letter && chain.find((candidate) => covers(candidate, letter));
  if (letter && bare) return { face: bare, text: letter, kind };
  const boxed = chain.find((candidate) => covers(candidate, MISSING));
  if (!boxed) throw new Error('no face can draw the empty box');
  return { face: boxed, text: MISSING, kind: kind === 'right' ? 'right' : 'left' };
}

function kindOf(text: string): Kind {
  if (RIGHT.test(text)) return 'right';
  if (DIGIT.test(text)) return 'digit';
  return NEUTRAL.test(text) ? 'neutral' : 'left';
}

function covers(face: Face, text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0);
    if (point === undefined || !face.covers.has(point)) return false;
  }
  return true;
}

/** Neutrals between two right-to-left pieces (numbers may stand between) go with them; others read left to right. */
function settleNeutrals(pieces: readonly Piece[]): Piece[] {
  const kinds = pieces.map((piece) => piece.kind);
  let lastRight = -1;
  kinds.forEach((kind, at) => {
    if (kind === 'left') lastRight = -1;
    if (kind !== 'right') return;
    if (lastRight >= 0) {
      for (let between = lastRight + 1; between < at; between += 1) {
        if (kinds[between] === 'neutral') kinds[between] = 'right';
      }
    }
    lastRight = at;
  });
  const enclosed = enclosedDigits(kinds);
  return pieces.map((piece, at) => {
    const kind = kinds[at] ?? piece.kind;
    if (kind === 'right') return { ...piece, kind, text: MIRRORED[piece.text] ?? piece.text };
    return { ...piece, kind: kind === 'digit' && enclosed.has(at) ? 'digit' : 'left' };
  });
}

/** Places of digits with right-to-left text on both sides: those keep their own order but change places with it. */
function enclosedDigits(kinds: readonly Kind[]): Set<number> {
  const found = new Set<number>();
  let start = -1;
  for (let at = 0; at < kinds.length; at += 1) {
    if (kinds[at] !== 'digit') {
      if (start > 0 && kinds[start - 1] === 'right' && kinds[at] === 'right') {
        for (let place = start; place < at; place += 1) found.add(place);
      }
      start = -1;
    } else if (start < 0) start = at;
  }
  return found;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && last.kind === piece.kind && goesOn(last.face, piece)) {
      runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    } else runs.push(piece);
  }
  return runs;
}

/** A space or a full stop follows the face of the letter before it, so that a word's shaping isn't cut. */
function goesOn(face: Face, piece: Piece): boolean {
  return face === piece.face || (NEUTRAL.test(piece.text) && covers(face, piece.text));
}

function visualOrder(runs: readonly Piece[]): Piece[] {
  const ordered: Piece[] = [];
  let turned: Piece[] = [];
  for (const run of runs) {
    if (run.kind === 'left') {
      ordered.push(...turned.toReversed(), run);
      turned = [];
    } else turned.push(run);
  }
  return [...ordered, ...turned.toReversed()];
}
