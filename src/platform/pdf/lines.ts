import { visibleText } from '../../kernel/plain-text.ts';
import { characters, runsOf, type Run } from './runs.ts';
import { advanceEm, featuresFor, standsAlone } from './shaping.ts';
import type { Style } from './style.ts';

/** A run with its width in points. */
export interface PlacedRun extends Run {
  readonly widthPt: number;
}

/** One set line. */
export interface Line {
  readonly runs: readonly PlacedRun[];
  readonly widthPt: number;
}

/**
 * Breaks text into lines and measures them. One per document: widths are remembered while it is drawn.
 */
export class Typesetter {
  readonly #widths = new Map<string, number>();

  /**
   * Lines of `text` no wider than `maxWidthPt`, broken at spaces and inside compound words, or anywhere in
   * a word that is wider than the line. `maxLines` cuts with an ellipsis. An empty text has no lines.
   */
  lines(text: string, style: Style, maxWidthPt: number, maxLines = Infinity): Line[] {
    const broken: string[] = [];
    for (const paragraph of paragraphsOf(text)) {
      this.#breakParagraph(paragraph, style, maxWidthPt, broken, maxLines + 1);
      if (broken.length > maxLines) break;
    }
    if (broken.length <= maxLines) return broken.map((line) => this.line(line, style));
    const kept = broken.slice(0, maxLines);
    const last = this.#withEllipsis(kept.at(-1) ?? '', style, maxWidthPt);
    return [...kept.slice(0, -1), last].map((line) => this.line(line, style));
  }

  /** The text on one line, however wide it is. */
  line(text: string, style: Style): Line {
    const runs = runsOf(text, style.weight).map((run) => ({
      ...run,
      widthPt: this.#runWidthPt(run, style),
    }));
    return { runs, widthPt: runs.reduce((sum, run) => sum + run.widthPt, 0) };
  }

  /** Width of a text on one line in points. */
  widthPt(text: string, style: Style): number {
    return this.line(text, style).widthPt;
  }

  #breakParagraph(paragraph: string, style: Style, maxWidthPt: number, into: string[], maxLines: number): void {
    let line = '';
    for (const word of wordsOf(paragraph)) {
      if (into.length >= maxLines) return;
      if (this.widthPt((line + word).trimEnd(), style) <= maxWidthPt) {
        line += word;
        continue;
      }
      if (line.trimEnd()) into.push(line.trimEnd());
      line = this.#chopped(word, style, maxWidthPt, into, maxLines);
    }
    into.push(line.trimEnd());
  }

  /** Puts full lines of a word wider than the line into `into` and returns what is left of it. */
  #chopped(word: string, style: Style, maxWidthPt: number, into: string[], maxLines: number): string {
    if (this.widthPt(word.trimEnd(), style) <= maxWidthPt) return word;
    let line = '';
    let widthPt = 0;
    for (const character of characters(word)) {
      const characterPt = this.widthPt(character, style);
      if (line && widthPt + characterPt > maxWidthPt) {
        into.push(line);
        if (into.length >= maxLines) return '';
        line = '';
        widthPt = 0;
      }
      line += character;
      widthPt += characterPt;
    }
    return line;
  }

  #withEllipsis(line: string, style: Style, maxWidthPt: number): string {
    const kept = characters(line);
    while (kept.length > 0 && this.widthPt(`${kept.join('').trimEnd()}…`, style) > maxWidthPt) {
      kept.pop();
    }
    return `${kept.join('').trimEnd()}…`;
  }

  #runWidthPt({ face, text }: Run, style: Style): number {
    const features = featuresFor(text, style);
    if (standsAlone(text, style)) {
      let em = 0;
      for (const letter of text) em += advanceEm(face, letter, features);
      return em * style.sizePt;
    }
    const key = `${face.name} ${features['kern']} ${features['tnum']} ${text}`;
    let perEm = this.#widths.get(key);
    if (perEm === undefined) {
      perEm = face.font.layout(text, features).advanceWidth / face.font.unitsPerEm;
      this.#widths.set(key, perEm);
    }
    return perEm * style.sizePt;
  }
}

/** Paragraphs of a text; several empty lines in a row count as one. */
function paragraphsOf(text: string): string[] {
  const clean = visibleText(text)
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  return clean === '' ? [] : clean.split('\n');
}

/** Pieces after which a line may end: spaces, and hyphens or slashes between letters. */
function wordsOf(paragraph: string): string[] {
  return paragraph.split(/(?<= )(?! )|(?<=\p{L}[-–—/])(?=\p{L})/u);
}
