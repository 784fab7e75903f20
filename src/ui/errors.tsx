import { usePage, type Children } from './context.tsx';
import { fieldId } from './fields.tsx';

export interface FieldProblem {
  /** The field's name; the summary leads to its control. */
  readonly field?: string | undefined;
  /** The control's id where it is not made from the name. */
  readonly id?: string | undefined;
  readonly text: string;
}

/** On top of a form that came back: what is wrong, each line leading to its field. Nothing when nothing is. */
export function ErrorSummary({
  problems,
  title,
  children,
}: {
  problems: readonly FieldProblem[];
  title?: string | undefined;
  children?: Children;
}) {
  const { t } = usePage();
  if (problems.length === 0) return null;
  return (
    <div class="errors" role="alert" aria-labelledby="errors-title" tabIndex={-1} data-focus>
      <h2 id="errors-title">{title ?? t('ui.problem')}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={problem.text}>
            {problem.field === undefined && problem.id === undefined ? (
              problem.text
            ) : (
              <a href={`#${problem.id ?? fieldId(problem.field ?? '')}`}>{problem.text}</a>
            )}
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}
