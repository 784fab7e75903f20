export { choiceChanges, INHERIT, knownChoices, readChoices, type LayerChoices, type Layers } from './choices.ts';
export { LayersTable, type LayerHrefs } from './layers.page.tsx';
export { ChoiceFields, EffectiveTable } from './permissions.page.tsx';
export { areaWord, changeWords, choiceWord } from './words.ts';
