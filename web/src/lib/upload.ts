/** A file the server keeps; `id` goes into the mutation that links it to a fact. */
export interface UploadedFile {
  id: string;
  name: string;
}

/** Why an upload failed: the server's code, or `NETWORK`. */
export class UploadError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** How a field hands a file over; `onProgress` gets 0 to 1. */
export type Upload = (file: File, onProgress: (part: number) => void) => Promise<UploadedFile>;

function readCode(body: unknown): string {
  if (typeof body === "object" && body !== null && "code" in body) return String(body.code);
  return "INTERNAL";
}

/**
 * Posts a file to `/files`. XMLHttpRequest, because fetch tells no upload progress. `kind` is a file kind of the
 * server's register; without it the server takes the kind from the bytes. Throws UploadError.
 */
export function uploadTo(kind?: string): Upload {
  return (file, onProgress) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      // Fields come before the file: the server reads in order.
      if (kind !== undefined) form.set("kind", kind);
      form.set("file", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", "/files");
      request.setRequestHeader("x-gongjian", "1");
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onerror = () => reject(new UploadError("NETWORK"));
      request.onload = () => {
        const body: unknown = request.response;
        const ok = request.status >= 200 && request.status < 300;
        if (ok && typeof body === "object" && body !== null && "id" in body)
          resolve({ id: String(body.id), name: file.name });
        else reject(new UploadError(readCode(body)));
      };
      request.send(form);
    });
}
