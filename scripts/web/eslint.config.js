// What `tsc` does not find: mistakes and habits. It knows the names of the browser, so `no-undef` is left to it.

import js from "@eslint/js";

export default [
  { ignores: ["**/yasgui/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    rules: {
      "no-undef": "off",
      "array-callback-return": "error",
      "arrow-body-style": "error",
      "default-case-last": "error",
      "dot-notation": "error",
      eqeqeq: "error",
      "max-lines": ["error", { max: 300 }],
      "max-len": ["error", { code: 120 }],
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": [
        "error", { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" },
      ],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-unneeded-ternary": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      quotes: ["error", "double", { avoidEscape: true, allowTemplateLiterals: false }],
      semi: "error",
    },
  },
];
