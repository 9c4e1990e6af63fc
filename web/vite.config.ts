import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compileMessages } from "./compile-messages.ts";
import { inlineDocuments } from "./inline-documents.ts";

const server = `http://127.0.0.1:${process.env["PORT"] ?? "4000"}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [inlineDocuments(), compileMessages(), react()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", manifest: true },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ["/graphql", "/api", "/live", "/files", "/downloads", "/p"].map((path) => [path, server]),
    ),
  },
});
