// What the page for queries uses of YASGUI's editor; it is not there where scripts/bundle_yasgui.py has not brought it.

declare class Yasqe {
  static defaults: { autocompleters: string[] };
  constructor(parent: HTMLElement, settings: object);
  getValue(): string;
  setValue(text: string): void;
  getOption(name: "extraKeys"): Record<string, unknown>;
  setOption(name: "extraKeys", value: Record<string, unknown>): void;
}
