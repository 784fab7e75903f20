export { OlderJobsForm } from './older-jobs.page.tsx';
export { readMonths } from './older-jobs.ts';
export { answerEffectsFile, answerReview, type ReviewedForm } from './review-answer.tsx';
export { effectsOf, type Effects } from './effects.ts';
export { EffectsPage } from './effects.page.tsx';
export { holdOrg, momentOf, SEEN, STEP, type ReviewedLayer } from './review.ts';
