import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
} from "@mantine/core";

/** The one accent, deep teal. Shade 7 carries white text at 5.5:1. */
const teal: MantineColorsTuple = [
  "#ecf7f5",
  "#d3ece8",
  "#a6d9d2",
  "#74c4ba",
  "#4bb0a5",
  "#2e9c91",
  "#1b897f",
  "#0f766e",
  "#0c615b",
  "#084b46",
];
/** Lateness ahead. */
const amber: MantineColorsTuple = [
  "#fdf6e7",
  "#f9e8c4",
  "#f2d08a",
  "#e9b54c",
  "#dc9b1f",
  "#c18311",
  "#a36c0b",
  "#855707",
  "#6b4606",
  "#523504",
];
/** Lateness and disputes. */
const red: MantineColorsTuple = [
  "#fdf0ee",
  "#fadcd8",
  "#f3b6ae",
  "#ea8c80",
  "#e06657",
  "#d04a3a",
  "#b83a2b",
  "#9e2f22",
  "#80251b",
  "#611b13",
];
const gray: MantineColorsTuple = [
  "#f7f8f8",
  "#f0f2f1",
  "#e3e6e5",
  "#d1d6d4",
  "#b6bdba",
  "#929b97",
  "#6f7975",
  "#55605c",
  "#3a4340",
  "#1f2725",
];
const dark: MantineColorsTuple = [
  "#dfe5e3",
  "#bcc5c2",
  "#98a39f",
  "#6d7874",
  "#4a5451",
  "#36403d",
  "#27302d",
  "#1c2321",
  "#151b19",
  "#0f1413",
];

/** System faces for both scripts; nothing is downloaded. */
const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Mantine's theme for the product: one accent, radius 8, an 8 px grid, targets of 44 px. */
export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 7 },
  colors: { teal, amber, red, gray, dark },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  defaultRadius: 8,
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "13px", sm: "14px", md: "16px", lg: "18px", xl: "20px" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.6", lg: "1.6", xl: "1.5" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontFamily,
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "24px", lineHeight: "1.35" },
      h2: { fontSize: "18px", lineHeight: "1.45" },
      h3: { fontSize: "16px", lineHeight: "1.5" },
    },
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: "md" },
      vars: (_theme, { size }) => ({
        root:
          size === "md"
            ? { "--button-height": "44px", "--button-padding-x": "18px", "--button-fz": "16px" }
            : {},
      }),
    }),
    Input: Input.extend({
      defaultProps: { size: "md" },
      vars: () => ({ input: {}, wrapper: { "--input-height": "44px", "--input-fz": "16px" } }),
    }),
    InputWrapper: Input.Wrapper.extend({ defaultProps: { size: "md" } }),
  },
});

/** The quiet variants of buttons take the product's tokens, so that both schemes keep their contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const quiet = {
    "--mantine-color-teal-light": "var(--gj-accent-tint)",
    "--mantine-color-teal-light-hover": "color-mix(in srgb, var(--gj-accent-tint) 85%, var(--gj-accent))",
    "--mantine-color-teal-light-color": "var(--gj-accent-text)",
    "--mantine-color-teal-text": "var(--gj-accent-text)",
    "--mantine-color-red-light": "var(--gj-late-wash)",
    "--mantine-color-red-light-hover": "color-mix(in srgb, var(--gj-late-wash) 85%, var(--gj-late))",
    "--mantine-color-red-light-color": "var(--gj-late)",
  };
  return { variables: {}, light: quiet, dark: quiet };
};
