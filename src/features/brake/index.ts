export { accountsOf, braked, countGuess, guessWasRight, PIN_LIMIT, PASSWORD_LIMIT, type Guess } from './brake.ts';
export { noteTries, noteTriesTask, writeTry, type Try, type TryWay } from './tries.ts';
