import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faces } from './fonts.ts';
import { advanceEm, featuresFor, standsAlone } from './shaping.ts';
import type { Style } from './style.ts';

const letters = 'AVWTofi.,-–—0123456789£€%/()"’ äßłÉŘğ ΑΒΓδέώ АБВГджйё';

test('letters that stand alone are as wide and look as they do in their text', () => {
  const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 });
  const style = fc.record<Style>({
    weight: fc.constantFrom('regular', 'bold'),
    sizePt: fc.constantFrom(8.5, 9, 11),
    colour: fc.constant('#000000'),
    tabular: fc.boolean(),
  });
  fc.assert(
    fc.property(text, style, (said, how) => {
      expect(standsAlone(said, how)).toBe(true);
      const features = featuresFor(said, how);
      for (const face of faces(how.weight)) {
        const whole = face.font.layout(said, features);
        const alone = [...said].map((letter) => face.font.layout(letter, features).glyphs[0]?.id);
        expect(alone).toEqual(whole.glyphs.map((glyph) => glyph.id));
        const em = [...said].reduce((sum, letter) => sum + advanceEm(face, letter, features), 0);
        expect(em).toBeCloseTo(whole.advanceWidth / face.font.unitsPerEm, 6);
      }
    }),
  );
});

test('headings, fractions and letters with marks do not', () => {
  const small: Style = { weight: 'regular', sizePt: 9, colour: '#000000' };
  expect(standsAlone('AV', { ...small, sizePt: 14 })).toBe(false);
  for (const said of ['1\u20442', 'e\u0301', 'שלום', '👨‍👩‍👧']) expect(standsAlone(said, small)).toBe(false);
});
