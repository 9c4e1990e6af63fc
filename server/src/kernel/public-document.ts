import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import type { Html } from "./page.ts";
import { defineWords, type Locale } from "./words.ts";

/** The frame around every public page: one stylesheet inside it, no script, nothing fetched. */

const STYLE = `
:root{color-scheme:light;--ink:#1f2937;--soft:#4b5563;--line:#d1d5db;--accent:#0f766e;--late:#b42318;--wait:#8a5a00;--tint:#eef6f5}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif}
header,main,footer{max-width:44rem;margin:0 auto;padding:0 16px}
header{display:flex;justify-content:space-between;gap:16px;padding-top:12px;padding-bottom:12px;color:var(--soft);font-size:15px}
header a{margin:-10px 0;padding:10px 0}
main{padding-bottom:32px}
footer{border-top:1px solid var(--line);padding-top:12px;padding-bottom:24px;color:var(--soft);font-size:14px}
h1{font-size:1.5rem;line-height:1.3;margin:8px 0 16px}
h2{font-size:1.125rem;margin:24px 0 8px}
h3{font-size:1rem;margin:16px 0 4px}
p{margin:8px 0}
a{color:var(--accent)}
a.button,button{display:inline-block;min-height:48px;padding:10px 20px;border:0;border-radius:8px;background:var(--accent);color:#fff;font:inherit;text-decoration:none;cursor:pointer}
button.plain,a.plain{background:#fff;color:var(--accent);border:1px solid var(--accent)}
label{display:block;margin:16px 0 4px;font-weight:600}
label small,.hint{color:var(--soft);font-weight:400;font-size:14px}
input,textarea,select{width:100%;min-height:48px;padding:10px 12px;border:1px solid #6b7280;border-radius:8px;font:inherit;color:inherit;background:#fff}
input[type=checkbox],input[type=radio]{width:22px;min-height:22px;height:22px;margin:0 10px 0 0;vertical-align:-5px}
label.check{display:flex;align-items:flex-start;font-weight:400}label.check input{flex:none;margin-top:2px}
form p:last-child{margin-top:16px}
textarea{min-height:9rem}
input[aria-invalid=true],textarea[aria-invalid=true]{border:2px solid var(--late)}
:focus-visible{outline:3px solid #5eead4;outline-offset:2px}
.problem{color:var(--late);margin:4px 0}
.notice{border-left:4px solid var(--accent);background:var(--tint);padding:8px 12px;margin:12px 0}
.notice.late{border-color:var(--late);background:#fef3f2}
.notice.wait{border-color:var(--wait);background:#fffaeb}
.code{font:600 1.5rem/1.4 ui-monospace,Consolas,monospace;letter-spacing:.08em;overflow-wrap:anywhere}
.facts{margin:0}.facts dt{color:var(--soft);font-size:14px}.facts dd{margin:0 0 8px}
.list{list-style:none;padding:0;margin:0}.list>li{border-top:1px solid var(--line);padding:10px 0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px 6px 0;border-top:1px solid var(--line);vertical-align:top}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
time,.number{font-variant-numeric:tabular-nums}
.whole{white-space:nowrap}td small{color:var(--soft)}
.qr svg{width:11rem;height:11rem;display:block}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
.poster{max-width:none;padding:0}.poster h1{font-size:2.75rem}.poster .qr svg{width:6cm;height:6cm}
.big{padding:16px;text-align:center;font-size:1.5rem}.big h1{font-size:2.75rem}.big .qr svg{width:10cm;max-width:100%;height:auto;margin:24px auto}.big .hint{font-size:1rem;overflow-wrap:anywhere}
@media screen{.poster{padding:24px}}.poster th,.poster td.number{white-space:nowrap}.poster td.number{text-align:left}
.side{display:flex;flex-wrap:wrap;gap:16px 32px;align-items:flex-start}.side>:first-child{flex:1 1 18rem}.poster .side>:last-child{width:6cm}
@page{size:A4;margin:15mm}
@media print{header,footer,.screen{display:none}main{max-width:none;padding:0}a{color:inherit;text-decoration:none}h2,h3,li,tr{break-inside:avoid}}
`;

/** The digest by which the security policy allows exactly this stylesheet. */
export const STYLE_DIGEST = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

const words = defineWords({
  zh: { product: "共建", other: "English", nothingKept: "本页无需登录，不使用脚本和 Cookie。" },
  en: { product: "Gongjian", other: "中文", nothingKept: "No sign-in, no script, no cookies on this page." },
});

/** The whole document. `otherLanguage` is the address of the same page in the other language. */
export function publicDocument(page: {
  locale: Locale;
  title: string;
  body: Html;
  otherLanguage: string;
  poster?: boolean;
}): Html {
  const { locale, title, body, otherLanguage, poster } = page;
  const w = words[locale];
  const frame = html`<header><span>${w.product}</span><a href="${otherLanguage}" hreflang="${locale === "zh" ? "en" : "zh"}">${w.other}</a></header>
<main>${body}</main>
<footer>${w.nothingKept}</footer>`;
  return html`<!doctype html>
<html lang="${locale === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${w.product}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${poster ? html`<main class="poster">${body}</main>` : frame}
</body>
</html>
`;
}

/** A text as it was written, a paragraph for each of its lines. */
export function paragraphs(text: string | null): Html[] {
  const lines = (text ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => html`<p>${line}</p>`);
}

/** A QR code of an address, as a drawing with its meaning in words for who cannot see it. */
export function qrCode(address: string, label: string): Html {
  return html`<div class="qr" role="img" aria-label="${label}">${raw(renderSVG(address, { border: 2, ecc: "M" }))}</div>`;
}
