export { blocksSchema, tagsOf, type Block } from './blocks.ts';
export { htmlOf, type Letterhead } from './html.ts';
export { filledText, tag, tagsIn, UnfilledTag, type MergeValue, type MergeValues } from './merge.ts';
export { smsTextOf, subjectOf, textOf } from './plain.ts';
