import { encode } from "uqr";
import classes from "./QrCode.module.css";

interface QrCodeProps {
  text: string;
  /** Says what the code is for. */
  label: string;
  /** As large as the screen takes it: to be read from some steps away. */
  big?: boolean;
}

/** A QR code, drawn here: what it holds goes nowhere. Dark on light in every colour scheme, as cameras want it. */
export function QrCode({ text, label, big }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const cells = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      className={classes.qr}
      data-big={big || undefined}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={cells.join("")} fill="#000" />
    </svg>
  );
}
