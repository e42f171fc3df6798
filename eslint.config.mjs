// The linter of the page's script. It is no part of the software: CI installs it outside the tree.
const browser = [
  ...["addEventListener", "Blob", "cancelAnimationFrame", "clearTimeout", "devicePixelRatio", "document"],
  ...["getComputedStyle", "history", "HTMLInputElement", "Image", "innerHeight", "innerWidth", "location"],
  ...["matchMedia", "navigator", "performance", "print", "requestAnimationFrame", "ResizeObserver", "scrollTo"],
  ...["self", "setTimeout", "TextEncoder", "top", "URL", "URLSearchParams", "window", "XMLSerializer"],
  ...["Uint8Array", "DataView", "atob", "CompressionStream", "DecompressionStream", "CanvasRenderingContext2D", "Response", "getSelection"],
];
const node = ["TextDecoder", "TextEncoder", "URL", "URLSearchParams", "console", "process"];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const rules = {
  "no-undef": "error",
  "no-unused-vars": "error",
  "no-redeclare": "error",
  "no-shadow-restricted-names": "error",
  "no-import-assign": "error",
  "no-const-assign": "error",
  "no-dupe-keys": "error",
  "no-unreachable": "error",
  "no-fallthrough": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: "error",
  complexity: ["error", 10],
  "max-lines-per-function": ["error", 40],
};

export default [
  {
    files: ["kg/page/assets/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: readonly(browser) },
    rules,
  },
  {
    files: ["tests/page/js/**/*.mjs"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: readonly(node) },
    rules: { ...rules, complexity: "off", "max-lines-per-function": "off" },
  },
];
