export { choiceChanges, readChoices, type LayerChoices } from './choices.ts';
export { ChoiceFields, EffectiveTable, type Layers } from './permissions.page.tsx';
export { OlderJobsForm } from './older-jobs.page.tsx';
export { readMonths } from './older-jobs.ts';
export { changeWords } from './words.ts';
