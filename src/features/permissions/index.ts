export { choiceChanges, readChoices, type LayerChoices } from './choices.ts';
export { ChoiceFields, EffectiveTable, type Layers } from './permissions.page.tsx';
export { areaWord, changeWords, choiceWord } from './words.ts';
