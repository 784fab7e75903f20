import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Columns,
  ErrorSummary,
  FileField,
  FileLine,
  Form,
  FormGroup,
  formatBytes,
  OfficeHead,
  OfficeShell,
  Panel,
  problemOf,
  Savebar,
  Tiles,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { importKinds } from '../import-columns/index.ts';

export interface NewImportPageProps {
  frame: OfficeFrame;
  kind: string;
  maxBytes: number;
  problems: readonly FieldProblem[];
}

/** What is in the file, and the file. */
export function NewImportPage({ frame, kind, maxBytes, problems }: NewImportPageProps) {
  const { t, locale } = usePage();
  return (
    <OfficeShell title={t('imports.new-title')} frame={frame}>
      <OfficeHead title={t('imports.new-title')} />
      <ErrorSummary problems={problems} />
      <Columns kind="form">
        <Form action={paths.office.imports} files class="stack">
          <FormGroup title={t('imports.new-kind')}>
            <Tiles
              name="kind"
              legend={t('imports.new-kind')}
              legendHidden
              value={kind}
              error={problemOf(problems, 'kind')}
              options={importKinds.map((value) => ({
                value,
                label: t(`imports.kind-${value}`),
                hint: t(`imports.kind-${value}-hint`),
              }))}
            />
          </FormGroup>
          <FormGroup title={t('imports.column-file')}>
            <FileField
              name="file"
              label={t('imports.new-file')}
              hint={t('imports.new-file-hint', { limit: formatBytes(maxBytes, locale) })}
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              error={problemOf(problems, 'file')}
            />
          </FormGroup>
          <Savebar cancel={paths.office.imports}>
            <Button kind="main" busy={t('imports.new-uploading')}>
              {t('imports.new-upload')}
            </Button>
          </Savebar>
        </Form>
        <Panel id="samples" title={t('imports.new-samples')}>
          <div class="stack g8">
            <p>{t('imports.new-samples-text')}</p>
            {importKinds.map((value) => (
              <FileLine
                key={value}
                href={paths.office.importPart('samples', `${value}.csv`)}
                name={t('imports.sample-name', { kind: t(`imports.kind-${value}`) })}
                type={t('imports.csv')}
                icon="file-spreadsheet"
              />
            ))}
          </div>
        </Panel>
      </Columns>
    </OfficeShell>
  );
}
