import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { csvAnswer, streamOf } from '../../platform/csv/index.ts';
import { effectsFile } from './effects-file.ts';
import { effectsFileHref, EffectsPage } from './effects.page.tsx';
import { momentOf, queryForm, reviewLayer, wished, type ReviewedLayer } from './review.ts';

type Tx = Parameters<Parameters<OfficeVisit['write']>[0]>[0];

/** One layer's own routes: the form, what is said when it is saved, and the file of everybody. */
export interface ReviewedForm {
  readonly find: (tx: Tx, lock: boolean) => Promise<ReviewedLayer>;
  readonly title: string;
  readonly action: string;
  /** The form again, with what was typed in it. */
  readonly again: () => Response | Promise<Response>;
  /** On to where it is said that it was saved, or that there was nothing to save. */
  readonly saved: (isSame: boolean) => Response;
}

/** Answers a form about one layer: the list of who gains and loses, the form again, or what was done. */
export async function answerReview(visit: OfficeFormVisit, form: ReviewedForm): Promise<Response> {
  const found = await reviewLayer(visit, form.find);
  if (found.kind === 'back') return form.again();
  if (found.kind !== 'list') return form.saved(found.kind === 'same');
  return visit.page(
    <EffectsPage
      frame={visit.frame}
      title={form.title}
      action={form.action}
      typed={visit.form.values}
      effects={found.effects}
      again={found.again}
      fileHref={effectsFileHref(`${form.action}/people`, visit.form.values)}
    />,
  );
}

/** The whole list as a file: the choices stand in the address. */
export async function answerEffectsFile(visit: OfficeVisit, find: ReviewedForm['find']): Promise<Response> {
  const { services, actor, t } = visit;
  const { change } = wished(queryForm(visit.c.req.query()), await visit.read((tx) => find(tx, false)));
  const pieces = effectsFile(services.db, actor, change, momentOf(visit), t);
  return csvAnswer(t('rights.file-name'), streamOf(pieces));
}
