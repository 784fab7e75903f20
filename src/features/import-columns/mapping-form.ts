import type { Problem } from '../../kernel/errors.ts';
import { delimiters, encodings, type Dialect } from '../../platform/csv/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { readRate, BadValue } from '../../platform/values/index.ts';
import type { FieldProblem } from '../../ui/index.ts';
import { isWordKey, type Translate } from '../../words/index.ts';
import { fieldOf, type ImportKind } from './fields.ts';
import { validMapping, type Mapping } from './mapping.ts';
import { validReading, type Reading } from './reading.ts';
import { eitherText, fieldText } from './said.ts';

export interface TypedMapping {
  mapping: Mapping;
  reading: Reading;
  /** Column number → field, as typed. */
  chosen: ReadonlyMap<number, string>;
  problems: readonly Problem[];
}

/** The form of the columns. Each column names its field; a field that is named twice is a problem. */
export function mappingForm(kind: ImportKind, form: TypedForm, columnCount: number, usual: Reading): TypedMapping {
  const chosen = new Map<number, string>();
  const mapping: Record<string, number> = {};
  const problems: Problem[] = [];
  for (let column = 0; column < columnCount; column++) {
    const name = form.text(`column-${column}`);
    if (!fieldOf(kind, name)) continue;
    chosen.set(column, name);
    if (mapping[name] === undefined) mapping[name] = column;
    else problems.push({ field: `column-${column}`, key: 'imports.problem-twice', values: { field: name } });
  }
  const { defaultRateBp, rateProblem } = typedRate(form, usual);
  if (rateProblem) problems.push(rateProblem);
  const given = {
    ...form.values,
    pricesIncludeTax: form.has('pricesIncludeTax') ? form.text('pricesIncludeTax') === 'gross' : undefined,
    defaultRateBp,
  };
  return { mapping: validMapping(kind, mapping, columnCount), reading: validReading(given, usual), chosen, problems };
}

function typedRate(form: TypedForm, usual: Reading): { defaultRateBp: number; rateProblem: Problem | null } {
  const typed = form.text('defaultRate').replace(',', '.');
  if (typed === '') return { defaultRateBp: usual.defaultRateBp, rateProblem: null };
  // With a sign, so that 0.5 is half a per cent here and not fifty.
  const rate = readRate(typed.includes('%') ? typed : `${typed}%`, 'point');
  if (!(rate instanceof BadValue)) return { defaultRateBp: rate, rateProblem: null };
  return { defaultRateBp: usual.defaultRateBp, rateProblem: { field: 'defaultRate', key: 'imports.problem-rate' } };
}

export function chosenColumns(mapping: Mapping): Map<number, string> {
  return new Map(Object.entries(mapping).map(([name, column]) => [column, name]));
}

/** Problems of the form in words: fields by their labels, and each leading to a column that can mend it. */
export function mappingProblems(
  problems: readonly Problem[],
  chosen: ReadonlyMap<number, string>,
  t: Translate,
): FieldProblem[] {
  return problems.map(({ field, key, values = {} }) => {
    if (!isWordKey(key)) throw new Error(`the catalogue has no word ${key}`);
    if (key === 'imports.problem-lacking') {
      const free = [...Array(500).keys()].find((column) => !chosen.has(column)) ?? 0;
      return { field: `column-${free}`, text: t(key, { fields: eitherText(t, String(values.fields).split(' ')) }) };
    }
    return {
      field,
      text: t(key, typeof values.field === 'string' ? { field: `“${fieldText(t, values.field)}”` } : values),
    };
  });
}

const delimiterNames = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

/** The form of the file's layout; what is not understood is left to be found out. */
export function layoutForm(form: TypedForm): Partial<Dialect> {
  const encoding = encodings.find((known) => known === form.text('encoding'));
  const named = Object.entries(delimiterNames).find(([name]) => name === form.text('delimiter'))?.[1];
  const delimiter = delimiters.find((known) => known === named);
  const headerRow = /^\d{1,3}$/.test(form.text('headerRow')) ? Number(form.text('headerRow')) : undefined;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
}
