import { HtmlValidate, StaticConfigLoader, type ConfigData, type ResolvedConfig } from 'html-validate';

/** What every page's HTML is held to. Switched off is only what the renderer decides, or what is done on purpose. */
const htmlRules: ConfigData = {
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'error',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    // Folding tables write their roles out; see src/ui/fold-table.tsx.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    // A list of ticks, and a table of lines, send one name many times.
    'form-dup-name': 'off',
  },
  elements: [
    'html5',
    {
      'copy-button': { flow: true, phrasing: true },
      'toast-close': { flow: true, phrasing: true },
      'theme-preview': { flow: true },
    },
  ],
};

/** Compiles the rules once, and not again for every page. */
class RulesOnce extends StaticConfigLoader {
  #compiled: ResolvedConfig | undefined;

  override async getConfigFor(file: string): Promise<ResolvedConfig> {
    return (this.#compiled ??= await super.getConfigFor(file));
  }
}

export const htmlValidator = new HtmlValidate(new RulesOnce(htmlRules));
