export { choiceChanges, readChoices, type LayerChoices } from './choices.ts';
export { ChoiceFields, EffectiveTable, type Layers } from './permissions.page.tsx';
export { changeWords } from './words.ts';
