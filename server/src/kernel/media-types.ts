/** Media types of the files that the product makes and takes. */
export const CSV = "text/csv; charset=utf-8";
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
