export { accountsOf, braked, countGuess, guessWasRight, PIN_LIMIT, PASSWORD_LIMIT, type Guess } from './brake.ts';
export { forgetTriesChore, noteTries, noteTriesTask, writeTry, type Try, type TryWay } from './tries.ts';
